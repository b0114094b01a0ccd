"""What 导入名册 says of an import, and its corrections, each of which can be taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from huanjie_desktop.domain.cells import CellChange
from huanjie_desktop.exchange.columns import Guess
from huanjie_desktop.services.people import importing, people
from huanjie_desktop.services.people.importing import ImportPreview, ImportRequest, Outcome
from huanjie_desktop.services.shown import importing as shown
from huanjie_desktop.services.shown.importing import TAKEN, Corrections
from huanjie_desktop.services.workspace import Workspace
from tests.exchange.books import HEAD, write_book
from tests.services.workspaces import workspace_in

ROWS = (
    [1, "赵六", "男", "汉族", "1980.01", "", "局\n长", ""],
    [2, "钱七", "女", "汉族", "80.13", "", "副局长", ""],
    [3, "林木", "男", "回族", "1985.07", "", "书记", ""],
    ["", "合计", "", "", "", "", "", ""],
)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as opened:
        people.edit_cells(opened, (), [{"name": "林木", "birth": "1985.07"}])
        yield opened


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_book(tmp_path / "名册.xlsx", [HEAD, *ROWS])


def read(workspace: Workspace, corrections: Corrections) -> ImportPreview:
    return importing.prepare_import(workspace, corrections.request)


def test_rows_and_their_cells_say_what_becomes_of_them(workspace: Workspace, file: Path) -> None:
    preview = read(workspace, Corrections(ImportRequest(file)))
    added, refused, changed, left_out = preview.rows
    assert [shown.WORDS[row.outcome] for row in preview.rows] == ["新增", "不能导入", "更改", "未采用"]
    assert [shown.is_taken(row) for row in preview.rows] == [True, False, True, None]
    assert [bool(shown.locked(row)) for row in preview.rows] == [False, False, False, True]
    assert shown.cell_words(changed, "ethnic_group") == "（空） → 回族"
    assert shown.cell_words(added, "birth") == "1980.01"
    assert shown.cell_words(refused, "birth") == "80.13"
    assert "\n" not in shown.cell_words(added, "current_post")
    assert (shown.is_wrong(refused, "出生年月"), shown.is_wrong(refused, "姓名")) == (True, False)
    assert "第3行“出生年月”栏" in shown.reasons(refused)
    assert shown.short_reason(refused).startswith("“80.13”")
    assert shown.reasons(left_out) == left_out.why != ""


def test_the_whole_is_counted_and_the_button_says_what_it_does(workspace: Workspace, file: Path) -> None:
    corrections = Corrections(ImportRequest(file))
    preview = read(workspace, corrections)
    assert shown.counts_of(preview).startswith("共3行：新增1人，更改1人，不变0人，待确认0行，跳过0行，不能导入1行；")
    assert shown.counts_of(preview).endswith("请在表中直接改正，或跳过这些行。")
    assert (shown.verb_of(preview), shown.can_import(preview)) == ("跳过1行并导入", True)
    corrections.mend([CellChange("名册!3", "birth", "1980.12")])
    preview = read(workspace, corrections)
    assert (shown.verb_of(preview), shown.counts_of(preview)[-4:]) == ("导入", "未采用。")
    corrections.mend([CellChange(f"名册!{row}", TAKEN, False) for row in (2, 3, 4)])
    assert not shown.can_import(read(workspace, corrections))


def test_corrections_are_taken_back_one_by_one_and_made_again(workspace: Workspace, file: Path) -> None:
    corrections = Corrections(ImportRequest(file))
    assert not corrections.undo()
    corrections.mend([CellChange("名册!3", "birth", "1980.12"), CellChange("名册!2", TAKEN, False)])
    corrections.mend([CellChange("名册!2", TAKEN, True)])
    assert (corrections.request.edits, corrections.request.skipped) == ({("名册!3", "birth"): "1980.12"}, frozenset())
    assert corrections.undo()
    assert corrections.request.skipped == {"名册!2"}
    assert corrections.undo()
    assert corrections.request == ImportRequest(file)
    assert corrections.redo()
    assert corrections.redo()
    assert not corrections.redo()
    assert corrections.request.skipped == frozenset()
    corrections.undo()
    corrections.mend([CellChange("名册!4", TAKEN, False)])
    assert not corrections.redo()


def test_another_sheet_is_read_without_what_was_corrected_and_left_again(file: Path) -> None:
    corrections = Corrections(ImportRequest(file))
    corrections.mend([CellChange("名册!2", TAKEN, False)])
    corrections.choose_sheet("另一张")
    assert corrections.request == ImportRequest(file, ("另一张",))
    assert corrections.undo()
    assert corrections.request.skipped == {"名册!2"}


def test_a_field_is_taken_from_one_column_alone(workspace: Workspace, file: Path) -> None:
    corrections = Corrections(ImportRequest(file))
    preview = read(workspace, corrections)
    names = next(guess.head for guess in preview.guesses if guess.field == "name")
    posts = next(guess.head for guess in preview.guesses if guess.field == "current_post")
    corrections.take_for(preview, posts, "remark")
    again = {guess.head: guess.field for guess in read(workspace, corrections).guesses}
    assert (again[posts], again[names]) == ("remark", "name")
    corrections.take_for(read(workspace, corrections), "序号", "remark")
    assert [guess.head for guess in read(workspace, corrections).guesses if guess.field == "remark"] == ["序号"]


def test_a_guess_says_its_head_its_reason_and_examples() -> None:
    guess = Guess("第C列", "name", 1, ("林\n木", "王芳"), "按内容推断")
    assert shown.guess_words(guess) == ("第C列", "按内容推断", "林 木　王芳")


def test_every_outcome_has_its_word_and_one_filter_of_its_own() -> None:
    assert set(shown.WORDS) == set(Outcome)
    assert shown.FILTERS[0][0] == set(Outcome)
    assert sorted(outcome for outcomes, _words in shown.FILTERS[1:] for outcome in outcomes) == sorted(Outcome)
