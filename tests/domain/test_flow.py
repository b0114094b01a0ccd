"""Flow charts: arrows are right-angled, run through no box and across no other arrow."""

from itertools import pairwise

import pytest

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.domain.schedule.flow import Arrow, Flow, FlowBranch, FlowStep, Node, faults, lay_out

KINDS = load_catalog().congress_kinds
CHARTS = [(kind, anchor) for kind in KINDS for anchor in dict.fromkeys(lane.anchor for lane in KINDS[kind].lanes)]


def step(id_: str, lane: int = 0, *after: str, stage: str = "会议", asks: tuple[FlowBranch, ...] = ()) -> FlowStep:
    return FlowStep(id_, lane, stage, after, asks)


def arrows(flow: Flow) -> list[tuple[str, str]]:
    return sorted((arrow.first, arrow.then) for arrow in flow.arrows)


def labelled(flow: Flow) -> set[tuple[str, str, str]]:
    return {(arrow.first, arrow.then, arrow.label) for arrow in flow.arrows}


def places(flow: Flow) -> dict[str, tuple[int, int]]:
    return {node.id: (node.lane, node.row) for node in flow.nodes}


def test_what_another_order_implies_is_not_drawn() -> None:
    flow = lay_out((step("a"), step("b", 0, "a"), step("c", 0, "a", "b")), ("会议",))
    assert arrows(flow) == [("a", "b"), ("b", "c")]


def test_stages_stand_together_in_their_order() -> None:
    flow = lay_out((step("a", stage="会后"), step("b", stage="筹备"), step("c", stage="会后")), ("筹备", "会后"))
    assert [node.id for node in flow.nodes] == ["b", "a", "c"]
    assert flow.stages == (("筹备", 0, 0), ("会后", 1, 2))


def test_an_arrow_goes_round_the_boxes_in_its_way() -> None:
    flow = lay_out((step("a"), step("b"), step("c"), step("d", 0, "a")), ("会议",))
    (arrow,) = flow.arrows
    assert len(arrow.route) == 4
    assert faults(flow) == []


def test_arrows_that_could_cross_do_not() -> None:
    steps = (step("a", 0), step("b", 1), step("c", 0, "b"), step("d", 1, "a"))
    assert faults(lay_out(steps, ("会议",))) == []


def test_what_is_asked_after_a_step_stands_under_it_and_leads_on_or_back() -> None:
    asks = (FlowBranch("过半数", no="再次投票", to="vote"),)
    flow = lay_out((step("rules", 1), step("vote", 1, "rules", asks=asks), step("close", 1, "vote")), ("会议",))
    assert labelled(flow) == {
        ("rules", "vote", ""),
        ("vote", "vote?0", ""),
        ("vote?0", "vote?0!", "否"),
        ("vote?0!", "vote", ""),
        ("vote?0", "close", "是"),
    }
    assert places(flow) == {"rules": (1, 0), "vote": (1, 1), "vote?0": (1, 2), "vote?0!": (0, 2), "close": (1, 3)}
    assert [node.text for node in flow.nodes if node.text] == ["过半数", "再次投票"]
    assert faults(flow) == []


def test_what_is_asked_before_a_step_stands_over_it_and_what_leads_to_the_step_leads_there() -> None:
    asks = (FlowBranch("到会够数", no="改期", first=True), FlowBranch("过半数", no="再次投票", to="vote"))
    flow = lay_out((step("rules", 1), step("vote", 1, "rules", asks=asks)), ("会议",))
    assert [node.id for node in flow.nodes if not node.id.endswith("!")] == ["rules", "vote?0", "vote", "vote?1"]
    assert {("rules", "vote?0", ""), ("vote?0", "vote", "是"), ("vote?1!", "vote?0", "")} < labelled(flow)
    assert faults(flow) == []


def test_an_answer_may_pass_over_a_later_step() -> None:
    asks = (FlowBranch("不超过差额", yes="rules", to="primary"),)
    steps = (step("nominate", asks=asks), step("primary", 0, "nominate"), step("rules", 0, "primary"))
    flow = lay_out(steps, ("会议",))
    assert labelled(flow) == {
        ("nominate", "nominate?0", ""),
        ("nominate?0", "primary", "否"),
        ("nominate?0", "rules", "是"),
        ("primary", "rules", ""),
    }
    assert faults(flow) == []


