"""One row of a table to criteria: parts and brackets, several demands in a cell, what the item means, weights.

A row's weight is shared by the criteria that it becomes. Whatever of a row becomes none is listed with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from cs_match.records import Criterion, NotUnderstood, Test
from cs_match.requirements.columns import Row
from cs_match.requirements.demands import Demand, regraded, understand
from cs_match.requirements.industries import named
from cs_match.requirements.priorities import Priority, priority_of
from cs_match.requirements.protected import refusal
from cs_match.requirements.vocabulary import categories, meanings
from cs_match.text import fold, han_share

__all__ = ["UnderstoodRow", "understand_row"]

_SOFT = ("core", "value")
_DEFAULT = Priority("中", 2.0, False)
_WISH = Priority("优先", 2.0, False)
_GATE = Priority("必需", 6.0, True)


@dataclass(frozen=True, slots=True)
class UnderstoodRow:
    """What a row became."""

    criteria: tuple[Criterion, ...] = ()
    not_understood: tuple[NotUnderstood, ...] = ()
    own_scopes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a row between semicolons or line breaks, and the bracket it stands under."""

    text: str
    scope: tuple[str, ...] = ()
    own_scope: bool = False
    priority: Priority | None = None


@dataclass(slots=True)
class _Notes:
    row: int
    found: list[NotUnderstood] = field(default_factory=list)

    def add(self, text: str, why: str) -> None:
        """List a part of the row with the reason why it is no criterion."""
        self.found.append(NotUnderstood(self.row, text, why))


def understand_row(row: Row) -> UnderstoodRow:
    """The criteria that a row asks for, and the parts of it that could not be turned into one."""
    row = _scope_moved(row)
    notes = _Notes(row.number)
    common, apart = _priorities(row, notes)
    refused = refusal(row.item)
    if refused:
        notes.add(_label(row), refused.why)
    parts = [] if refused else list(_parts(row))
    read = [(part, _part_demands(part, row, notes)) for part in parts]
    demands = _with_item(read, row, bool(notes.found))
    if not demands and not notes.found:
        notes.add(_label(row) or row.category, _say(row, "没有写明要求", "the row names no demand"))
    own = tuple(dict.fromkeys(name for part in parts if part.own_scope for name in part.scope))
    return UnderstoodRow(_criteria(demands, row, common, apart), tuple(notes.found), own)


def _scope_moved(row: Row) -> Row:
    """A bracket for an industry in the item or the category holds for the whole demand: move it there."""
    for cell in ("item", "category"):
        text = getattr(row, cell)
        match = _BRACKET.search(text)
        if match and named(match[1]):
            bare = (text[: match.start()] + text[match.end() :]).strip()
            scoped = "\n".join(f"【{match[1]}】{line}" for line in (row.demand or bare).split("\n") if line.strip())
            return replace(row, **{cell: bare}, demand=scoped)
    return row


def _say(row: Row, zh: str, en: str) -> str:
    return zh if han_share(row.demand + row.item + row.category) > 0.3 else en


def _priorities(row: Row, notes: _Notes) -> tuple[Priority, Priority | None]:
    if not row.priority:
        gate = re.search(r"硬性|必备|必需|必须|must|required|mandatory|essential", fold(row.category).text)
        return (_GATE if gate else _DEFAULT), None
    found = priority_of(row.priority)
    if found is None:
        zh = f"优先级“{row.priority}”未知，按“中”计"
        why = _say(row, zh, f"unknown priority {row.priority!r}, counted as medium")
        notes.add(row.priority, why)
        return replace(_DEFAULT, word=row.priority), None
    return found


# ---------------------------------------------------------------- parts

_BRACKET = re.compile(r"[【\[［〖〔]([^】\]］〗〕]{1,40})[】\]］〗〕]\s*[:：]?")
_PART_END = re.compile(
    r"[;；\n。]|(?<=[\w)）])\s*[•·●▪]\s*|(?<![^\s,，(（])\d{1,2}[.、)）](?=\s*[^\d\s])|[①②③④⑤⑥⑦⑧⑨⑩]"
    r"|(?<=[a-z)])\.\s+(?=[A-Z])"
)


def _parts(row: Row) -> Iterator[_Part]:
    text = row.demand or row.item
    for piece, label in _labelled(text):
        scope = named(label) if label else ()
        found = priority_of(label) if label and not scope else None
        priority = found[0] if found else None
        own = bool(label) and not scope and priority is None
        scope = (label.strip(),) if own else scope
        for part in _PART_END.split(piece):
            clean = part.strip(" ,，、:：-–—•·●*\t")
            if clean:
                yield _prefixed(_Part(clean, scope, own, priority), row)


