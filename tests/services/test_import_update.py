"""A newer version of a roster: who is added, changed, gone and moved is told, and exactly that happens."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.services.people import importing, people, rosters
from huanjie_desktop.services.people.importing import Decision, ImportPreview, ImportRequest, Outcome
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import rosters as stored
from tests.exchange.books import write_book
from tests.services.workspaces import workspace_in

HEAD = ["姓名", "性别", "出生年月", "职务", "代表团"]
FIRST = (
    ["赵甲", "男", "1985.07", "镇长", "第一代表团"],
    ["钱乙", "女", "1986.02", "书记", "第一代表团"],
    ["孙丙", "男", "1987.03", "局长", "第二代表团"],
    ["李丁", "男", "1988.04", "主任", "第二代表团"],
)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as opened:
        yield opened


def sheet(workspace: Workspace, rows: Sequence[Sequence[Any]]) -> Path:
    return write_book(workspace.path.parent / "表.xlsx", [HEAD, *rows])


def bring(workspace: Workspace, rows: Sequence[Sequence[Any]] = FIRST, name: str = "代表") -> str:
    preview = importing.prepare_import(workspace, ImportRequest(sheet(workspace, rows), roster_name=name))
    return importing.commit_import(workspace, preview, back_up=False).roster_id


def newer(workspace: Workspace, roster: str, rows: Sequence[Sequence[Any]], **how: Any) -> ImportPreview:
    return importing.prepare_import(workspace, ImportRequest(sheet(workspace, rows), roster_id=roster, **how))


def state(workspace: Workspace, roster: str) -> dict[str, tuple[int, str, str, str]]:
    """Return where people stand on a roster and what is known of them, by id."""
    rows = people.list_rows(workspace, roster)
    return {
        row.person.id: (at, row.entry.group_name if row.entry else "", row.person.name, row.person.current_post)
        for at, row in enumerate(rows, 1)
    }


def outcomes(preview: ImportPreview) -> list[tuple[str, Outcome]]:
    return [(row.texts["name"], row.outcome) for row in preview.rows]


def test_added_changed_unchanged_and_gone_are_told(workspace: Workspace) -> None:
    roster = bring(workspace)
    changed = [FIRST[1][0], FIRST[1][1], FIRST[1][2], "镇党委书记", FIRST[1][4]]
    preview = newer(workspace, roster, [FIRST[0], changed, FIRST[3], ["周戊", "女", "1990.01", "干部", "第二代表团"]])
    assert outcomes(preview) == [
        ("赵甲", Outcome.UNCHANGED),
        ("钱乙", Outcome.CHANGE),
        ("李丁", Outcome.UNCHANGED),
        ("周戊", Outcome.ADD),
        ("孙丙", Outcome.GONE),
    ]
    gone = preview.rows[-1]
    assert gone.findings[0].text == "“孙丙”（1987.03，第二代表团）在名册《代表》中，新表中没有，保留在名册中。"
    assert (gone.answers, gone.answer) == (("keep", "remove", "left"), "keep")
    importing.commit_import(workspace, preview)
    assert [each[2] for each in state(workspace, roster).values()] == ["赵甲", "钱乙", "孙丙", "李丁", "周戊"]


@pytest.mark.parametrize(
    ("kind", "names", "mark"),
    [
        ("keep", ["赵甲", "钱乙", "孙丙", "李丁"], ""),
        ("remove", ["赵甲", "钱乙", "李丁"], ""),
        ("left", None, "已调离"),
    ],
)
def test_who_is_gone_stays_is_taken_off_or_marked(
    workspace: Workspace, kind: Any, names: list[str] | None, mark: str
) -> None:
    roster = bring(workspace)
    (sun,) = [id_ for id_, each in state(workspace, roster).items() if each[2] == "孙丙"]
    rows = [FIRST[0], FIRST[1], FIRST[3]]
    preview = newer(workspace, roster, rows, decisions={sun: Decision(kind)})
    importing.commit_import(workspace, preview)
    found = [each[2] for each in state(workspace, roster).values()]
    assert found == (names or ["赵甲", "钱乙", "孙丙", "李丁"])
    assert people.get_person(workspace, sun).remark == ""
    entry = next((each for each in stored.list_entries(workspace.store, roster) if each.person_id == sun), None)
    assert (entry.own_text("变动情况") if entry is not None else "") == mark
    again = newer(workspace, roster, rows, decisions={sun: Decision(kind)})
    assert importing.commit_import(workspace, again).change_set.seq == 0


def test_a_group_and_an_order_that_change_are_told_and_written(workspace: Workspace) -> None:
    roster = bring(workspace)
    moved = [[*FIRST[1][:4], "第二代表团"], FIRST[3], FIRST[0], FIRST[2]]
    preview = newer(workspace, roster, moved)
    rows = {row.texts["name"]: row for row in preview.rows}
    assert rows["钱乙"].changes == {"group_name": ("第一代表团", "第二代表团")}
    assert [(name, row.moved) for name, row in rows.items() if row.moved] == [("钱乙", (2, 1)), ("李丁", (4, 2))]
    assert (preview.moved, preview.count(Outcome.UNCHANGED), preview.count(Outcome.CHANGE)) == (2, 2, 2)
    importing.commit_import(workspace, preview)
    assert [each[1:3] for each in state(workspace, roster).values()] == [
        ("第二代表团", "钱乙"),
        ("第二代表团", "李丁"),
        ("第一代表团", "赵甲"),
        ("第二代表团", "孙丙"),
    ]
    history.undo(workspace)
    assert [each[2] for each in state(workspace, roster).values()] == ["赵甲", "钱乙", "孙丙", "李丁"]


def test_the_order_can_be_kept(workspace: Workspace) -> None:
    roster = bring(workspace)
    before = state(workspace, roster)
    preview = newer(workspace, roster, FIRST[::-1], keep_order=True)
    assert (preview.moved, preview.count(Outcome.UNCHANGED)) == (0, 4)
    assert importing.commit_import(workspace, preview).change_set.seq == 0
    assert state(workspace, roster) == before


def test_somebody_known_who_comes_onto_the_roster_is_no_unchanged_row(workspace: Workspace) -> None:
    roster = bring(workspace)
    bring(workspace, [["周戊", "女", "1990.01", "干部", ""]], "另一份")
    preview = newer(workspace, roster, [*FIRST, ["周戊", "女", "1990.01", "干部", "第二代表团"]])
    assert [(row.outcome, row.joins) for row in preview.rows][-1] == (Outcome.CHANGE, True)
    importing.commit_import(workspace, preview)
    assert len(state(workspace, roster)) == 5


def test_nobody_is_gone_whose_number_a_skipped_row_has_under_another_name(workspace: Workspace) -> None:
    number = "990101198507120317"
    head = ["姓名", "身份证号"]
    file = write_book(workspace.path.parent / "一.xlsx", [head, ["冯凯天", number], ["钱乙", ""]])
    first = importing.prepare_import(workspace, ImportRequest(file, roster_name="干部"))
    roster = importing.commit_import(workspace, first, back_up=False).roster_id
    file = write_book(workspace.path.parent / "二.xlsx", [head, ["冯凯田", number], ["钱乙", ""]])
    asked = importing.prepare_import(workspace, ImportRequest(file, roster_id=roster))
    assert outcomes(asked) == [("冯凯田", Outcome.DOUBT), ("钱乙", Outcome.UNCHANGED)]
    decisions = {asked.rows[0].key: Decision("skip")}
    skipped = importing.prepare_import(workspace, ImportRequest(file, roster_id=roster, decisions=decisions))
    assert outcomes(skipped) == [("冯凯田", Outcome.SKIPPED), ("钱乙", Outcome.UNCHANGED)]


def test_nobody_is_gone_whom_a_row_that_is_not_taken_names(workspace: Workspace) -> None:
    roster = bring(workspace)
    preview = newer(workspace, roster, [*FIRST[:3], ["李丁", "男", "不知道", "主任", ""]])
    assert [row.outcome for row in preview.rows][-1] is Outcome.REFUSED
    skipped = newer(workspace, roster, FIRST, decisions={"名册!3": Decision("skip")})
    assert skipped.count(Outcome.GONE) == 0


def test_the_likeliest_roster_comes_first(workspace: Workspace) -> None:
    bring(workspace, [["周戊", "女", "1990.01", "干部", ""], FIRST[0]], "另一份")
    roster = bring(workspace)
    preview = importing.prepare_import(workspace, ImportRequest(sheet(workspace, FIRST[:3])))
    found = [(each.name, round(share, 2)) for each, share in importing.likely_rosters(workspace, preview)]
    assert found == [("代表", 0.75), ("另一份", 0.33)]
    rosters.delete_roster(workspace, roster)
    with pytest.raises(UserError, match="要更新的名册已不存在"):
        newer(workspace, roster, FIRST)


def test_what_was_chosen_for_a_head_is_used_next_time_and_can_be_overruled(workspace: Workspace) -> None:
    path = write_book(workspace.path.parent / "甲.xlsx", [["姓名", "性别", "某某栏"], ["赵甲", "男", "镇长"]])
    preview = importing.prepare_import(workspace, ImportRequest(path))
    assert [(guess.head, bool(guess.why)) for guess in preview.not_taken.columns] == [("某某栏", True)]
    chosen = importing.prepare_import(workspace, ImportRequest(path, mapping={"某某栏": "current_post"}))
    importing.commit_import(workspace, chosen, "名册")
    again = importing.prepare_import(workspace, ImportRequest(path, roster_name="名册"))
    assert {guess.head: guess.field for guess in again.guesses}["某某栏"] == "current_post"
    other = importing.prepare_import(workspace, ImportRequest(path, mapping={"某某栏": "remark"}))
    assert other.rows[0].changes == {"remark": ("", "镇长")}
    with pytest.raises(UserError, match="里没有“无此栏”栏"):
        importing.prepare_import(workspace, ImportRequest(path, mapping={"无此栏": "remark"}))


NAMES = ("赵甲", "钱乙", "孙丙", "李丁", "周戊", "吴己", "欧阳庚")
PERSON = st.tuples(
    st.sampled_from(NAMES),
    st.sampled_from(("男", "女", "")),
    st.sampled_from(("1985.07", "1986.02", "")),
    st.sampled_from(("镇长", "书记", "")),
    st.sampled_from(("第一代表团", "第二代表团", "")),
).map(list)
SHEETS = st.lists(PERSON, min_size=1, max_size=7)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=SHEETS, second=SHEETS, seed=st.integers(0, 2**16))
@example(
    first=[["欧阳庚", "男", "1985.07", "镇长", "第二代表团"], ["欧阳庚", "男", "", "书记", ""]],
    second=[["欧阳庚", "男", "", "书记", ""], ["欧阳庚", "男", "", "书记", "第二代表团"]],
    seed=0,
)
def test_what_is_told_is_what_happens(
    tmp_path_factory: pytest.TempPathFactory, first: list[list[str]], second: list[list[str]], seed: int
) -> None:
    chance = random.Random(seed)
    with workspace_in(tmp_path_factory.mktemp("w")) as workspace:
        rows = [*first, *chance.sample(second, len(second) // 2)]
        preview = importing.prepare_import(workspace, ImportRequest(sheet(workspace, rows), roster_name="代表"))
        roster = importing.commit_import(workspace, preview, skip_bad_rows=True, back_up=False).roster_id
        before = state(workspace, roster)
        again = newer(
            workspace,
            roster,
            [*second, *chance.sample(first, len(first) // 2)],
            on_doubt=chance.choice(("ask", "accept")),
        )
        result = importing.commit_import(workspace, again, skip_bad_rows=True, back_up=False)
        after = state(workspace, roster)
        agree(again, before, after)
        twice = importing.prepare_import(workspace, again.request)
        if not again.stopped and not any(row.doubts for row in again.rows):
            assert {row.outcome for row in twice.rows} <= {Outcome.UNCHANGED, Outcome.GONE}, outcomes(twice)
            assert importing.commit_import(workspace, twice, back_up=False).change_set.seq == 0
        if result.change_set.seq:
            history.undo(workspace)
        assert state(workspace, roster) == before


def agree(preview: ImportPreview, before: dict[str, Any], after: dict[str, Any]) -> None:
    """Hold what a preview told against the roster before and after it was written."""
    told = {row.person_id: row for row in preview.rows if row.person_id}
    assert len(after) - len(before) == preview.count(Outcome.ADD) + sum(row.joins for row in preview.rows)
    for person_id, was in before.items():
        row = told.get(person_id)
        is_, changes = after[person_id], row.changes if row is not None else {}
        assert is_[1] == (changes["group_name"][1] if "group_name" in changes else was[1])
        assert is_[3] == (changes["current_post"][1] if "current_post" in changes else was[3])
    settled = {id_ for id_, row in told.items() if row.outcome is not Outcome.GONE and id_ in before}
    kept = [id_ for id_ in before if id_ in settled and told[id_].moved is None]
    assert [id_ for id_ in after if id_ in kept] == kept
    for id_ in settled - set(kept):
        moved = told[id_].moved
        assert moved is not None
        assert (before[id_][0], after[id_][0]) == moved


def test_who_is_marked_already_is_not_said_to_be_marked_again(workspace: Workspace) -> None:
    roster = bring(workspace)
    (sun,) = [id_ for id_, each in state(workspace, roster).items() if each[2] == "孙丙"]
    rows = [FIRST[0], FIRST[1], FIRST[3]]
    importing.commit_import(workspace, newer(workspace, roster, rows, decisions={sun: Decision("left")}))
    for decisions in ({}, {sun: Decision("left")}):
        (gone,) = [row for row in newer(workspace, roster, rows, decisions=decisions).rows if row.person_id == sun]
        assert (gone.changes, gone.why) == ({}, "“变动情况”栏已写“已调离”，不再改")
        assert [(each.severity, each.text) for each in gone.findings] == [
            ("hint", "“孙丙”（1987.03，第二代表团）在名册《代表》中，新表中没有，“变动情况”栏已写“已调离”，不再改。")
        ]
    (gone,) = [
        row for row in newer(workspace, roster, rows, decisions={sun: Decision("remove")}).rows if row.person_id == sun
    ]
    assert gone.why == "将移出名册"


def test_a_sheet_of_one_person_leaves_the_others_and_their_order(workspace: Workspace) -> None:
    roster = bring(workspace)
    before = state(workspace, roster)
    preview = newer(workspace, roster, [["周戊", "女", "1990.01", "干部", "第一代表团"]])
    assert outcomes(preview) == [("周戊", Outcome.ADD)]
    assert (preview.apart, preview.moved, preview.complete) == (4, 0, False)
    result = importing.commit_import(workspace, preview)
    assert (result.apart, result.gone) == (4, 0)
    after = state(workspace, roster)
    assert [each[2] for each in after.values()] == ["赵甲", "钱乙", "孙丙", "李丁", "周戊"]
    assert {id_: after[id_] for id_ in before} == before


@pytest.mark.parametrize(("complete", "gone"), [(True, 3), (False, 0)])
def test_the_clerk_says_whether_a_sheet_is_the_whole_roster(workspace: Workspace, complete: bool, gone: int) -> None:
    roster = bring(workspace)
    preview = newer(workspace, roster, [FIRST[3]], complete=complete)
    assert (preview.count(Outcome.GONE), preview.apart) == (gone, None if complete else 3)
    partly = newer(workspace, roster, [FIRST[3], FIRST[1], FIRST[0]], complete=complete)
    assert partly.count(Outcome.GONE) == int(complete)
    assert bool(partly.moved) == complete  # the order of a part says nothing
    before = [each[2] for each in state(workspace, roster).values()]
    importing.commit_import(workspace, partly)
    after = [each[2] for each in state(workspace, roster).values()]
    assert (after == before) is not complete
