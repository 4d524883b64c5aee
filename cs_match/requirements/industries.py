"""Industries, job types and regions by name: what stands in 【】 and what is asked for on the command line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from cs_match.errors import Fault, RequirementsError
from cs_match.lexicon import read_table
from cs_match.text import fold

__all__ = ["asked_for", "known_names", "named"]


@cache
def _names() -> dict[str, str]:
    rows = read_table("industries")
    names = {_bare(name): row["id"] for row in rows for name in row["name"].split(";")}
    return names | {_bare(row["id"]): row["id"] for row in rows}


@cache
def _includes() -> dict[str, tuple[str, ...]]:
    return {row["id"]: tuple(row["includes"].split()) for row in read_table("industries")}


_KINDS = re.compile(r"(行业|方向|岗位|岗|业务|类|专属|适用|地区|区域|industry|sector|only|roles?|jobs?|positions?)$")


def _bare(name: str) -> str:
    plain = re.sub(r"[\s\-_&·]+", "", fold(name).text)
    return _KINDS.sub("", plain) or plain


def named(text: str) -> tuple[str, ...]:
    """The ids that the words of a bracket name, one for each of its parts; empty unless all parts are known.

    >>> named("电商/跨境"), named("粤港澳"), named("加油")
    (('ind_ecommerce', 'ind_cross_border'), ('region_gba',), ())
    """
    whole = _names().get(_bare(text))
    if whole:
        return (whole,)
    parts = [part for part in re.split(r"[/／、,，;；|+&]|或|和|及|与|\bor\b|\band\b", text) if part.strip()]
    ids = [_names().get(_bare(part), "") for part in parts]
    return tuple(dict.fromkeys(ids)) if ids and all(ids) else ()


def known_names() -> tuple[str, ...]:
    """One line for each industry, job type and region: its id and first names."""
    return tuple(f"{row['id']} ({', '.join(row['name'].split(';')[:2])})" for row in read_table("industries"))


def asked_for(names: Sequence[str], own: Iterable[str] = ()) -> tuple[str, ...]:
    """The ids that are switched on by `names`, with what they include, in the order of asking.

    Args:
        own: words that the table itself uses in brackets and the word lists do not know.

    Raises:
        RequirementsError: that lists all unknown names and what is allowed.
    """
    own_words = {fold(word).text: word for word in own}
    ids: list[str] = []
    faults = []
    for name in names:
        found = named(name) or tuple(filter(None, [own_words.get(fold(name.strip()).text)]))
        if not found:
            faults.append(Fault("--industry", f"unknown industry {name!r}", "; ".join([*known_names(), *own_words])))
        ids += [every for one in found for every in (one, *_includes().get(one, ()))]
    if faults:
        raise RequirementsError("unknown industry", faults)
    return tuple(dict.fromkeys(ids))
