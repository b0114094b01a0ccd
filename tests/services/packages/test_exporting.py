import json
import re
import zipfile
from itertools import chain, count
from pathlib import Path

import pytest

from huanjie_desktop.cli.finding import find_roster, find_scope
from huanjie_desktop.documents.pictures import Pages
from huanjie_desktop.domain.errors import UserError, WorldError
from huanjie_desktop.domain.masking import find_full_numbers
from huanjie_desktop.exchange.packages.file_names import utf16_length
from huanjie_desktop.services import package_register
from huanjie_desktop.services.meetings import congress_rosters
from huanjie_desktop.services.packages import papers
from huanjie_desktop.services.packages.contents import Details
from huanjie_desktop.services.packages.exporting import ExportRequest, ExportResult, export_package
from huanjie_desktop.services.packages.reading import open_package
from huanjie_desktop.services.people import people, rosters
from huanjie_desktop.services.printing import print_subjects, printing
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import Workspace, set_superior
from huanjie_desktop.store import packages
from huanjie_desktop.store.packages import register_export

COUNTY = "青禾县第十二次党代会"


def export(demo: Workspace, stick: Path, **details: object) -> ExportResult:
    return export_package(demo, ExportRequest(find_scope(demo, COUNTY).congress.id, stick, Details(**details)))  # type: ignore[arg-type]


def words(path: Path) -> str:
    """Return all the text of a file of a package."""
    if path.suffix == ".pdf":
        pages = Pages(path.read_bytes())
        try:
            return "\n".join(pages.text(at) for at in range(len(pages)))
        finally:
            pages.close()
    if path.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(path) as archive:
            return "\n".join(
                re.sub("<[^>]*>", "\n", archive.read(name).decode("utf-8", "replace")) for name in archive.namelist()
            )
    return path.read_text(encoding="utf-8")


def test_a_package_opens_without_the_program(demo: Workspace, stick: Path) -> None:
    result = export(demo, stick, preparer="张三", contact="0990-1234567")
    assert result.folder == stick / "青禾县第十二次党代会_上报包_第1版"
    files = {str(path.relative_to(result.folder)) for path in result.folder.rglob("*") if path.is_file()}
    assert {"00_目录.pdf", "00_目录.html", "清单.json", "校验.txt", "数据/人员.json", "01_请示/请示.docx"} <= files
    suffixes = {Path(name).suffix for name in files}
    assert suffixes == {".pdf", ".html", ".json", ".txt", ".docx", ".xlsx"}
    manifest = json.loads((result.folder / "清单.json").read_text(encoding="utf-8"))
    assert manifest["unit"] == "中共青禾县委员会"
    assert manifest["base_date"] == "2026-07-26"
    assert manifest["counts"]["people"] == result.export.people
    assert {file["path"] for file in manifest["files"]} == files - {"清单.json", "校验.txt"}
    assert manifest["journal"]["seq"] > 0
    assert len(manifest["journal"]["digest"]) == 64
    page = (result.folder / "00_目录.html").read_text(encoding="utf-8")
    links = re.findall('href="([^"]+)"', page)
    assert len(links) >= 14
    assert "<script" not in page
    assert "未脱敏" in page
    assert "未脱敏" in "".join(words(result.folder / "00_目录.pdf").split())
    assert open_package(result.folder, demo.rules).ok


def test_no_full_number_is_anywhere_in_a_masked_package(demo: Workspace, stick: Path) -> None:
    roster = find_roster(demo, "县党代会代表名册")
    first = people.list_people(demo, roster.id)[0]
    with demo.store.unit_of_work("备注") as work:
        work.update("person", first.id, {"remark": f"曾用{first.id_number}", "phone": "13900001234"})
    rosters.rename_roster(demo, roster.id, "县党代会代表名册（联系人13900001234）")
    full = export(demo, stick)
    masked = export(demo, stick, masked=True)
    text = {path.name: words(path) for path in masked.folder.rglob("*") if path.is_file()}
    numbers = {name: [n for n in find_full_numbers(said) if len(n) != 15] for name, said in text.items()}
    assert {name: found for name, found in numbers.items() if found} == {}
    for person in people.list_people(demo):
        assert not any(person.id_number and person.id_number in said for said in text.values())
    assert not any(find_full_numbers(path.name) for path in masked.folder.rglob("*"))
    shown = f"{first.id_number[:6]}{'*' * 12}"
    delegates = "县党代会代表名册（联系人139＊＊＊＊1234）"
    for name in ("人员.json", f"{delegates}.docx", f"{delegates}.xlsx"):
        assert shown in text[name]
    assert shown in "".join(text[f"{delegates}.pdf"].split())
    assert "139****1234" in text["人员.json"]
    assert "已脱敏" in text["00_目录.html"]
    assert any(first.id_number in words(path) for path in full.folder.rglob("*.docx"))


