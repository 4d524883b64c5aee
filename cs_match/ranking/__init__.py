"""People against a requirement profile: rows of points, bounds for what is unknown, gates, what to ask next."""

from __future__ import annotations

from cs_match.ranking.rank import Settings, match_person, rank

__all__ = ["Settings", "match_person", "rank"]
