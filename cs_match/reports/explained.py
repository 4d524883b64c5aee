"""A resume explained, for the terminal and as one HTML file: a view of `Explained`, without a decision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from cs_match.candidates.salary import PERIODS_SAID
from cs_match.explaining import Explained, FactPlace, Piece, pieces
from cs_match.records import ExpectedSalary, Fields, Tag, as_json
from cs_match.reports.cells import printable
from cs_match.reports.wording import Wording
from cs_match.tagging.mentions import Mark

if TYPE_CHECKING:
    from jinja2 import Template
    from rich.console import Console
    from rich.text import Text

__all__ = ["Shown", "explained_html", "explained_object", "print_explained"]

# key: (Chinese, English), beside the words of the reports.
_WORDS: Mapping[str, tuple[str, str]] = {
    "title": ("简历标注", "Resume explained"),
    "has": ("具备", "has"),
    "not": ("不计入", "not credited"),
    "fact": ("事实", "fact"),
    "demonstrated": ("有实例", "demonstrated"),
    "claimed": ("自述", "claimed"),
    "cues": ("判断用词", "cues"),
    "level.expert": ("精通", "expert"),
    "level.proficient": ("熟练", "proficient"),
    "level.familiar": ("熟悉", "familiar"),
    "level.aware": ("了解", "aware"),
    "model.clauses": ("由分句模型识别", "seen by the clause model"),
    "model.denials": ("由否定模型判断", "doubted by the denial model"),
    "negotiable": ("面议", "negotiable"),
    "name": ("姓名", "name"), "phone": ("电话", "phone"), "email": ("邮箱", "e-mail"),
    "education": ("学历", "education"), "school": ("学校", "school"), "major": ("专业", "major"),
    "city": ("城市", "city"), "birth_year": ("出生年", "birth year"), "expected_salary": ("期望薪资", "expected pay"),
    "years_service": ("客服年限", "years in service"), "job.company": ("公司", "employer"),
    "job.title": ("职位", "job title"), "job.start": ("时间", "dates"), "job": ("工作", "job"),
    "facts": ("事实", "Facts"), "tags": ("标签", "Tags"), "text": ("原文", "Text"), "legend": ("图例", "Legend"),
    "skill": ("技能", "skill"), "level": ("程度", "level"), "strength": ("依据强度", "strength"),
    "quote": ("原文", "quote"),
    "warnings": ("提示", "Warnings"), "hover": ("指向标注可看依据", "point at a mark to see why"),
    "present": ("至今", "present"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of text as HTML shows it: its class and what stands in the box that opens over it."""

    text: str
    kind: str
    tip: str


@dataclass(frozen=True, slots=True)
class _Speech:
    """Words in the language of the resume."""

    language: str

    def say(self, key: str) -> str:
        chinese, english = _WORDS[key]
        return chinese if self.language == "zh" else english

    @property
    def wording(self) -> Wording:
        return Wording("zh" if self.language == "zh" else "en")


def _speech(explained: Explained) -> _Speech:
    return _Speech("en" if explained.candidate.language == "en" else "zh")


# ---------------------------------------------------------------- what is said of a mark and a fact


def _skill_name(skill: str, explained: Explained, speech: _Speech) -> str:
    known = explained.skills.get(skill)
    return (known.zh if speech.language == "zh" else known.en) if known else skill


def _mark_words(mark: Mark, explained: Explained, speech: _Speech) -> list[str]:
    """What is said of a mark: verdict, level, strength, cues, models."""
    said = [speech.say("has" if mark.has else "not")]
    said += [speech.say(f"level.{mark.level}")] if mark.level else []
    said += [speech.say(mark.strength)] if mark.has else []
    if mark.cues:
        said.append(f"{speech.say('cues')} {' / '.join(mark.cues)}")
    return [*said, *(speech.say(f"model.{model}") for model in mark.models)]


def _fact_name(name: str, speech: _Speech) -> str:
    """`jobs.0.title` as 职位."""
    key = f"job.{name.rpartition('.')[2]}" if name.startswith("jobs.") else name
    return speech.say(key) if key in _WORDS else name


def _facts(fields: Fields, speech: _Speech) -> Iterator[tuple[str, str]]:
    """The facts of a resume by name, those that it tells."""
    for name in ("name", "phone", "email", "education", "school", "major", "city", "birth_year", "years_service"):
        value = getattr(fields, name)
        if value is not None:
            said = speech.wording.one_of("education", value) if name == "education" else f"{value}"
            yield speech.say(name), said
    if fields.expected_salary is not None:
        yield speech.say("expected_salary"), _pay(fields.expected_salary, speech)
    for job in fields.jobs:
        end = speech.say("present") if job.end == "present" else job.end
        dates = " – ".join(filter(None, (job.start, end)))
        yield speech.say("job"), " · ".join(filter(None, (dates, job.company, job.title)))


def _pay(pay: ExpectedSalary, speech: _Speech) -> str:
    bounds = [f"{bound:,.0f}" for bound in dict.fromkeys((pay.low, pay.high)) if bound is not None]
    amount = "–".join(bounds) + ("+" if pay.low is not None and pay.high is None else "")
    amount = f"≤ {amount}" if pay.low is None and pay.high is not None else amount
    per = f"/ {PERIODS_SAID[pay.period][speech.language == 'en']}" if pay.period else ""
    months = f"× {pay.months}" if pay.months else ""
    return " ".join(filter(None, (pay.currency or "", amount, per, months, speech.say("negotiable") * pay.negotiable)))


# ---------------------------------------------------------------- terminal


