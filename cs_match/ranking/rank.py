"""The door of the ranking room: people against a profile, best first, every score a sum of rows.

The steps, in the order of the body of `match_person`: what scorers may see of the person (`view`), a judgement for each
criterion (`criteria`), the rows with their points, whether the gates are passed, and what remains to be confirmed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from cs_match.ranking.criteria import judge
from cs_match.ranking.judgement import Judgement
from cs_match.ranking.settings import Settings
from cs_match.ranking.view import see
from cs_match.ranking.wording import Tongue, confirm_why, reason, tongue_of
from cs_match.records import Contribution, Criterion, Eligible, Match, Person, RequirementProfile, ToConfirm

__all__ = ["Settings", "match_person", "rank"]

_ORDER: dict[Eligible, int] = {"yes": 0, "unknown": 1, "no": 2}
# Rows of at least this weight, before it is shared, are worth a test even where the person claims them.
_WORTH_A_TEST = 4.0


def rank(
    people: Sequence[Person],
    requirements: RequirementProfile,
    *,
    as_of: date | None = None,
    settings: Settings | None = None,
) -> tuple[Match, ...]:
    """People against a profile, best first: eligible before unknown before not eligible, then by score.

    A match depends on its person and the profile alone, never on who else is ranked. Equal scores are ordered by
    what the documents hold (their digest), so that neither names nor the order of input decide.

    Args:
        as_of: the day on which running jobs end; today if not given.
        settings: what each kind of evidence is worth.
    """
    day = as_of or date.today()
    matches = [(match_person(p, requirements, as_of=day, settings=settings), p) for p in people]
    matches.sort(key=lambda pair: (_ORDER[pair[0].eligible], -round(pair[0].score, 9), pair[1].lead.sha256, pair[1].id))
    return tuple(replace(match, rank=at) for at, (match, _) in enumerate(matches, start=1))


def match_person(
    person: Person, requirements: RequirementProfile, *, as_of: date, settings: Settings | None = None
) -> Match:
    """One person against a profile; its rank is 0 until it stands among others."""
    settings = settings or Settings()
    seen = see(person, as_of, settings.full_resume)
    tongue = tongue_of(requirements)
    judged = [(criterion, judge(criterion, seen, settings)) for criterion in requirements.criteria]
    whole = math.fsum(criterion.weight for criterion, _ in judged) or 1.0
    rows = tuple(_row(criterion, judgement, whole, tongue) for criterion, judgement in judged)
    score = math.fsum(row.points for row in rows)
    low = math.fsum(row.max_points * j.low for row, (_, j) in zip(rows, judged, strict=True))
    high = math.fsum(row.max_points * j.high for row, (_, j) in zip(rows, judged, strict=True))
    return Match(
        rank=0, candidate=person.id, source=person.lead.source, name=person.lead.fields.name,
        eligible=_eligible(judged), score=score, score_low=min(low, score), score_high=max(high, score),
        contributions=rows, to_confirm=tuple(_to_confirm(judged, requirements, tongue)),
    )  # fmt: skip


_Judged = Sequence[tuple[Criterion, Judgement]]


def _row(criterion: Criterion, judgement: Judgement, whole: float, tongue: Tongue) -> Contribution:
    share = criterion.weight / whole
    most = 100.0 * share
    return Contribution(
        criterion=criterion.id, label=criterion.label, category=criterion.category, priority=criterion.priority,
        weight=share, must=criterion.must, status=judgement.status, satisfaction=judgement.satisfaction,
        points=most * judgement.satisfaction, max_points=most, reason=reason(criterion, judgement, tongue),
        evidence=judgement.evidence,
    )  # fmt: skip


def _eligible(judged: _Judged) -> Eligible:
    gates = [judgement.gate for criterion, judgement in judged if criterion.must]
    return "no" if "no" in gates else "unknown" if "unknown" in gates else "yes"


def _to_confirm(judged: _Judged, requirements: RequirementProfile, tongue: Tongue) -> list[ToConfirm]:
    sharers = {c.row: sum(other.row == c.row for other, _ in judged) for c, _ in judged}
    found = []
    for criterion, judgement in judged:
        weighty = criterion.must or criterion.weight * sharers[criterion.row] >= _WORTH_A_TEST
        doubtful = judgement.status == "partly" and criterion.must and judgement.gate == "unknown"
        if judgement.status == "unknown" or doubtful or (weighty and judgement.only_claimed):
            why = confirm_why(judgement, tongue)
            found.append(ToConfirm(criterion.id, criterion.label, criterion.assessment, why))
    return found