def test_the_answers_leave_a_diamond_at_different_corners() -> None:
    asks = (FlowBranch("不超过差额", yes="rules", to="primary"),)
    flow = lay_out((step("nominate", asks=asks), step("primary"), step("rules", 0, "primary")), ("会议",))
    starts = {arrow.label: arrow.route[0] for arrow in flow.arrows if arrow.label}
    assert starts["是"] != starts["否"]
    (yes,) = [arrow for arrow in flow.arrows if arrow.label == "是"]
    both = [
        Arrow(arrow.first, arrow.then, ((0, 1.32), (0, 1.6), (0, 2.6)), arrow.label) if arrow is yes else arrow
        for arrow in flow.arrows
    ]
    assert "nominate?0 > rules crosses nominate?0 > primary" in faults(Flow(flow.nodes, tuple(both), ()))


def test_steps_of_different_lanes_share_a_row_where_asked_and_stages_do_not() -> None:
    steps = (step("ask", 1), step("reply", 0, "ask"), step("other", 1), step("last", 0, stage="会后"))
    assert lay_out(steps, ("会议", "会后")).rows == 4
    close = lay_out(steps, ("会议", "会后"), close=True)
    assert places(close) == {"ask": (1, 0), "reply": (0, 0), "other": (1, 1), "last": (0, 2)}


def test_a_step_stands_beside_what_comes_before_it_in_the_next_lane_alone() -> None:
    steps = (step("a", 0), step("other", 1), step("far", 2, "a"))
    assert places(lay_out(steps, ("会议",), close=True)) == {"a": (0, 0), "other": (1, 0), "far": (2, 1)}


def test_what_is_wrong_with_a_chart_is_seen() -> None:
    nodes = tuple(Node(id_, lane, row) for row, (id_, lane) in enumerate((("a", 0), ("b", 0), ("c", 1), ("d", 0))))
    through = Flow(nodes, (Arrow("a", "d", ((0, 0.4), (0, 2.6))),), ())
    assert faults(through) == ["a > d runs through b"]
    crossing = (
        Arrow("a", "c", ((0.41, 0.14), (0.5, 0.14), (0.5, 1.86), (0.59, 1.86))),
        Arrow("b", "d", ((0.41, 1.14), (0.55, 1.14), (0.55, 2.86), (0.41, 2.86))),
    )
    assert faults(Flow(nodes, crossing, ())) == ["b > d crosses a > c"]


def test_a_chart_of_far_too_many_steps_is_laid_out_at_once() -> None:
    long = tuple(step(f"s{at}", at % 4, *([f"s{at - 1}"] if at else [])) for at in range(150))
    assert faults(lay_out(long, ("会议",))) == []
    wide = tuple(step(f"w{at}", at % 6, *(f"w{each}" for each in range(at % 50) if at >= 200)) for at in range(400))
    flow = lay_out(wide, ("会议",))
    assert len(flow.arrows) > 1000
    assert all(arrow.route for arrow in flow.arrows)


def test_an_order_that_is_said_twice_is_one_arrow() -> None:
    assert len(lay_out((step("a"), step("b", 0, "a", "a")), ("会议",)).arrows) == 1


@pytest.mark.parametrize(("kind", "anchor"), CHARTS)
def test_the_shipped_kinds_have_right_angled_arrows_and_fewer_rows_where_lanes_share_them(
    kind: str, anchor: str
) -> None:
    spec = KINDS[kind]
    lanes = [lane for lane in spec.lanes if lane.anchor == anchor]
    steps = [each for each in spec.steps if each.anchor == anchor]
    steps.sort(key=lambda each: each.offset if each.offset is not None else each.limits[0].days or -20)
    drawn = tuple(
        FlowStep(
            each.id,
            next(at for at, lane in enumerate(lanes) if each.who in lane.who),
            each.stage,
            each.after,
        )
        for each in steps
    )
    stages = tuple(dict.fromkeys(each.stage for each in spec.steps))
    rows = set()
    for close in (False, True):
        flow = lay_out(drawn, stages, close)
        rows.add(flow.rows)
        assert len(flow.arrows) > 15
        for arrow in flow.arrows:
            assert all(x1 == x2 or y1 == y2 for (x1, y1), (x2, y2) in pairwise(arrow.route))
    assert len(rows) == 2
