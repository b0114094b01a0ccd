"""Kinds of congress as files on the command line: out of the program or a workspace, into another, and what is wrong with one."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from huanjie_desktop.__main__ import main
from huanjie_desktop.catalog.own_kinds import CONGRESS_KIND
from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.paths import resource_dir
from huanjie_desktop.services.catalogue import entries
from huanjie_desktop.services.workspace import open_workspace
from tests.services.workspaces import workspace_in


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    with workspace_in(tmp_path) as made:
        kind = next(iter(made.catalog.congress_kinds))
        entries.copy_entry(made, CONGRESS_KIND, kind, "本县乡镇大会")
        return made.path


@pytest.fixture
def other(tmp_path: Path) -> Path:
    (tmp_path / "邻县").mkdir()
    with workspace_in(tmp_path / "邻县") as made:
        return made.path


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    capsys.readouterr()
    assert main(["kinds", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert main(["kinds", *arguments]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    return said


def kind_file(folder: Path, change: Callable[[str], str]) -> str:
    shipped = (resource_dir() / "catalog" / "congress_kinds" / "township_party.toml").read_text("utf-8")
    changed = change(shipped)
    assert changed != shipped
    file = folder / "本县的种类.toml"
    file.write_text(changed, "utf-8")
    return str(file)


def test_a_shipped_kind_goes_out_and_is_known_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(tmp_path / "种类.hjmb")
    assert answer(capsys, "export", "township_party", "-o", file)["steps"] == 37
    checked = answer(capsys, "import", file)
    assert checked["kinds"] == ["乡镇党代会"]
    assert checked["taken"] == []
    assert len(answer(capsys, "list")["kinds"]) == len(load_catalog().congress_kinds)


def test_an_offices_own_kind_goes_to_another_county_with_its_steps(
    workspace: Path, other: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(tmp_path / "种类.hjmb")
    answer(capsys, str(workspace), "export", "本县乡镇大会", "-o", file)
    assert answer(capsys, str(other), "import", file)["taken"] == ["本县乡镇大会"]
    again = answer(capsys, str(other), "import", file)
    assert (again["taken"], again["left_out"]) == ([], [{"title": "本县乡镇大会", "reason": "本机已有，内容相同"}])
    there = open_workspace(other)
    kind = next(each for each in there.catalog.congress_kinds.values() if each.title == "本县乡镇大会")
    assert len(kind.steps) == 37
    there.close()


def test_ids_are_written_one_way_and_taken_both_ways(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = [each["id"] for each in answer(capsys, str(workspace), "list")["kinds"]]
    assert "township_party" in listed
    assert not any("-" in each for each in listed)
    for name in ("township_party", "township-party", "乡镇党代会"):
        file = str(tmp_path / "种类.hjmb")
        assert answer(capsys, str(workspace), "export", name, "-o", file)["id"] == "township_party"
    said = refused(capsys, str(workspace), "export", "gone", "-o", str(tmp_path / "x.hjmb"))
    assert "现有：township_party（乡镇党代会）" in said
    assert "township-party" not in said
    new = ["congress", str(workspace), "new", "--unit", "青山镇", "--term", "15", "--start", "2026-03-26"]
    assert main([*new, "--kind", "township_party"]) == 0
    assert "township_party（乡镇党代会）" in _said_of(capsys, [*new, "--kind", "gone"])


def _said_of(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> str:
    capsys.readouterr()
    assert main(arguments) == 2
    return capsys.readouterr().err


def test_a_kind_written_by_hand_is_taken(other: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = kind_file(
        tmp_path,
        lambda text: (
            text.replace('"township-party"', '"own-party"', 1)
            .replace('"乡镇党代会"', '"本县的会"', 1)
            .replace("offset = -120", "offset = -90", 1)
        ),
    )
    assert main(["kinds", str(other), "import", file]) == 0
    there = open_workspace(other)
    assert there.catalog.congress_kinds["own-party"].steps[0].offset == -90
    there.close()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('after = ["county-plan"]', 'after = ["body-study"]', "步骤“班子分析研判和动议，核对职数”的先后成了一个圈"),
        ("offset = -120", "offset = -120\ncolour = 1", "“steps[0]”：不认识“colour”"),
        ('document = "request-sheet"', 'document = "no-paper"', "步骤“报送召开党代会的请示”没有材料“no-paper”"),
        ('limits = [{ rule = "PT-25" }]', 'limits = [{ rule = "PT-99" }]', "没有规则“PT-99”"),
        ('id = "body-study"', 'id = "county-plan"', "步骤“county-plan”重复"),
        ('level = "township"', 'level = "moon"', "级别“moon”不对（level），应是county（县）、township（乡镇）"),
        ('id = "body-study"', 'id = "../../study"', "“steps[1].id”的编号“../../study”不对，只能用字母、数字、“-”和“_”"),
        ('id = "presidium"', 'id = "主席团"', "“offices[0].id”的编号“主席团”不对"),
        ('anchor = "T"\noffset = -120', 'anchor = "Q"\noffset = -120', "没有“Q”这种基准日"),
        ("offset = -120", 'offset = -120\nunit = "fortnight"', "“steps[0].unit”：不能是'fortnight'"),
        ("offset = -120", 'offset = -120\nside = "left"', "“steps[0]”：不认识“side”"),
        ("offset = -120", 'offset = -121\nunit = "month"', "的月数超出范围，应在120个月以内"),
        ('[[lanes]]\nanchor = "T"', '[[lanes]]\nanchor = "Q"', "没有“Q”这种基准日（lanes[0].anchor）"),
        ('surplus = "', 'surplus = "no-', "没有差额规则“no-"),
        ('who = "县委"', f'who = "{"县" * 501}"', "有501个字，最多500个字"),
        ("days = ", "days = 10_000_00", "天不对（days），应是1到60天"),
        ("days = ", "days = -", "天不对（days），应是1到60天"),
        ('title = "乡镇党代会"', 'title = "乡镇\\n党代会"', "名称里有换行或控制字符（title）"),
        ('title = "乡镇党代会"', f'title = "{"会" * 61}"', "名称有61个字，太长（title），最多60个字"),
        ('title = "乡镇党代会"', "title = ", "“本县的种类.toml”：第2行的格式不对。"),
    ],
)
def test_what_is_wrong_with_a_file_is_one_sentence_with_the_key(
    other: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, said: str
) -> None:
    file = kind_file(tmp_path, lambda text: text.replace(old, new, 1))
    for before in ((), (str(other),)):
        sentence = refused(capsys, *before, "import", file)
        assert "本县的种类.toml" in sentence
        assert said in sentence


def test_a_file_of_another_encoding_is_told_how_to_be_saved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = Path(kind_file(tmp_path, lambda text: text.replace('"township-party"', '"own-party"', 1)))
    text = file.read_text("utf-8")
    file.write_bytes(text.encode("gbk", "replace"))
    assert "“本县的种类.toml”不是UTF-8编码的文字。请用记事本另存为UTF-8编码" in refused(capsys, "import", str(file))
    file.write_text(text, "utf-8-sig")  # as editors save what they call UTF-8
    assert answer(capsys, "import", str(file))["kinds"] == ["乡镇党代会"]


def test_what_is_no_catalogue_file_is_not_written_over(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = tmp_path / "模板.xlsx"
    there.write_bytes(b"theirs")
    assert "只能存为.hjmb" in refused(capsys, "export", "township_party", "-o", str(there))
    assert "只能存为.hjmb" in refused(capsys, str(workspace), "export", "本县乡镇大会", "-o", str(there))
    assert there.read_bytes() == b"theirs"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "township_party"), "没有说明导出到哪个文件"),
        (("export", "gone", "-o", "x.hjmb"), "没有“gone”这种会议。现有：township_party（乡镇党代会）"),
        (("export",), "export 后面要写一个会议种类"),
        (("import",), "import 后面要写一个文件"),
        (("import", "gone.hjmb"), "读不了“gone.hjmb”（找不到）。"),
        (("import", "gone.toml"), "读不了“gone.toml”：找不到。"),
        (("some.huanjie",), "没有说明做什么"),
    ],
)
def test_what_is_missing_is_asked_for(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    assert said in refused(capsys, *arguments)


def chain(count: int) -> str:
    """Return steps that come one after the other, as a file has them."""
    steps = (
        f'[[steps]]\nid = "more-{at}"\ntitle = "第{at}步"\nwho = "县委"\nanchor = "T"\noffset = -{90 - at % 90}\n'
        f'basis = ["PT-25"]\nafter = {[f"more-{at - 1}"] if at else []}\n'
        for at in range(count)
    )
    return "\n".join(steps).replace("'", '"')


@pytest.mark.parametrize(
    ("count", "said"), [(200, "步骤一步接一步有200步（steps），最多150步"), (3000, "“steps”有3037项，最多400项")]
)
def test_a_kind_with_more_steps_than_any_has_is_refused_at_once(
    other: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], count: int, said: str
) -> None:
    file = kind_file(tmp_path, lambda text: f"{text}\n{chain(count)}")
    assert said in refused(capsys, str(other), "import", file)
    there = open_workspace(other)
    assert not there.own.versions
    there.close()


def test_a_kind_with_many_steps_is_taken_and_drawn(other: Path, tmp_path: Path) -> None:
    file = kind_file(tmp_path, lambda text: f"{text}\n{chain(150)}")
    assert main(["kinds", str(other), "import", file]) == 0
    there = open_workspace(other)
    kind = there.catalog.congress_kinds["township-party"]
    assert len(kind.steps) == 187
    there.close()


def test_what_is_no_text_file_is_not_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "大.toml"
    file.write_bytes(b"#" * 1_000_001)
    assert "“大.toml”太大" in refused(capsys, "import", str(file))
    (tmp_path / "夹.toml").mkdir()
    assert "“夹.toml”不是会议种类的文件" in refused(capsys, "import", str(tmp_path / "夹.toml"))
