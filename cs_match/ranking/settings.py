"""The few numbers that turn evidence into credit. All are shares between 0 and 1 unless said otherwise."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Settings"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How much each kind of evidence is worth.

    Args:
        assessed: credit of a result that somebody measured (a test, an interview).
        demonstrated: credit of what a job, a project, a test score or a certificate shows.
        claimed: credit of what is only listed or said of oneself.
        abilities: how far evidence of abilities and attitudes moves their credit away from `unknown`.
        written: credit for the language that the resume itself is written in, where it does not grade it.
        unknown: what counts for a demand that the documents cannot tell about; the score's bounds show its range.
        unasked: the same for readiness for shifts or for work at home, which few resumes speak of and most applicants
            for such a post bring along; one question settles it.
        level_step: what is left of the credit for each level that is missing.
        unlevelled: what is left of the credit of a claim that names no level where a demand names one.
        same_kind: related evidence of at least this credit counts as a partial fulfilment, not as a guess.
        full_resume: characters from which a resume with a job or a school counts as full, so that silence about
            tools, channels, trades and languages speaks.
        text: the highest credit that words alone can earn.
    """

    assessed: float = 1.0
    demonstrated: float = 0.95
    claimed: float = 0.65
    abilities: float = 0.6
    written: float = 0.8
    unknown: float = 0.3
    unasked: float = 0.5
    level_step: float = 0.6
    unlevelled: float = 0.85
    same_kind: float = 0.5
    full_resume: int = 150
    text: float = 0.6
