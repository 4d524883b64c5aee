"""Which of the parts of a line that heads a job is the employer and which the title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cs_match.candidates.layout import Value
from cs_match.candidates.pieces import COMPANY_FIRST, Heads, Piece
from cs_match.candidates.posts import employer_weight, title_weight
from cs_match.candidates.regions import is_town_of_region

__all__ = ["roles_of"]

_OWN_BOSS = re.compile(
    r"self[- ]employed|freelance|freelancer|sole trader|independent|自由职业者?|个体(?:户|经营)?|自雇", re.IGNORECASE
)


def roles_of(pieces: Sequence[Piece], *, order: float = COMPANY_FIRST) -> Heads:
    """Employer and title among the pieces.

    Args:
        pieces: in the order of the text.
        order: what the usual order decides between equals: positive where the title stands first, else negative; the
            further from 0, the more it decides.
    """
    company = next((piece.value for piece in pieces if piece.role == "company"), None)
    title = next((piece.value for piece in pieces if piece.role == "title"), None)
    same = any(piece.role == "same" for piece in pieces)
    free = [piece.value for piece in pieces if not piece.role]
    if same or company:
        title = title or _best_title(free)
        return Heads(company, title, same)
    if title:
        return Heads(_best_company(free), title)
    others = [value for value in free if not _OWN_BOSS.fullmatch(value.text)]
    if len(others) == 1 and len(free) == 2 and title_weight(others[0].text) >= 1.2:
        return Heads(None, others[0], own_boss=True)
    return _two_roles(_no_places(free), order)


def _best_title(free: Sequence[Value]) -> Value | None:
    ranked = [value for value in free if title_weight(value.text) > 0] or list(free)
    return max(ranked, key=lambda value: title_weight(value.text), default=None)


def _best_company(free: Sequence[Value]) -> Value | None:
    return max(free, key=lambda value: employer_weight(value.text) - 0.5 * title_weight(value.text), default=None)


def _no_places(free: Sequence[Value]) -> Sequence[Value]:
    """Leave out `Kisii, Kenya` where something else may be the employer."""
    kept = [value for value in free if not is_town_of_region(value.text)]
    return kept if any(title_weight(value.text) < 1.2 for value in kept) else free


def _two_roles(free: Sequence[Value], order: float) -> Heads:
    if not free:
        return Heads()
    if len(free) == 1:
        only = free[0]
        is_title = title_weight(only.text) > employer_weight(only.text)
        return Heads(None, only) if is_title else Heads(only, None)
    if len(free) == 2 and all(title_weight(one.text) >= 1.9 and employer_weight(one.text) < 1 for one in free):
        return Heads(None, free[0])  # the same title in two languages, or two titles of one post
    pairs = [(company, title) for company in range(len(free)) for title in range(len(free)) if company != title]
    company, title = max(pairs, key=lambda pair: _pair_score(free, *pair, order=order))
    # Of employer and department, the employer stands first.
    earlier = next((at for at in range(company) if at != title and employer_weight(free[at].text) >= 1), None)
    return Heads(free[company if earlier is None or company < title < earlier else earlier], free[title])


def _employer_only(text: str) -> float:
    """The weight as an employer of words that are not a title from end to end (`shop sales`)."""
    return employer_weight(text) * (0.3 if title_weight(text) >= 2.15 else 1.0)


def _pair_score(free: Sequence[Value], company: int, title: int, *, order: float) -> float:
    score = _employer_only(free[company].text) - 0.7 * title_weight(free[company].text)
    score += title_weight(free[title].text) - 0.7 * _employer_only(free[title].text)
    usual = abs(order) if (title < company) == (order > 0) else 0.0
    return score + usual - 0.15 * (company + title)
