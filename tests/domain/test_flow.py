"""Flow charts: arrows are right-angled, run through no box and across no other arrow."""

from itertools import pairwise

import pytest

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.domain.schedule.flow import Arrow, Flow, FlowStep, faults, lay_out

KINDS = load_catalog().congress_kinds
CHARTS = [(kind, anchor) for kind in KINDS for anchor in dict.fromkeys(lane.anchor for lane in KINDS[kind].lanes)]


def step(id_: str, lane: int = 0, *after: str, stage: str = "会议") -> FlowStep:
    return FlowStep(id_, lane, stage, after)


def arrows(flow: Flow) -> list[tuple[str, str]]:
    return sorted((arrow.first, arrow.then) for arrow in flow.arrows)


def test_what_another_order_implies_is_not_drawn() -> None:
    flow = lay_out((step("a"), step("b", 0, "a"), step("c", 0, "a", "b")), ("会议",))
    assert arrows(flow) == [("a", "b"), ("b", "c")]


def test_stages_stand_together_in_their_order() -> None:
    flow = lay_out((step("a", stage="会后"), step("b", stage="筹备"), step("c", stage="会后")), ("筹备", "会后"))
    assert [each.id for each in flow.steps] == ["b", "a", "c"]
    assert flow.stages == (("筹备", 0, 0), ("会后", 1, 2))


def test_an_arrow_goes_round_the_boxes_in_its_way() -> None:
    flow = lay_out((step("a"), step("b"), step("c"), step("d", 0, "a")), ("会议",))
    (arrow,) = flow.arrows
    assert len(arrow.route) == 4
    assert faults(flow) == []


def test_arrows_that_could_cross_do_not() -> None:
    steps = (step("a", 0), step("b", 1), step("c", 0, "b"), step("d", 1, "a"))
    assert faults(lay_out(steps, ("会议",))) == []


def test_what_is_wrong_with_a_chart_is_seen() -> None:
    steps = (step("a", 0), step("b", 0), step("c", 1), step("d", 0, "a"))
    through = Flow(steps, (Arrow("a", "d", ((0, 0.4), (0, 2.6))),), ())
    assert faults(through) == ["a > d runs through b"]
    crossing = (
        Arrow("a", "c", ((0.41, 0.14), (0.5, 0.14), (0.5, 1.86), (0.59, 1.86))),
        Arrow("b", "d", ((0.41, 1.14), (0.55, 1.14), (0.55, 2.86), (0.41, 2.86))),
    )
    assert faults(Flow(steps, crossing, ())) == ["b > d crosses a > c"]


@pytest.mark.parametrize(("kind", "anchor"), CHARTS)
def test_the_shipped_kinds_are_drawn_without_a_crossing(kind: str, anchor: str) -> None:
    spec = KINDS[kind]
    lanes = [lane for lane in spec.lanes if lane.anchor == anchor]
    steps = [each for each in spec.steps if each.anchor == anchor]
    steps.sort(key=lambda each: each.offset if each.offset is not None else each.limits[0].days or -20)
    drawn = tuple(
        FlowStep(each.id, next(at for at, lane in enumerate(lanes) if each.who in lane.who), each.stage, each.after)
        for each in steps
    )
    flow = lay_out(drawn, tuple(dict.fromkeys(each.stage for each in spec.steps)))
    assert len(flow.arrows) > 15
    for arrow in flow.arrows:
        assert all(x1 == x2 or y1 == y2 for (x1, y1), (x2, y2) in pairwise(arrow.route))
