"""工作流程图 of each kind: on one sheet for each day that it counts from, every word whole, no arrow across another."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from huanjie_desktop.catalog.plan_making import planned_kinds, steps_with_preset
from huanjie_desktop.catalog.shipped import load_catalog, load_rule_book
from huanjie_desktop.documents.blocks import Title
from huanjie_desktop.documents.compose import compose, flow_chart, lacks_of
from huanjie_desktop.documents.compose.flow_chart import brief
from huanjie_desktop.documents.drawing import Box, Drawing, Rule, Words
from huanjie_desktop.documents.material import CongressMaterial
from huanjie_desktop.documents.pdf import write_pdf
from huanjie_desktop.domain.meeting import Congress
from huanjie_desktop.domain.schedule.flow import Flow, FlowStep, Shape, faults, lay_out

KINDS, BOOK = load_catalog().congress_kinds, load_rule_book()
PAPER, SMALL = (spec for spec in load_catalog().documents.values() if spec.compose == "flow_chart")


def material(kind_id: str) -> CongressMaterial:
    kind = KINDS[kind_id]
    congress = Congress(id="c", kind=kind_id, unit="青禾县", term=12, sitting=1)
    more: dict[str, Any] = {"steps": steps_with_preset(kind, KINDS, BOOK)}
    return CongressMaterial(
        "青禾县", congress, kind, "会议", "会议", ("会议",), (), {}, {}, (), {}, date(2026, 7, 1), **more
    )


def drawings(kind_id: str) -> list[Drawing]:
    return [block for block in compose(PAPER, material(kind_id)).blocks if isinstance(block, Drawing)]


@pytest.mark.parametrize("kind", [kind.id for kind in planned_kinds(KINDS)])
def test_each_kind_is_one_a3_sheet_a_day_with_every_word_whole_and_no_crossing(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    flows: list[Flow] = []

    def drawn(steps: tuple[FlowStep, ...], stages: tuple[str, ...], close: bool) -> Flow:
        flows.append(lay_out(steps, stages, close))
        return flows[-1]

    monkeypatch.setattr(flow_chart, "lay_out", drawn)
    document = compose(PAPER, material(kind))
    report = write_pdf([document], io.BytesIO())
    days = len({lane.anchor for lane in KINDS[kind].lanes})
    assert (report.pages, report.cut) == (days, ())
    assert [fault for flow in flows for fault in faults(flow)] == []
    after = {step.id: step.after for step in KINDS[kind].steps}
    drawn_steps = {node.id for flow in flows for node in flow.nodes if node.shape is Shape.STEP}
    assert drawn_steps == set(after)
    for flow in flows:
        asked = {node.id for node in flow.nodes if node.shape is Shape.ASK}
        answers = {(arrow.first, arrow.label) for arrow in flow.arrows if arrow.label}
        assert answers == {(id_, label) for id_ in asked for label in ("是", "否")}
        row = {node.id: node.row for node in flow.nodes}
        upwards = [id_ for id_ in row if id_ in after for first in after[id_] if first in row and row[first] > row[id_]]
        assert upwards == []


@pytest.mark.parametrize("kind", [kind.id for kind in planned_kinds(KINDS)])
def test_a_smaller_sheet_goes_on_over_the_next_with_the_same_numbers_at_the_cut_arrows(kind: str) -> None:
    document = compose(SMALL, material(kind))
    report = write_pdf([document], io.BytesIO())
    days = len({lane.anchor for lane in KINDS[kind].lanes})
    assert days < report.pages <= 2 * days
    assert report.cut == ()
    drawn = [block for block in document.blocks if isinstance(block, Drawing)]
    titles = [block.text for block in document.blocks if isinstance(block, Title)]
    assert len(drawn) == len(titles) == report.pages
    for drawing, later, title in zip(drawn, drawn[1:], titles[1:], strict=False):
        if title.endswith("（续）"):
            foot = [item for item in numbers_of(drawing) if item.y > drawing.height / 2]
            head = [item for item in numbers_of(later) if item.y < later.height / 2]
            assert foot
            assert [(item.text, item.x) for item in foot] == [(item.text, item.x) for item in head]


@pytest.mark.parametrize("kind", [kind.id for kind in planned_kinds(KINDS)])
def test_no_words_stand_outside_the_frame(kind: str) -> None:
    for spec in (PAPER, SMALL):
        for drawing in (block for block in compose(spec, material(kind)).blocks if isinstance(block, Drawing)):
            words = [item for item in drawing.items if isinstance(item, Words)]
            assert [each.text for each in words if each.x < 0 or each.x + each.width > drawing.width + 0.01] == []


def numbers_of(drawing: Drawing) -> list[Words]:
    return [item for item in drawing.items if isinstance(item, Words) and item.text in tuple("①②③④⑤⑥⑦⑧⑨")]


def test_what_is_asked_is_a_diamond_with_yes_and_no() -> None:
    items = drawings("township-party")[0].items
    words = [item.text for item in items if isinstance(item, Words)]
    assert {"到会够五分之四", "改期选举", "过半数，选足名额", "再次投票或另行选举"} <= set(words)
    slanting = [
        item for item in items if isinstance(item, Rule) and abs(item.x1 - item.x2) > 5 < abs(item.y1 - item.y2) * 3
    ]
    asked = [branch for step in KINDS["township-party"].steps for branch in step.branches]
    assert len(slanting) == 4 * len(asked)
    assert words.count("否") == len(asked)
    assert words.count("是") >= len(asked)


def test_what_the_law_binds_is_marked_for_a_black_printer() -> None:
    items = [item for drawing in drawings("deputy-election") for item in drawing.items]
    words = [item.text for item in items if isinstance(item, Words)]
    assert "▲公布选民名单，发选民证　E−20" in words
    assert sum(text.startswith("▲") for text in words) == 9
    assert {item.line for item in items if isinstance(item, Box)} == {0.5, 1.6}


def test_a_box_has_the_title_without_its_asides() -> None:
    assert brief("投票和计票（三张选票，统一计票）") == "投票和计票"
    assert brief("预备会议：资格审查报告，议程") == "预备会议"


def test_a_kind_without_steps_has_no_chart() -> None:
    without = next(kind for kind in KINDS.values() if not kind.steps)
    assert lacks_of(PAPER, material(without.id)) == ("这种会议没有步骤",)


def test_whom_no_lane_names_has_a_lane_of_his_own() -> None:
    found = material("county-party")
    changed = replace(found.steps[0], who="县委换届办")
    document = compose(PAPER, replace(found, steps=(changed, *found.steps[1:])))
    drawing, *_ = [block for block in document.blocks if isinstance(block, Drawing)]
    heads = [item.text for item in drawing.items if isinstance(item, Words)]
    assert "其他单位" in heads
    assert "其他单位" not in [item.text for item in drawings("county-party")[0].items if isinstance(item, Words)]