def _labelled(text: str) -> Iterator[tuple[str, str]]:
    """Stretches of a cell, each with the bracket before it; a bracket reaches to the next one or the line's end."""
    for line in text.split("\n"):
        at, label = 0, ""
        for match in _BRACKET.finditer(line):
            yield line[at : match.start()], label
            at, label = match.end(), match[1]
        yield line[at:], label


def _prefixed(part: _Part, row: Row) -> _Part:
    """`金融：了解理财产品` in a row of priority 行业 is 【金融】了解理财产品."""
    found = priority_of(row.priority) if row.priority else None
    match = re.match(r"([^:：]{1,24})[:：]\s*(.+)", part.text)
    if part.scope or not match or not (found and found[1]) or not named(match[1]):
        return part
    return replace(part, text=match[2], scope=named(match[1]))


def _is_choice(pieces: list[str]) -> bool:
    """Whether the pieces are names of which the last is joined by "or": Zendesk, Freshdesk or Intercom."""
    short = all(len(piece.split()) <= 4 and len(piece) <= (8 if han_share(piece) > 0.3 else 30) for piece in pieces[1:])
    return len(pieces) > 1 and short and bool(re.search(r"\bor\b|或", fold(pieces[-1]).text))


_COUNTED = re.compile(r"至少|[种项门]以上|at least \w+ of\b|or more of\b|any (two|three)\b|\b(two|three|four) of\b")


def _clauses(text: str) -> list[str]:
    """Clauses of a part; a list that is counted (at least two of …) stays whole, and so does what brackets hold."""
    pieces = [piece.strip() for piece in re.split(r"[,，](?![^(（]*[)）])(?!\d{3}\b)", text) if piece.strip()]
    if _COUNTED.search(fold(text).text) or _is_choice(pieces):
        return [text]
    return pieces


# ---------------------------------------------------------------- demands


def _part_demands(part: _Part, row: Row, notes: _Notes) -> list[Demand] | None:
    """What a part asks for, empty where its words are not known; None where all of it is refused."""
    clauses = _clauses(part.text)
    refusals = [refusal(clause) for clause in clauses]
    whole = refusal(part.text)
    if whole and not any(refusals):
        clauses, refusals = [part.text], [whole]
    demands: list[Demand] = []
    for clause, refused in zip(clauses, refusals, strict=True):
        if refused:
            notes.add(clause, refused.why)
        elif _NOTHING.fullmatch(fold(clause).text.strip()):
            notes.add(clause, _say(row, "没有要求，不计分", "asks for nothing, not scored"))
        elif demands and (graded := regraded(demands[-1], clause)):
            demands[-1:] = graded
        else:
            demands = _joined(demands, understand(clause, row.item))
    if all(refused or _NOTHING.fullmatch(fold(c).text.strip()) for c, refused in zip(clauses, refusals, strict=True)):
        return None
    return [replace(demands[0], text=part.text)] if len(demands) == 1 and not any(refusals) else demands


def _joined(before: list[Demand], new: Sequence[Demand]) -> list[Demand]:
    """Demands of one part: those of one kind that differ in nothing but skills are one demand."""
    found = list(before)
    for demand in new:
        at = next((i for i, old in enumerate(found) if _joinable(old, demand)), None)
        if at is None:
            found.append(demand)
        else:
            found[at] = _union(found[at], demand)
    return found


def _joinable(old: Demand, new: Demand) -> bool:
    kinds = ("skill", "industry", "availability", "language")
    if old.kind != new.kind or old.optional != new.optional or old.kind not in kinds:
        return False
    if old.kind == "language":
        return old.test.any_of == new.test.any_of
    levels = {old.test.level, new.test.level} - {None}
    return len(levels) < 2 and old.test.at_least == new.test.at_least == 1


def _union(old: Demand, new: Demand) -> Demand:
    level = old.test.level or new.test.level
    text = f"{old.text}，{new.text}" if han_share(old.text) > 0.3 else f"{old.text}, {new.text}"
    if old.kind == "language":
        return replace(old, test=replace(old.test, level=level), text=text)
    one, other = _units(old.test), _units(new.test)
    all_of = tuple(dict.fromkeys([*one[0], *other[0]]))
    any_of = tuple(dict.fromkeys([*one[1], *other[1]]))
    any_of = () if set(any_of) & set(all_of) else any_of
    if not any_of and len(all_of) == 1:
        return replace(old, test=Test(any_of=all_of, level=level), text=text)
    return replace(old, test=Test(all_of=all_of, any_of=any_of, level=level), text=text)


