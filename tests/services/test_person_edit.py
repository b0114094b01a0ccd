"""One whole person changed: each change one step with plain words, taken back alone, and nothing else touched."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from huanjie_desktop.domain.cells import CellChange
from huanjie_desktop.domain.errors import Doubtful, UserError
from huanjie_desktop.domain.outcome import Subject
from huanjie_desktop.exchange.lrmx.photos import Crop, cut_out
from huanjie_desktop.services.people import people, person_edit
from huanjie_desktop.services.people.whole import whole_as_json
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.shown import undoing
from huanjie_desktop.services.shown.person_form import as_typed, draw_leaf, read_form
from huanjie_desktop.services.shown.photos import read_kept, read_picture
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import blobs
from tests.lrmx_files import photo
from tests.services.workspaces import workspace_in

ODD_RESUME = "2008.08—2013.04 青禾县农业局科员\r\n\r\n2013.04--\t柳河镇镇长 \r\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as opened:
        people.edit_cells(opened, (), [{"name": "林木", "sex": "男", "birth": "1985.07"}, {"name": "王芳"}])
        yield opened


def ids(workspace: Workspace) -> list[str]:
    return [person.id for person in people.list_people(workspace)]


def whole(workspace: Workspace, at: int = 0) -> dict[str, object]:
    return whole_as_json(workspace, people.list_people(workspace))[at]


def test_a_field_of_the_proposal_is_one_step_and_the_others_stay(workspace: Workspace) -> None:
    first, second = ids(workspace)
    assert person_edit.edit_fields(workspace, first, proposed_post="柳河镇 镇长").label == "修改拟任职务"
    person_edit.edit_fields(workspace, first, filled_on="2026年6月15日")
    person_edit.edit_fields(workspace, second, reason="换届")
    assert whole(workspace)["proposal"] == {
        "proposed_post": "柳河镇 镇长",
        "relieved_post": "",
        "reason": "",
        "submitted_by": "",
        "age_base": None,
        "filled_on": "2026-06-15",
        "filled_by": "",
    }
    assert undoing.read_next(workspace).words == "修改任免理由（名册：王芳）"
    history.undo(workspace)
    taken = undoing.undo(workspace)
    assert taken is not None
    assert taken.place == Subject("person", first)
    assert whole(workspace)["proposal"]["filled_on"] is None  # type: ignore[index]
    history.undo(workspace)
    assert whole(workspace)["proposal"]["proposed_post"] == ""  # type: ignore[index]
    with pytest.raises(UserError, match="“填表时间”没有改成"):
        person_edit.edit_fields(workspace, first, filled_on="昨天")


def test_a_persons_field_is_asked_about_as_in_an_import(workspace: Workspace) -> None:
    first, _ = ids(workspace)
    with pytest.raises(Doubtful):
        person_edit.edit_fields(workspace, first, post_since="2019.10 2021.03")
    person_edit.edit_fields(workspace, first, post_since="2019.10 2021.03", sure=True)
    assert whole(workspace)["post_since"] == "2019-10"


def test_a_years_grade_is_put_among_the_others(workspace: Workspace) -> None:
    first, _ = ids(workspace)
    year = workspace.base_date.year - 1
    person_edit.edit_fields(workspace, first, appraisals=f"{year - 2}年、{year - 1}年称职")
    assert person_edit.edit_fields(workspace, first, grade_1="优秀").label == "修改年度考核结果"
    assert whole(workspace)["appraisals"] == f"{year - 2}年称职；{year - 1}年称职；{year}年优秀"
    person_edit.edit_fields(workspace, first, grade_2="")
    assert whole(workspace)["appraisals"] == f"{year - 2}年称职；{year}年优秀"
    person_edit.edit_fields(workspace, first, appraisals="2024年因病未参加")
    with pytest.raises(UserError, match="请直接改文字"):
        person_edit.edit_fields(workspace, first, grade_1="优秀")


def test_years_in_townships_are_counted_until_they_are_corrected(workspace: Workspace) -> None:
    first, second = ids(workspace)
    person_edit.write_resume(workspace, first, "", "2010.01--2013.03  柳河镇干部\n2013.03--2015.03  柳河镇镇长")
    assert (whole(workspace)["township_months"], whole(workspace)["township_leading_months"]) == (62, 24)
    assert read_form(workspace, first).counted == {"township_months": "5年2个月", "township_leading_months": "2年"}
    assert person_edit.edit_fields(workspace, first, township_months="6年").label == "更正乡镇工作年限"
    person_edit.edit_fields(workspace, first, township_leading_months="30个月")
    now = whole(workspace)
    assert (now["township_months"], now["township_leading_months"]) == (72, 30)
    assert now["township_corrected"] == ["months", "leading_months"]
    assert read_form(workspace, first).township_words == (
        "乡镇工作年限已更正为6年，按简历是5年2个月；乡镇领导年限已更正为2年6个月，按简历是2年。"
    )
    assert whole(workspace, 1)["township_corrected"] == []
    person_edit.edit_fields(workspace, first, township_months="")
    assert (whole(workspace)["township_months"], whole(workspace)["township_corrected"]) == (62, ["leading_months"])
    with pytest.raises(UserError, match="看不懂"):
        person_edit.edit_fields(workspace, first, township_months="很久")
    assert undoing.read_next(workspace).words == "更正乡镇工作年限（名册：林木）"
    people.delete_people(workspace, [first, second])
    assert workspace.store.db.conn.execute("SELECT count(*) FROM township_work").fetchone() == (0,)
    history.undo(workspace)
    assert whole(workspace)["township_leading_months"] == 30


@pytest.mark.parametrize(
    ("text", "months"),
    [("3年2个月", 38), ("38个月", 38), ("5年", 60), ("２年", 24), ("8月", 8), (" ", None), ("0个月", 0)],
)
def test_months_are_read_as_people_write_them(text: str, months: int | None) -> None:
    assert person_edit.read_township(text) == months


@pytest.mark.parametrize("text", ["三", "3", "3年14个月", "99年", "年"])
def test_what_is_no_time_is_said(text: str) -> None:
    with pytest.raises(UserError):
        person_edit.read_township(text)


def test_a_resume_is_kept_to_the_letter_and_never_written_over_another(workspace: Workspace) -> None:
    first, _ = ids(workspace)
    person_edit.write_resume(workspace, first, "", ODD_RESUME)
    assert whole(workspace)["resume_text"] == ODD_RESUME
    with pytest.raises(UserError, match="刚在别处改过"):
        person_edit.write_resume(workspace, first, "", "别的")
    history.undo(workspace)
    assert whole(workspace)["resume_text"] == ""


def family(workspace: Workspace) -> list[str]:
    parts = person_edit.parts_of(workspace, ids(workspace)[0])
    return [f"{each.relation}{each.name}" for each in parts.family]


def test_relatives_are_added_changed_moved_and_removed(workspace: Workspace) -> None:
    first, _ = ids(workspace)
    added = [{"relation": each, "name": name} for each, name in (("母亲", "甲"), ("长女", "乙"), ("妻子", "丙"))]
    person_edit.edit_family(workspace, first, (), added)
    rows = person_edit.parts_of(workspace, first).family
    changed = person_edit.edit_family(workspace, first, [CellChange(rows[1].id, "birth", "2015.03")])
    assert (changed.label, changed.touched["relative"]) == ("修改家庭成员长女乙", frozenset({rows[1].id}))
    person_edit.order_family(workspace, first)
    assert family(workspace) == ["妻子丙", "长女乙", "母亲甲"]
    person_edit.move_relative(workspace, first, rows[0].id, -1)
    assert family(workspace) == ["妻子丙", "母亲甲", "长女乙"]
    assert person_edit.remove_relatives(workspace, first, [rows[0].id]).label == "删去家庭成员母亲甲"
    with pytest.raises(UserError, match="已被删除"):
        person_edit.edit_family(workspace, first, [CellChange(rows[0].id, "name", "甲")])
    with pytest.raises(UserError, match="“出生年月”没有改成"):
        person_edit.edit_family(workspace, first, [CellChange(rows[1].id, "birth", "昨天")])
    for expected in (["妻子丙", "母亲甲", "长女乙"], ["妻子丙", "长女乙", "母亲甲"], ["母亲甲", "长女乙", "妻子丙"]):
        history.undo(workspace)
        assert family(workspace) == expected
    history.undo(workspace)
    assert person_edit.parts_of(workspace, first).family[1].birth is None


def turned() -> bytes:
    """A picture that lies on its side and says so, as phones make them."""
    stream, exif = BytesIO(), Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (60, 40), "red").save(stream, "JPEG", exif=exif)
    return stream.getvalue()


def test_a_photo_is_kept_upright_cut_out_and_taken_off(workspace: Workspace) -> None:
    first, _ = ids(workspace)
    done = person_edit.put_photo(workspace, first, turned(), Crop(0.0, 0.0, 1.0, 0.5))
    assert (done.said, done.change_set.label) == ("已转成普通的 JPEG 照片", "加照片")
    assert Image.open(BytesIO(read_kept(workspace, first)[0])).size == (40, 30)
    plain = photo(size=(363, 487))
    assert person_edit.put_photo(workspace, first, plain).change_set.label == "换照片"
    assert read_kept(workspace, first)[0] == plain
    assert person_edit.remove_photo(workspace, first).label == "去掉照片"
    with pytest.raises(UserError, match="没有照片"):
        person_edit.remove_photo(workspace, first)
    history.undo(workspace)
    assert read_kept(workspace, first)[0] == plain
    history.undo(workspace)
    assert Image.open(BytesIO(read_kept(workspace, first)[0])).size == (40, 30)
    assert blobs.list_unused(workspace.store.db) == []  # redo may want it still
    with pytest.raises(UserError, match="照片不是图片"):
        person_edit.put_photo(workspace, first, b"no picture")


def test_a_picture_is_read_from_a_file(tmp_path: Path) -> None:
    big = tmp_path / "大.jpg"
    Image.new("CMYK", (9000, 600)).save(big)
    content, said = read_picture(big)
    assert max(Image.open(BytesIO(content)).size) <= 1200
    assert Image.open(BytesIO(content)).mode == "RGB"
    assert said
    with pytest.raises(UserError, match="照片不是图片"):
        read_picture(b"text")
    with pytest.raises(Exception, match="照片读不出来"):
        read_picture(tmp_path / "没有.jpg")


def test_nothing_of_a_picture_that_is_cut_out_whole_is_lost() -> None:
    content = photo(size=(363, 487))
    assert cut_out(content, Crop(0, 0, 1, 1)) == content
    assert Image.open(BytesIO(cut_out(content, Crop(0.5, 0.5, 0.25, 0.25)))).size == (90, 121)


def test_what_holds_for_a_blank_is_hinted(workspace: Workspace) -> None:
    first, _ = ids(workspace)
    base = f"{workspace.base_date:%Y.%m.%d}"
    assert read_form(workspace, first).hints["retires"] == ""
    person_edit.edit_fields(workspace, first, age_limit="改革前任职年龄界限为60岁")
    hints = read_form(workspace, first).hints
    assert (hints["retires"], hints["age_base"], hints["township_months"]) == ("2048.07", base, "0个月")


def test_a_large_photo_is_seen_small_and_kept_large(workspace: Workspace) -> None:
    first, _ = ids(workspace)
    large = photo(size=(900, 1200))
    person_edit.put_photo(workspace, first, large)
    shown = read_form(workspace, first)
    assert shown.photo_size == (900, 1200)
    assert max(Image.open(BytesIO(shown.form.photo)).size) == 480
    assert read_kept(workspace, first)[0] == large


def test_a_leaf_is_drawn_as_typed_and_says_how_it_fits(workspace: Workspace) -> None:
    first, _ = ids(workspace)
    person_edit.edit_family(workspace, first, (), [{"relation": "妹妹", "name": f"甲{at}"} for at in range(8)])
    shown = read_form(workspace, first)
    typed = {"current_post": "镇长", "birth": "昨天", "reason": "换届", "grade_1": "优秀", "work_started": None}
    form = as_typed(shown, typed, "2008.08--  乙\n" * 60, workspace.catalog)
    assert (form.person.current_post, form.person.birth) == ("镇长", shown.person.birth)
    assert form.parts.proposal is not None
    assert form.parts.proposal.reason == "换届"
    assert form.person.appraisals.endswith("年优秀")
    front = draw_leaf(form, shown.base, 0, 40, four=True)
    assert (front.page, front.pages, front.cut) == (1, 3, True)
    assert "放不下" in front.said
    back = draw_leaf(form, shown.base, 1, 40, four=True)
    assert back.said == "亲属 8 人，第 8 人起印在续表"
    assert draw_leaf(shown.form, shown.base, 9, 40, four=False).page == 3
    assert draw_leaf(shown.form, shown.base, 0, 40, four=True).said == "没有填写简历"
    fits = as_typed(shown, {}, "2008.08--  乙", workspace.catalog)
    assert draw_leaf(fits, shown.base, 0, 40, four=True).said == "简历 14 磅，没有缩小"