def test_the_same_workspace_gives_the_same_bytes(demo: Workspace, stick: Path, tmp_path: Path) -> None:
    other = tmp_path / "另一个"
    other.mkdir()
    ids = chain(["a" * 32], map(str, count()))
    demo.store.new_id = lambda: next(ids)
    one = export(demo, stick)
    demo.store.db.conn.execute("DELETE FROM package_export")  # as if it had never been reported
    ids = chain(["a" * 32], map(str, count(1000)))
    two = export(demo, other)
    differing = {
        str(path.relative_to(one.folder))
        for path in one.folder.rglob("*")
        if path.is_file() and path.read_bytes() != (two.folder / path.relative_to(one.folder)).read_bytes()
    }
    assert differing <= {"清单.json", "校验.txt"}  # the journal has gone on


def test_each_export_is_registered_for_good_with_the_next_version(demo: Workspace, stick: Path) -> None:
    set_superior(demo, "中共云江市委员会办公室")
    first = export(demo, stick, preparer="张三", recipient="市委组织部")
    second = export(demo, stick, masked=True)
    register = package_register.list_exports(demo)
    assert [(each.version, bool(each.masked)) for each in register] == [(2, True), (1, False)]
    assert first.export.batch == second.export.batch
    assert register[1].recipient == "市委组织部"
    assert register[0].recipient == "中共云江市委员会办公室"
    assert register[0].digest == open_package(second.folder, demo.rules).verification.digest
    assert demo.store.undo_label == "设置上级单位"
    assert history.list_changes(demo, 1)[0].label == "上报青禾县第十二次党代会（第2版）"
    history.undo(demo)
    assert len(package_register.list_exports(demo)) == 2
    assert find_scope(demo, COUNTY).version == 3


def test_contradictions_stop_it_before_anything_is_written(demo: Workspace, stick: Path) -> None:
    roster = find_roster(demo, "县党代会代表名册")
    rosters.remove_from_roster(demo, roster.id, [people.list_people(demo, roster.id)[0].id])
    with pytest.raises(UserError, match="有1处矛盾，上报包没有写出：《县党代会代表名册》79人，大会代表80人"):
        export(demo, stick)
    assert list(stick.iterdir()) == []
    assert package_register.list_exports(demo) == []


def test_an_attached_file_with_full_numbers_stops_a_masked_package_only(
    demo: Workspace, stick: Path, tmp_path: Path
) -> None:
    file = tmp_path / "汇总.txt"
    file.write_text("电话13900001234", encoding="utf-8")
    papers.attach_paper(demo, find_scope(demo, COUNTY).congress.id, "测评汇总", file)
    with pytest.raises(UserError, match="有1处完整的身份证号或手机号"):
        export(demo, stick, masked=True)
    result = export(demo, stick)
    assert (result.folder / "06_测评汇总" / "汇总.txt").read_bytes() == file.read_bytes()


def test_a_package_that_cannot_be_registered_does_not_stay(
    demo: Workspace, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise WorldError("磁盘已满。")

    monkeypatch.setattr(packages, "register_export", fail)
    with pytest.raises(WorldError, match="磁盘已满"):
        export(demo, stick)
    assert list(stick.iterdir()) == []
    monkeypatch.setattr(packages, "register_export", register_export)
    assert export(demo, stick).export.version == 1


def test_the_sheet_of_handing_over_is_printed_of_the_register(demo: Workspace, stick: Path, tmp_path: Path) -> None:
    result = export(demo, stick, preparer="张三")
    paper = next(spec for spec in demo.catalog.documents.values() if spec.of == print_subjects.PACKAGE)
    for suffix in paper.formats:
        path = tmp_path / f"交接单.{suffix}"
        printing.print_document(demo, paper.id, path, result.export.id)
        said = "".join(words(path).split())
        assert "材料交接单" in said
        assert "移交人" in said
        assert result.export.digest[:8] in said
    with pytest.raises(UserError, match="没有这份上报登记"):
        printing.print_document(demo, paper.id, tmp_path / "a.pdf", "x")


def test_a_target_that_has_the_folder_already_is_left_alone(demo: Workspace, stick: Path) -> None:
    (stick / "青禾县第十二次党代会_上报包_第1版").mkdir()
    with pytest.raises(UserError, match="没有覆盖"):
        export(demo, stick)
    assert package_register.list_exports(demo) == []


def test_long_and_equal_names_stay_apart_and_short_enough(demo: Workspace, stick: Path) -> None:
    candidates = find_roster(demo, "青禾县党代会候选人预备人选名册")
    congress = find_scope(demo, COUNTY).congress
    chosen = [candidates.id]
    for name in (f"{'长' * 190}a", f"{'长' * 190}A", 'CON "名册"', "con ＂名册＂"):
        roster, _ = rosters.create_roster(demo, name, candidates.kind)
        rosters.add_to_roster(demo, roster.id, [people.list_people(demo, candidates.id)[0].id])
        chosen.append(roster.id)
    congress_rosters.choose_rosters(demo, congress.id, {candidates.kind: chosen})
    folder = export(demo, stick).folder
    paths = [path.relative_to(stick).as_posix() for path in (folder / "07_名册电子表").iterdir()]
    assert len(paths) == 1 + 5
    assert len({path.casefold() for path in paths}) == len(paths)
    assert all(utf16_length(path) <= 200 for path in paths)
    assert max(utf16_length(path) for path in paths) > 90
    assert open_package(folder, demo.rules).ok
