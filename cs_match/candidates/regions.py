"""Places that stand in the lines of a work history and name no employer: towns with the regions they lie in.

Regions are data (``regions.csv``); towns are those of `places`, or what stands before a region.
"""

from __future__ import annotations

import re
from functools import cache

from cs_match.candidates.places import is_place
from cs_match.candidates.posts import employer_weight, title_weight
from cs_match.lexicon import read_table

__all__ = ["is_region", "is_somewhere", "is_town_of_region"]


def is_region(text: str) -> bool:
    """Is the text a country, state, county or province?"""
    return text.strip(" .") in _regions()


@cache
def _regions() -> frozenset[str]:
    return frozenset(name for row in read_table("regions") for name in (row["region"], row["region"].upper()))


def is_somewhere(text: str) -> bool:
    """Is the text a place, or places and the regions that they lie in (`Leeds, West Yorkshire, UK`)?"""
    if is_place(text):
        return employer_weight(text) < 1  # 杭州12345
    parts = [part.strip(" .") for part in re.split(r"[,，]|\s[-–]\s", text.strip(" ()（）.")) if part.strip()]
    return bool(parts) and all(part in _regions() or is_place(part) for part in parts)


def is_town_of_region(text: str) -> bool:
    """Is the text `Town, Region` of a town that no table has?"""
    town, _, region = text.rpartition(",")
    plain = re.fullmatch(r"[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){0,2}", town.strip())
    return bool(plain) and region.strip(" .") in _regions() and title_weight(town) == 0 and employer_weight(town) == 0
