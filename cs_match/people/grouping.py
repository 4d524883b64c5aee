"""Repeat resumes of one person become one `Person`; two people are never joined through a third document."""

from __future__ import annotations

from collections.abc import Sequence

from cs_match.people.keys import Traits, candidate_pairs, read_traits
from cs_match.people.pairs import SAME, PairRow, compare, score
from cs_match.records import Candidate, Person

__all__ = ["group_people"]

_CONTRADICTION = 0.0  # bits below which two documents may not share a group, whatever joins them to others
_REASONS_SHOWN = 3


def group_people(candidates: Sequence[Candidate]) -> tuple[Person, ...]:
    """Group the documents of one person, with the reasons.

    Pairs that share a key (phone, e-mail, name or its pinyin, two starting months, near-identical text, identical
    file) are scored row by row; the surest pairs join first, and a group takes a document only if that document
    contradicts nobody in it. The newest document leads, unless it says far less than another one.

    Args:
        candidates: read documents in any order; the order does not change the result.

    Returns:
        One person for every group, in order of the leading document's `source`.

    >>> from cs_match.records import Fields
    >>> def resume(source, name, phone):
    ...     return Candidate(source, source, 0, "zh", "", Fields(name=name, phone=phone))
    >>> people = group_people([resume("a.pdf", "韩雪莹", "13800138201"), resume("b.pdf", "Han Xueying", "13800138201"),
    ...                        resume("c.pdf", "马晓东", "13800138201")])
    >>> [(person.lead.source, person.reasons) for person in people]
    [('a.pdf', {'b.pdf': '电话相同；姓名与拼音一致'}), ('c.pdf', {})]
    """
    ordered = sorted(candidates, key=lambda candidate: candidate.source)
    traits = [read_traits(candidate) for candidate in ordered]
    groups = _groups(traits)
    return tuple(sorted((_person(group, traits) for group in groups), key=lambda person: person.lead.source))


def _groups(traits: Sequence[Traits]) -> list[list[int]]:
    scored = [(score(compare(traits[x], traits[y])), x, y) for x, y in candidate_pairs(traits)]
    group_of = {at: [at] for at in range(len(traits))}
    for bits, x, y in sorted(scored, key=lambda pair: (-pair[0], pair[1:])):
        if bits < SAME:
            break
        if group_of[x] is not group_of[y] and _agree(group_of[x], group_of[y], traits):
            joined = sorted(group_of[x] + group_of[y])
            group_of.update(dict.fromkeys(joined, joined))
    return [group for at, group in sorted(group_of.items()) if group[0] == at]


def _agree(left: list[int], right: list[int], traits: Sequence[Traits]) -> bool:
    return all(score(compare(traits[x], traits[y])) >= _CONTRADICTION for x in left for y in right)


def _person(group: list[int], traits: Sequence[Traits]) -> Person:
    members = [traits[at] for at in group]
    lead = max(members, key=_leading)  # of equals the first in order of source
    repeats = [member for member in members if member is not lead]
    return Person(
        id=f"p-{lead.candidate.sha256[:12]}",
        lead=lead.candidate,
        repeats=tuple(repeat.candidate for repeat in repeats),
        reasons={repeat.candidate.source: _reason(lead, repeat, members) for repeat in repeats},
    )


def _leading(traits: Traits) -> tuple[bool, str, int]:
    """Sort key: enough facts to stand for the person, then the newest date, then the most facts."""
    candidate = traits.candidate
    latest = max((job.start or "" for job in candidate.fields.jobs), default="")
    return _facts(candidate) >= 6, candidate.dated or latest, _facts(candidate)


def _facts(candidate: Candidate) -> int:
    fields = candidate.fields
    single = (fields.name, fields.phone, fields.email, fields.education, fields.school, fields.major, fields.city)
    return sum(value is not None for value in single) + len(fields.jobs)


def _reason(lead: Traits, repeat: Traits, members: Sequence[Traits]) -> str:
    """The strongest rows between a repeat and the document that it agrees with most."""
    others = sorted((m for m in members if m is not repeat), key=lambda m: m is not lead)
    best = max((compare(other, repeat) for other in others), key=score)
    return _words(best, chinese=lead.candidate.language != "en")


def _words(rows: tuple[PairRow, ...], *, chinese: bool) -> str:
    strongest = sorted((row for row in rows if row.bits > 0), key=lambda row: -row.bits)[:_REASONS_SHOWN]
    return "；".join(row.zh for row in strongest) if chinese else "; ".join(row.en for row in strongest)