def print_explained(explained: Explained, console: Console) -> None:
    """Print the text line by line, marked, and under each line what is said of its marks.

    Without colour (a pipe, a file) the notes under the lines say the same.
    """
    from rich.text import Text

    speech = _speech(explained)
    signs = (("✓", "has", "green"), ("✗", "not", "red"), ("•", "fact", "cyan"))
    console.print(Text("   ").join(Text(f"{sign} {speech.say(key)}", colour) for sign, key, colour in signs))
    for name, value in _facts(explained.candidate.fields, speech):
        console.print(Text.assemble((f"{name}  ", "dim"), printable(value)))
    console.print()
    for line, over in _lines(explained):
        console.print(line)
        for note in _notes(over, explained, speech):
            for part in note.wrap(console, console.width - len(_INDENT)):
                console.print(Text(_INDENT).append(part))


_STYLES = {"has": "bold green", "not": "bold red", "fact": "cyan underline"}
_INDENT = "  "
_Over = dict[FactPlace | Mark, None]  # in the order of the text, each once


def _lines(explained: Explained) -> Iterator[tuple[Text, _Over]]:
    """Each line of the text, styled, with what begins in it."""
    from rich.text import Text

    line, over, seen = Text(), _Over(), _Over()
    text = explained.document.text
    for piece in pieces(explained):
        style = _STYLES.get(_kind(piece), "")
        places: tuple[FactPlace | Mark, ...] = (*piece.facts, *piece.marks)
        fresh = {one: None for one in places if one not in seen}
        over.update(fresh)
        seen.update(fresh)
        first, *rest = printable(text[piece.start : piece.end]).replace("\t", "  ").split("\n")
        line.append(first, style)
        for part in rest:
            yield line, over
            line, over = Text(part, style), _Over()
    if line.plain:
        yield line, over


def _notes(over: _Over, explained: Explained, speech: _Speech) -> Iterator[Text]:
    """What is said of the facts and marks of a line; places that say the same of a skill in one note."""
    from rich.text import Text

    text = explained.document.text
    alike: dict[tuple[object, ...], list[Mark]] = {}
    for one in over:
        if isinstance(one, FactPlace):
            name = _fact_name(one.name, speech)
            yield Text.assemble(("• ", "bold cyan"), (name, "cyan"), " ", _words(text, one))
        else:
            alike.setdefault((one.skill, one.has, one.level, one.strength, one.cues, one.models), []).append(one)
    for marks in alike.values():
        first = marks[0]
        sign, colour = ("✓ ", "green") if first.has else ("✗ ", "red")
        name = f"{first.skill} {_skill_name(first.skill, explained, speech)}"
        said = " · ".join(_mark_words(first, explained, speech)[1 if first.has else 0 :])
        quotes = " / ".join(dict.fromkeys(_words(text, mark) for mark in marks))
        yield Text.assemble((sign, f"bold {colour}"), quotes, " = ", (name, colour), (f"  {printable(said)}", "dim"))


def _words(text: str, one: Mark | FactPlace) -> str:
    return printable(" ".join(text[one.start : one.end].split())).strip("、,，;；")


def _kind(piece: Piece) -> str:
    """How a piece is marked: what is had outshines what is not, and both outshine facts."""
    if piece.marks:
        return "has" if any(mark.has for mark in piece.marks) else "not"
    return "fact" if piece.facts else ""


# ---------------------------------------------------------------- HTML and JSON


def explained_html(explained: Explained) -> str:
    """One HTML file without scripts, links or pictures."""
    speech = _speech(explained)
    candidate = explained.candidate
    return printable(
        _template().render(
            say=speech.say,
            one_of=speech.wording.one_of,
            language="zh-CN" if speech.language == "zh" else "en",
            source=explained.document.source.replace("\\", "/").rsplit("/", 1)[-1],
            facts=list(_facts(candidate.fields, speech)),
            shown=[_shown(piece, explained, speech) for piece in pieces(explained)],
            tags=[(tag, _skill_name(tag.skill, explained, speech), _cues(tag)) for tag in candidate.tags],
            warnings=candidate.warnings,
        )
    )


def _cues(tag: Tag) -> Sequence[str]:
    return tuple(dict.fromkeys(cue for evidence in tag.evidence for cue in evidence.cues))


def _shown(piece: Piece, explained: Explained, speech: _Speech) -> Shown:
    tips = [
        f"{_skill_name(mark.skill, explained, speech)} ({mark.skill}) · "
        + " · ".join(_mark_words(mark, explained, speech))
        for mark in piece.marks
    ]
    tips += [f"{speech.say('fact')} · {_fact_name(fact.name, speech)}" for fact in piece.facts]
    level = next((mark.level for mark in piece.marks if mark.level), None)
    kind = " ".join(filter(None, (_kind(piece), level, "both" if piece.facts and piece.marks else "")))
    return Shown(explained.document.text[piece.start : piece.end], kind, "\n".join(dict.fromkeys(tips)))


def explained_object(explained: Explained) -> dict[str, Any]:
    """The same as plain values."""
    candidate = explained.candidate
    return {
        "source": explained.document.source,
        "text": explained.document.text,
        "language": candidate.language,
        "fields": as_json(candidate.fields),
        "facts": as_json(explained.facts),
        "marks": as_json(explained.marks),
        "tags": as_json(candidate.tags),
        "new_terms": as_json(candidate.new_terms),
        "warnings": as_json(candidate.warnings),
    }


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    # Everything that comes from a resume is escaped; the template marks nothing as safe.
    loader = PackageLoader("cs_match.reports", ".")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    return environment.get_template("explained.html.j2")
