"""How well tags and facts agree with labels: precision, recall and F1 of tags, accuracy of each field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cs_match.evaluation.labelled import LabelledResume
from cs_match.records import Candidate, Fields, Job
from cs_match.text import fold

__all__ = ["F1", "TagScores", "field_scores", "same_value", "tag_scores"]

Pair = tuple[Candidate, LabelledResume]
_SINGLE = ("name", "phone", "email", "education", "school", "major", "city", "birth_year")


@dataclass(frozen=True, slots=True)
class F1:
    """Counts of right, wrong and missed answers, and the usual ratios of them (0 where there is nothing to divide)."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of the answers given that are right."""
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        """Share of the answers wanted that were given."""
        return self.right / max(self.right + self.missed, 1)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / max(2 * self.right + self.wrong + self.missed, 1)


@dataclass(frozen=True, slots=True)
class TagScores:
    """Agreement of tags with labels over many resumes.

    `micro` counts (resume, skill) pairs that are held; `denied_kept_out` is the share of skills labelled as denied,
    wished for or someone else's that were not credited; `level` and `strength` are accuracies over the pairs that both
    sides hold; `per_skill` has the counts of each skill id.
    """

    micro: F1
    denied_kept_out: float
    denied: int
    level: float
    strength: float
    per_skill: Mapping[str, F1]


def tag_scores(pairs: Sequence[Pair]) -> TagScores:
    """Compare the tags of candidates with their labels, document by document."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for candidate, label in pairs:
        found, wanted = _held(candidate), {skill for skill, each in label.skills.items() if each.has}
        right.update(found & wanted)
        wrong.update(found - wanted)
        missed.update(wanted - found)
    skills = sorted({*right, *wrong, *missed})
    denied = [skill in _held(c) for c, label in pairs for skill, each in label.skills.items() if not each.has]
    return TagScores(
        micro=F1(right.total(), wrong.total(), missed.total()),
        denied_kept_out=1 - sum(denied) / max(len(denied), 1),
        denied=len(denied),
        level=_agreement(pairs, "level"),
        strength=_agreement(pairs, "strength"),
        per_skill={skill: F1(right[skill], wrong[skill], missed[skill]) for skill in skills},
    )


def _held(candidate: Candidate) -> set[str]:
    return {tag.skill for tag in candidate.tags if tag.has}


def _agreement(pairs: Iterable[Pair], what: str) -> float:
    same: list[bool] = [
        getattr(tag, what) == getattr(label.skills[tag.skill], what)
        for candidate, label in pairs
        for tag in candidate.tags
        if tag.has and tag.skill in label.skills and label.skills[tag.skill].has
    ]
    return sum(same) / max(len(same), 1)


def field_scores(pairs: Sequence[Pair]) -> dict[str, float]:
    """Accuracy of each field, 0 to 1, in the order of `Fields`.

    Single values must agree (width, case, blanks and punctuation aside), an absent value with an absent one.
    `years_service` may be off by half a year or 10 %. `jobs` is the F1 of (company, start month).
    """
    total = max(len(pairs), 1)
    scores = {
        name: sum(same_value(name, candidate.fields, label.fields) for candidate, label in pairs) / total
        for name in _SINGLE
    }
    scores["years_service"] = sum(_same_years(c.fields, label.fields) for c, label in pairs) / total
    scores["jobs"] = _jobs(pairs).f1
    return scores


def same_value(name: str, found: Fields, wanted: Fields) -> bool:
    """Whether one field of two `Fields` says the same."""
    return _plain(getattr(found, name)) == _plain(getattr(wanted, name))


def _plain(value: object) -> str:
    return "" if value is None else "".join(char for char in fold(str(value)).text if char.isalnum() or char in "+@.")


def _same_years(found: Fields, wanted: Fields) -> bool:
    x, y = found.years_service or 0.0, wanted.years_service or 0.0
    return abs(x - y) <= max(0.5, 0.1 * y) + 1e-9


def _jobs(pairs: Sequence[Pair]) -> F1:
    right = wrong = missed = 0
    for candidate, label in pairs:
        left = list(label.fields.jobs)
        for job in candidate.fields.jobs:
            match = next((other for other in left if _same_job(job, other)), None)
            right, wrong = right + (match is not None), wrong + (match is None)
            if match is not None:
                left.remove(match)
        missed += len(left)
    return F1(right, wrong, missed)


def _same_job(found: Job, wanted: Job) -> bool:
    x, y = _plain(found.company), _plain(wanted.company)
    return found.start == wanted.start and (x == y or bool(x and y and (x in y or y in x)))
