"""Forms come in by the same preview and the same deciding as spreadsheets, with all that they have beside a person's fields."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from huanjie_desktop.domain.approval import NO_PARTS, PersonParts
from huanjie_desktop.domain.errors import Cancelled, UserError
from huanjie_desktop.domain.outcome import Severity
from huanjie_desktop.services.people import people
from huanjie_desktop.services.people.import_preview import Outcome
from huanjie_desktop.services.people.import_request import Decision, ImportRequest
from huanjie_desktop.services.people.importing import commit_import, prepare_import
from huanjie_desktop.services.people.whole import whole_as_json
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.shown.import_words import number_words, pieces_of
from huanjie_desktop.services.workspace import Workspace, create_workspace
from huanjie_desktop.store import blobs, person_parts
from tests.builders import FixedClock
from tests.exchange.books import write_book
from tests.lrmx_files import SON, WIFE, coded, form, form_text, photo, record, zipped


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    (tmp_path / "here").mkdir()
    made = create_workspace(tmp_path / "here" / "青禾县2026年换届.huanjie", "青禾县", clock=FixedClock())
    yield made
    made.close()


def take(workspace: Workspace, path: Path, **request: Any) -> None:
    commit_import(workspace, prepare_import(workspace, ImportRequest(path, **request)), back_up=False)


def parts(workspace: Workspace, at: int = 0) -> PersonParts:
    person = people.list_people(workspace)[at]
    return person_parts.parts_of(workspace.store, [person.id]).get(person.id, NO_PARTS)


def test_the_whole_person_comes_in(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "林木.lrmx"
    more = {"QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi": "经济管理专业", "DaoLingNianYue": "204807"}
    path.write_bytes(form({"ZhaoPian": coded(photo()), **more}, [WIFE, SON]))
    take(workspace, path)
    (person,) = people.list_people(workspace)
    (said,) = whole_as_json(workspace, [person])
    assert said == {
        **people.person_as_json(person, workspace),
        "resume": said["resume"],
        "resume_text": person.resume,
        "township_months": 159,
        "township_leading_months": 159,
        "township_corrected": [],
        "family": [
            {"relation": "妻子", "name": "杜文静", "birth": "1987-03", "political_status": "群众", "post": WIFE[4]},
            {"relation": "儿子", "name": "林小木", "birth": "2015-03", "political_status": "", "post": SON[4]},
        ],
        "proposal": {
            "proposed_post": "柳河镇党委书记",
            "relieved_post": "柳河镇镇长",
            "reason": "换届",
            "submitted_by": "中共青禾县委组织部",
            "age_base": "2026-11-30",
            "filled_on": "2026-11-30",
            "filled_by": "韩安",
        },
        "photo": blobs.digest_of(photo()),
        "source": "林木.lrmx",
    }
    assert [(row["start"], row["end"], row["ongoing"]) for row in said["resume"]] == [
        ("2004-09", "2008-07", False),
        ("2008-08", "2013-04", False),
        ("2013-04", None, True),
    ]
    assert (said["retires"], said["fulltime_degree_school"]) == ("2048-07", "经济管理专业")
    assert (said["party_joined"], said["political_status"], said["id_number"]) == (
        "2007-06",
        "中共党员",
        "990101198507120018",
    )
    assert blobs.read(workspace.store.db, said["photo"]) == photo()


def test_who_is_not_in_a_file_has_nothing(workspace: Workspace) -> None:
    people.edit_cells(workspace, [], [{"name": "林木"}])
    (said,) = whole_as_json(workspace, people.list_people(workspace))
    assert (said["family"], said["photo"], said["source"], set(said["proposal"].values())) == ([], None, "", {"", None})


def test_undo_takes_everything_back_and_redo_brings_it_again(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "a.lrmx").write_bytes(form({"ZhaoPian": coded(photo())}))
    take(workspace, tmp_path / "a.lrmx")
    before = whole_as_json(workspace, people.list_people(workspace))
    history.undo(workspace)
    assert people.list_people(workspace) == []
    assert workspace.store.db.conn.execute("SELECT count(*) FROM relative").fetchone()[0] == 0
    history.redo(workspace)
    assert whole_as_json(workspace, people.list_people(workspace)) == before


def test_the_same_file_again_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "林木.lrmx"
    path.write_bytes(form({"ZhaoPian": coded(photo())}))
    take(workspace, path)
    count = len(workspace.store.history())
    preview = prepare_import(workspace, ImportRequest(path))
    assert [row.outcome for row in preview.rows] == [Outcome.UNCHANGED]
    commit_import(workspace, preview, back_up=False)
    assert len(workspace.store.history()) == count


def test_what_a_newer_file_changes_is_shown_and_written(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "林木.lrmx"
    path.write_bytes(form())
    take(workspace, path)
    first = parts(workspace)
    path.write_bytes(form({"NiRenZhiWu": "石桥镇党委书记", "NiMianZhiWu": "", "ZhaoPian": coded(photo())}, [WIFE, SON]))
    preview = prepare_import(workspace, ImportRequest(path))
    (row,) = preview.rows
    assert row.outcome is Outcome.CHANGE
    assert row.part_changes == {
        "家庭成员": ("妻子杜文静", "妻子杜文静、儿子林小木"),
        "拟任职务": ("柳河镇党委书记", "石桥镇党委书记"),
        "照片": ("", "有照片"),
    }
    assert "儿子林小木" in "".join(piece.words for piece in pieces_of(row, {}, preview.guesses))
    commit_import(workspace, preview, back_up=False)
    now = parts(workspace)
    assert now.proposal is not None
    assert first.proposal is not None
    assert (now.proposal.id, now.proposal.proposed_post, now.proposal.relieved_post) == (
        first.proposal.id,
        "石桥镇党委书记",
        "柳河镇镇长",  # a blank erases nothing
    )
    assert [each.name for each in now.family] == ["杜文静", "林小木"]
    assert now.photo is not None


def test_a_file_without_family_erases_none(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "林木.lrmx"
    path.write_bytes(form({"ZhaoPian": coded(photo())}))
    take(workspace, path)
    path.write_bytes(form({"ZhaoPian": ""}, [("", "", "", "", "")] * 10))
    take(workspace, path)
    now = parts(workspace)
    assert [each.name for each in now.family] == ["杜文静"]
    assert now.photo is not None


def test_bad_files_stop_the_import_unless_they_are_skipped(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "乡镇"
    folder.mkdir()
    (folder / "林木.lrmx").write_bytes(form())
    (folder / "坏.lrmx").write_bytes(b"<Person><XingMing>")
    (folder / "无名.lrmx").write_bytes(form({"XingMing": "", "ShenFenZheng": ""}))
    preview = prepare_import(workspace, ImportRequest(folder))
    assert {row.source: row.outcome for row in preview.rows} == {
        "林木.lrmx": Outcome.ADD,
        "坏.lrmx": Outcome.REFUSED,
        "无名.lrmx": Outcome.REFUSED,
    }
    assert [number_words(row, several_sheets=False) for row in preview.rows] == [row.source for row in preview.rows]
    assert [finding.text for finding in preview.findings] == [
        "“坏.lrmx”：文件损坏，标记不成对，读不出来。",
        "“无名.lrmx”“姓名”：没有姓名。",
    ]
    with pytest.raises(UserError, match="有2行不能导入"):
        commit_import(workspace, preview, back_up=False)
    commit_import(workspace, preview, skip_bad_rows=True, back_up=False)
    assert [person.name for person in people.list_people(workspace)] == ["林木"]


def test_files_of_one_name_are_asked_about_unless_something_tells_them_apart(
    workspace: Workspace, tmp_path: Path
) -> None:
    bare = {"ShenFenZheng": "", "ChuShengNianYue": ""}
    files = {
        "王伟.lrmx": form({"XingMing": "王伟", **bare}),
        "王伟1.lrmx": form({"XingMing": "王 伟", **bare}),
        "王伟(1).lrmx": form({"XingMing": "王伟", "ChuShengNianYue": "199001", "ShenFenZheng": ""}),
        "李娜.lrmx": form({"XingMing": "李娜", "ShenFenZheng": ""}),
        "李娜1.lrmx": form({"XingMing": "李娜", "ShenFenZheng": "", "ChuShengNianYue": "197001"}),
    }
    preview = prepare_import(workspace, ImportRequest(zipped(tmp_path / "a.zip", files)))
    outcomes = {row.source: row.outcome for row in preview.rows}
    assert outcomes["李娜.lrmx"] is outcomes["李娜1.lrmx"] is Outcome.ADD
    asked = [row for row in preview.rows if row.outcome is Outcome.DOUBT]
    assert {row.texts["name"].replace(" ", "") for row in asked} == {"王伟"}
    assert "“王伟" in asked[0].why


def test_someone_called_example_is_somebody(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "a.lrmx"
    path.write_bytes(form({"XingMing": "示例甲"}))
    assert [row.outcome for row in prepare_import(workspace, ImportRequest(path)).rows] == [Outcome.ADD]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ChuShengNianYue": "1985.1", "ShenFenZheng": ""}, "doubt-month"),
        ({"CanJiaGongZuoShiJian": "2008.1"}, "doubt-month"),
        ({"RuDangShiJian": "民建2001.08"}, "doubt-party-date"),
    ],
)
def test_what_may_mean_two_things_is_asked(
    workspace: Workspace, tmp_path: Path, changes: dict[str, str], code: str
) -> None:
    path = tmp_path / "a.lrmx"
    path.write_bytes(form(changes))
    (row,) = prepare_import(workspace, ImportRequest(path)).rows
    assert row.outcome is Outcome.DOUBT
    assert code in [doubt.code for doubt in row.doubts]
    assert row.why.startswith("“a.lrmx”“")


@pytest.mark.parametrize(
    ("said", "joined", "status"),
    [
        ("200706", "2007-06", "中共党员"),
        ("2003.05", "2003-05", "中共党员"),
        ("民盟", None, "民盟"),
        ("(民盟)", None, "民盟"),
        ("(九三、民盟)", None, "九三学社；民盟"),
        ("民建；民盟", None, "民建；民盟"),
        ("200305；民盟", "2003-05", "中共党员；民盟"),
        ("200108；民建；民盟", "2001-08", "中共党员；民建；民盟"),
        ("无党派", None, "无党派"),
    ],
)
def test_the_party_field(workspace: Workspace, tmp_path: Path, said: str, joined: str | None, status: str) -> None:
    path = tmp_path / "a.lrmx"
    path.write_bytes(form({"RuDangShiJian": said}))
    take(workspace, path)
    (person,) = people.list_people(workspace)
    assert (person.party_joined and person.party_joined.iso(), person.political_status) == (joined, status)


def test_what_is_odd_is_told_and_comes_in(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "a.lrmx"
    text = form_text({"JianLi": "A&B"}, [("妻子", "杜文静", "去年", "", "")], raw=True)
    path.write_text(text, encoding="utf-8")
    preview = prepare_import(workspace, ImportRequest(path))
    assert [(finding.severity, finding.text) for finding in preview.findings] == [
        (Severity.WARNING, "“a.lrmx”：文件格式有错（有没有转义的符号或不该有的字符），已修复后读取。"),
        (Severity.WARNING, "“a.lrmx”：妻子杜文静的出生日期“去年”看不出是哪一天，不记。"),
    ]
    take(workspace, path)
    assert people.list_people(workspace)[0].resume == "A&B"


@pytest.mark.parametrize(
    ("changes", "birth"),
    [
        ({"ChuShengNianYue": ""}, "1985-07-12"),
        ({"ChuShengNianYue": "", "ShenFenZheng": ""}, None),
        ({"ChuShengNianYue": "198507"}, "1985-07"),
    ],
)
def test_a_birth_that_is_missing_is_the_one_of_the_number(
    workspace: Workspace, tmp_path: Path, changes: dict[str, str], birth: str | None
) -> None:
    path = tmp_path / "a.lrmx"
    path.write_bytes(form(changes))
    take(workspace, path)
    assert people.person_as_json(people.list_people(workspace)[0], workspace)["birth"] == birth


def test_what_was_chosen_for_heads_of_spreadsheets_does_not_touch_forms(workspace: Workspace, tmp_path: Path) -> None:
    sheet = write_book(tmp_path / "a.xlsx", [["姓名", "简历"], ["张三", "村里人"]])
    take(workspace, sheet, mapping={"简历": ""})
    (tmp_path / "b.lrmx").write_bytes(form())
    take(workspace, tmp_path / "b.lrmx")
    assert [bool(person.resume) for person in people.list_people(workspace)] == [False, True]


def test_an_older_record_comes_in_with_its_photo(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "林木.lrm").write_bytes(record().encode("gb18030"))
    (tmp_path / "林木.pic").write_bytes(photo())
    take(workspace, tmp_path / "林木.lrm")
    (said,) = whole_as_json(workspace, people.list_people(workspace))
    assert (said["birth"], said["current_post"], len(said["family"])) == ("1985-07", "柳河镇党委委员,副镇长", 2)
    assert said["photo"] == blobs.digest_of(photo())


def test_corrections_and_decisions_hold_for_forms(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "a.lrmx"
    path.write_bytes(form({"ChuShengNianYue": "198513", "ShenFenZheng": ""}))
    (row,) = prepare_import(workspace, ImportRequest(path)).rows
    assert row.outcome is Outcome.REFUSED
    take(workspace, path, edits={(row.key, "birth"): "1985.03"})
    assert people.person_as_json(people.list_people(workspace)[0], workspace)["birth"] == "1985-03"
    skipped = prepare_import(workspace, ImportRequest(path, decisions={row.key: Decision("skip")}))
    assert [each.outcome for each in skipped.rows] == [Outcome.SKIPPED]


def test_a_file_that_changes_between_looking_and_writing_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "a.lrmx"
    path.write_bytes(form())
    preview = prepare_import(workspace, ImportRequest(path))
    path.write_bytes(form({"XingMing": "别人"}))
    with pytest.raises(UserError, match="被改动过"):
        commit_import(workspace, preview, back_up=False)
    assert people.list_people(workspace) == []


def test_reading_can_be_stopped(workspace: Workspace, tmp_path: Path) -> None:
    class Impatient:
        def step(self, done: int, total: int | None, text: str) -> None:
            if "正在读取" in text and total:
                raise Cancelled

    (tmp_path / "a.lrmx").write_bytes(form())
    with pytest.raises(Cancelled):
        prepare_import(workspace, ImportRequest(tmp_path), Impatient())


def test_writing_can_be_stopped_and_leaves_nothing(workspace: Workspace, tmp_path: Path) -> None:
    class Impatient:
        def step(self, done: int, total: int | None, text: str) -> None:
            if "正在写入审批表" in text:
                raise Cancelled

    (tmp_path / "a.lrmx").write_bytes(form())
    preview = prepare_import(workspace, ImportRequest(tmp_path / "a.lrmx"))
    with pytest.raises(Cancelled):
        commit_import(workspace, preview, progress=Impatient(), back_up=False)
    assert people.list_people(workspace) == []
    assert workspace.store.db.conn.execute("SELECT count(*) FROM blob").fetchone()[0] == 0


def test_who_is_deleted_takes_everything_along(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "a.lrmx"
    path.write_bytes(form({"ZhaoPian": coded(photo())}))
    take(workspace, path)
    (person,) = people.list_people(workspace)
    people.delete_people(workspace, [person.id])
    for table in ("relative", "proposal", "photo", "form_source"):
        assert workspace.store.db.conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0
    history.undo(workspace)
    assert parts(workspace).photo is not None


def roster_of(workspace: Workspace, tmp_path: Path, *names: str) -> str:
    """Put people on a roster, and return its id."""
    book = write_book(tmp_path / "名册.xlsx", [["姓名", "性别"], *([name, "男"] for name in names)])
    preview = prepare_import(workspace, ImportRequest(book, roster_name="干部"))
    return commit_import(workspace, preview, back_up=False).roster_id


def forms_of(folder: Path, *names: str) -> list[Path]:
    """Write a form of each, and return their paths in the order of the names."""
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / f"{name}.lrmx").write_bytes(form({"XingMing": name, "ShenFenZheng": ""}))
    return [folder / f"{name}.lrmx" for name in names]


@pytest.mark.parametrize("as_folder", [False, True], ids=["file", "folder"])
def test_one_form_never_suggests_that_the_others_of_the_roster_have_left(
    workspace: Workspace, tmp_path: Path, as_folder: bool
) -> None:
    roster = roster_of(workspace, tmp_path, "赵甲", "林木", "钱乙")
    (one,) = forms_of(tmp_path / "审批表", "林木")
    path = one.parent if as_folder else one
    preview = prepare_import(workspace, ImportRequest(path, roster_id=roster))
    assert [(row.texts["name"], row.outcome) for row in preview.rows] == [("林木", Outcome.CHANGE)]
    assert (preview.apart, preview.complete) == (2, False)
    commit_import(workspace, preview, back_up=False)
    assert [row.person.name for row in people.list_rows(workspace, roster)] == ["赵甲", "林木", "钱乙"]
    with pytest.raises(UserError, match="一份审批表只说一个人"):
        prepare_import(workspace, ImportRequest(path, roster_id=roster, complete=True))


def test_only_a_folder_that_is_said_to_be_the_whole_roster_tells_who_is_gone(
    workspace: Workspace, tmp_path: Path
) -> None:
    roster = roster_of(workspace, tmp_path, "赵甲", "林木", "钱乙", "孙丙")
    forms_of(tmp_path / "审批表", "孙丙", "林木", "赵甲", "新人")
    request = ImportRequest(tmp_path / "审批表", roster_id=roster)
    partly = prepare_import(workspace, request)
    assert (partly.count(Outcome.GONE), partly.apart, partly.moved) == (0, 1, 0)
    whole = prepare_import(workspace, ImportRequest(request.path, roster_id=roster, complete=True))
    assert [row.texts["name"] for row in whole.rows if row.outcome is Outcome.GONE] == ["钱乙"]
    assert (whole.apart, whole.complete) == (None, True)
    commit_import(workspace, partly, back_up=False)
    assert [row.person.name for row in people.list_rows(workspace, roster)] == ["赵甲", "林木", "钱乙", "孙丙", "新人"]


def test_several_forms_are_read_as_one_batch_and_written_as_one_step(workspace: Workspace, tmp_path: Path) -> None:
    first, *more = forms_of(tmp_path / "一", "林木", "周敏")
    more += forms_of(tmp_path / "二", "林木")  # the same form once more
    more += [tmp_path / "二", write_book(tmp_path / "二" / "表.xlsx", [["姓名"], ["张三"]])]
    preview = prepare_import(workspace, ImportRequest(first, more=tuple(more), roster_name="干部"))
    assert [(row.source, row.outcome, row.why) for row in preview.rows] == [
        ("一/林木.lrmx", Outcome.ADD, ""),
        ("一/周敏.lrmx", Outcome.ADD, ""),
        ("二/表.xlsx", Outcome.LEFT_OUT, "是表格，请单独导入"),
        ("二/林木.lrmx", Outcome.LEFT_OUT, "与“一/林木.lrmx”完全相同"),
    ]
    assert preview.book.called == "林木.lrmx等5个文件"
    commit_import(workspace, preview, back_up=False)
    assert sorted(person.name for person in people.list_people(workspace)) == ["周敏", "林木"]
    history.undo(workspace)
    assert people.list_people(workspace) == []


def test_the_picture_of_an_older_record_is_found_in_a_batch_whether_it_was_chosen_or_lies_beside(
    workspace: Workspace, tmp_path: Path
) -> None:
    for name in ("林木", "周敏"):
        (tmp_path / f"{name}.lrm").write_bytes(record(f0=name).encode("gb18030"))
        (tmp_path / f"{name}.pic").write_bytes(photo())
    chosen = [tmp_path / name for name in ("林木.lrm", "林木.pic", "周敏.lrm")]
    preview = prepare_import(workspace, ImportRequest(chosen[0], more=tuple(chosen[1:])))
    assert [(row.source, bool(row.parts and row.parts.photo_digest)) for row in preview.rows] == [
        ("林木.lrm", True),
        ("周敏.lrm", True),
    ]


def test_two_files_of_one_person_that_differ_beside_the_fields_contradict_each_other(
    workspace: Workspace, tmp_path: Path
) -> None:
    for name, family, picture in (("一", [WIFE], photo()), ("二", [WIFE, SON], photo(size=(70, 90)))):
        (tmp_path / f"{name}.lrmx").write_bytes(form({"ZhaoPian": coded(picture), "NiRenZhiWu": name}, family))
    preview = prepare_import(
        workspace, ImportRequest(tmp_path / "一.lrmx", more=(tmp_path / "二.lrmx",), roster_name="干部")
    )
    assert [row.outcome for row in preview.rows] == [Outcome.ADD, Outcome.DOUBT]
    (conflict,) = preview.conflicts
    assert (conflict.row.source, conflict.other and conflict.other.source) == ("二.lrmx", "一.lrmx")
    assert set(conflict.fields) == {"family", "photo", "proposed_post"}
    assert "照片不同" in preview.rows[1].why
    assert "不同的是家庭成员、照片、拟任职务" in preview.rows[1].why
