"""Tables for analysts: the columns stay, and points add up to scores."""

from __future__ import annotations

from cs_match.records import Candidate, Contribution, Evidence, Fields, Job, Match, Tag
from cs_match.reports.frames import candidates_frame, contributions_frame, matches_frame, tags_frame


def contribution(criterion: str, points: float) -> Contribution:
    return Contribution(criterion, criterion, "能力", "高", 1.0, False, "met", 1.0, points, 50.0, "有")


MATCH = Match(1, "p-1", "a.pdf", "张三", "yes", 42.5, 30.0, 60.0, (contribution("r1", 40.0), contribution("r2", 2.5)))
CANDIDATE = Candidate(
    "a.pdf", "0", 1, "zh", "会SQL", Fields(name="张三", jobs=(Job("甲", "客服", "2020-01", "present", True),)),
    (Tag("sql", True, None, "claimed", (Evidence("会SQL", 0, 4, 1, "技能"),)), Tag("python", False, None, None, ())),
)  # fmt: skip


def test_points_add_up() -> None:
    rows = contributions_frame([MATCH])
    assert rows.groupby("candidate").points.sum().to_dict() == {"p-1": MATCH.score}
    assert matches_frame([MATCH]).score.tolist() == [42.5]


def test_facts_and_tags() -> None:
    assert candidates_frame([CANDIDATE]).loc[0, ["name", "jobs"]].tolist() == ["张三", 1]
    tags = tags_frame([CANDIDATE])
    assert tags.has.tolist() == [True, False]
    assert tags.quote[0] == "会SQL"
    assert tags.quote.isna().tolist() == [False, True]


def test_empty_tables_keep_their_columns() -> None:
    for frame in (matches_frame([]), contributions_frame([]), candidates_frame([]), tags_frame([])):
        assert len(frame) == 0
        assert len(frame.columns) > 5