def _units(test: Test) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is wanted in any case, and what one of is enough."""
    return (test.any_of, ()) if len(test.any_of) == 1 and not test.all_of else (test.all_of, test.any_of)


# ---------------------------------------------------------------- the item


_NOTHING = re.compile(r"\w{0,4}(?:不限|无要求|均可)|无|none|n/a|no requirements?|not required|[-/—]+")


_Placed = list[tuple[_Part, Demand]]


def _with_item(read: Sequence[tuple[_Part, list[Demand] | None]], row: Row, refused: bool) -> _Placed:
    """The demands of a row's parts with what its item (关键项) asks for, where they do not say it themselves."""
    open_parts = [(part, demands) for part, demands in read if demands is not None]
    found = [(part, demand) for part, demands in open_parts for demand in demands or ()]
    if not found and row.demand and open_parts and not refused:
        named_by_item = understand(row.item) if row.item else ()
        if named_by_item:
            return [(open_parts[0][0], replace(demand, text=row.demand)) for demand in named_by_item]
    words = [(part, _words(part)) for part, demands in open_parts if not demands]
    return [*_soft_item(found, row), *words]


def _soft_item(found: _Placed, row: Row) -> _Placed:
    """An ability that the item names and no demand does joins the demand for skills, or stands on its own."""
    ids = dict.fromkeys(s for m in meanings(row.item, item=True) for s in m.skills)
    soft = tuple(s for s in ids if categories().get(s) in _SOFT)
    said = {s for _, demand in found for s in (*demand.test.any_of, *demand.test.all_of)}
    common = [at for at, (part, _) in enumerate(found) if not part.scope]
    if soft and any(demand.kind == "skill" for _, demand in found):
        # Whose customers they are (市民, 玩家) is told along with an ability, not asked for.
        found = [(part, demand) for part, demand in found if demand.kind != "industry" or part.scope]
        common = [at for at, (part, _) in enumerate(found) if not part.scope]
    if not soft or set(soft) & said or not common or not row.demand:
        return found
    first = next((at for at in common if found[at][1].kind == "skill"), None)
    if all(found[at][1].kind == "industry" for at in common):
        return [(found[common[0]][0], Demand("skill", _all(soft), row.demand)), *found[len(common) :]]
    if first is None:
        return [(found[common[0]][0], Demand("skill", _all(soft), row.item)), *found]
    part, demand = found[first]
    joined = replace(_union(Demand("skill", _all(soft), row.item), demand), text=demand.text)
    return [*found[:first], (part, joined), *found[first + 1 :]]


def _all(skills: tuple[str, ...]) -> Test:
    return Test(any_of=skills) if len(skills) == 1 else Test(all_of=skills)


def _words(part: _Part) -> Demand:
    return Demand("text", Test(words=part.text), part.text)


def _label(row: Row) -> str:
    if not (row.item and row.demand):
        return row.item or row.demand
    return f"{row.item}：{row.demand}" if han_share(row.item + row.demand) > 0.3 else f"{row.item}: {row.demand}"


# ---------------------------------------------------------------- criteria


def _criteria(
    demands: Sequence[tuple[_Part, Demand]], row: Row, common: Priority, apart: Priority | None
) -> tuple[Criterion, ...]:
    criteria: list[Criterion] = []
    used: set[str] = set()
    for part, demand in _once(demands):
        priority = part.priority or ((apart or common) if part.scope else common)
        if demand.optional and priority.must:
            priority = _WISH if han_share(demand.text) > 0.3 else replace(_WISH, word="preferred")
        name = _unique(f"r{row.number}-{_slug(demand)}", used)
        label = f"{row.item}：{demand.text}" if row.item and row.item != demand.text else demand.text
        label = label if han_share(label) > 0.3 else label.replace("：", ": ")
        criteria.append(
            Criterion(
                id=name,
                label=label,
                category=row.category,
                priority=priority.word,
                weight=priority.weight,
                must=priority.must,
                kind=demand.kind,
                test=demand.test,
                applies_to=part.scope,
                assessment=row.assessment,
                row=row.number,
            )
        )
    return tuple(criteria)


def _once(demands: Sequence[tuple[_Part, Demand]]) -> Iterator[tuple[_Part, Demand]]:
    """Demands without those that ask in other words for what the row asked already."""
    seen: list[tuple[object, ...]] = []
    for part, demand in demands:
        key = (part.scope, demand.kind, demand.test)
        if key not in seen:
            seen.append(key)
            yield part, demand


def _slug(demand: Demand) -> str:
    test = demand.test
    if demand.kind in ("education", "years", "city", "text"):
        return demand.kind
    first = test.metric or next(iter((*test.all_of, *test.any_of)), demand.kind)
    return re.sub(r"^(lang|ind|cert)_", "", first).replace("_", "-")


def _unique(name: str, used: set[str]) -> str:
    found = name if name not in used else next(f"{name}-{n}" for n in range(2, 10_000) if f"{name}-{n}" not in used)
    used.add(found)
    return found
