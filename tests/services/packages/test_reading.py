from pathlib import Path

import msgspec
import pytest

from huanjie_desktop.catalog.shipped import load_catalog, load_rule_book
from huanjie_desktop.cli.finding import find_congress, find_roster, find_scope
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.people import CellEdit
from huanjie_desktop.exchange.packages.manifest import PEOPLE, Counts, PersonRecord, digest_of
from huanjie_desktop.services.meetings import participants
from huanjie_desktop.services.packages.contents import Details
from huanjie_desktop.services.packages.exporting import ExportRequest, export_package
from huanjie_desktop.services.packages.reading import (
    PackageComparison,
    as_person,
    diff_packages,
    open_package,
    verify_package,
)
from huanjie_desktop.services.people import people, rosters
from huanjie_desktop.services.workspace import Workspace
from tests.exchange.packages.sticks import lay, sealed, small_package

RULES = load_rule_book()
COUNTY, TOWNSHIP = "青禾县第十二次党代会", "柳河镇第十一次党代会"


def export(demo: Workspace, stick: Path, scope: str = COUNTY, masked: bool = False) -> Path:
    return export_package(demo, ExportRequest(find_scope(demo, scope).congress.id, stick, Details(masked))).folder


def differ(old: Path, new: Path) -> PackageComparison:
    return diff_packages(old, new, RULES, load_catalog().columns)


def test_a_package_is_opened_with_its_people_and_findings(demo: Workspace, stick: Path) -> None:
    opened = open_package(export(demo, stick, "东岭乡第十三次党代会"), RULES)  # where nobody has been assessed
    assert opened.ok
    assert opened.manifest is not None
    assert len(opened.people) == opened.manifest.counts.people
    assert any("06_测评汇总" in finding.text for finding in opened.findings)


def test_a_name_that_no_paper_of_the_package_has_is_said(demo: Workspace, stick: Path) -> None:
    folder = export(demo, stick)
    content = (folder / PEOPLE).read_bytes()
    opened = open_package(folder, RULES)
    assert opened.manifest is not None
    first = opened.people[0].fields["name"]
    changed = content.replace(f'"{first}"'.encode(), '"别人"'.encode())
    files = {each.path: (folder / each.path).read_bytes() for each in opened.manifest.files} | {PEOPLE: changed}
    listed = tuple(
        msgspec.structs.replace(each, size=len(files[each.path]), sha256=digest_of(files[each.path]))
        for each in opened.manifest.files
    )
    counts = msgspec.structs.replace(opened.manifest.counts, bytes=sum(map(len, files.values())))
    lay(folder, sealed(files, msgspec.structs.replace(opened.manifest, files=listed, counts=counts)))
    found = verify_package(folder)
    assert [(each.file, each.problem[:4]) for each in found.problems] == [(PEOPLE, "“别人”")]


def test_people_added_removed_and_changed_are_told_field_by_field(demo: Workspace, stick: Path) -> None:
    old = export(demo, stick)
    roster = find_roster(demo, "县党代会代表名册")
    first, *_ = people.list_people(demo, roster.id)
    people.edit_cells(demo, [CellEdit(first.id, "phone", "13900009999"), CellEdit(first.id, "birth", "1980.05.06")])
    people.edit_cells(demo, [CellEdit(first.id, "id_number", "")])
    candidates = find_roster(demo, "青禾县党代会候选人预备人选名册")
    on_both = {person.id for person in people.list_people(demo, candidates.id)}
    outsider = next(person for person in people.list_people(demo) if person.id not in on_both and person.party_joined)
    rosters.add_to_roster(demo, candidates.id, [outsider.id])
    congress = find_congress(demo, COUNTY)
    gone = next(
        each
        for each in participants.members_of(demo, congress.id).counted
        if each.person_id not in on_both and each.person_id != first.id
    )
    if gone.person_id not in {each.person_id for each in participants.members_of(demo, congress.id).officers}:
        participants.remove_participants(demo, [gone.id])
        rosters.remove_from_roster(demo, roster.id, [gone.person_id])
    found = differ(old, export(demo, stick)).differences
    changed = {each.id: {change.title: (change.old, change.new) for change in each.changes} for each in found.changed}
    assert changed[first.id]["手机号码"] == (first.phone, "13900009999")
    assert changed[first.id]["身份证号"] == (first.id_number, "")
    assert changed[first.id]["出生年月"][1] == "1980-05-06"
    assert {each.id for each in found.added} | changed.keys() >= {outsider.id}
    assert {each.id for each in found.removed} <= {gone.person_id}
    assert found.count >= 2


def test_a_masked_package_is_compared_with_a_full_one_masked(demo: Workspace, stick: Path) -> None:
    full, masked = export(demo, stick), export(demo, stick, masked=True)
    assert differ(full, masked).differences.count == 0
    assert differ(masked, full).differences.count == 0


def test_packages_of_other_batches_are_not_compared(demo: Workspace, stick: Path) -> None:
    with pytest.raises(UserError, match="不是同一批次，不能比较"):
        differ(export(demo, stick), export(demo, stick, TOWNSHIP))


def test_a_broken_package_shows_no_people_and_is_not_compared(demo: Workspace, stick: Path) -> None:
    whole = export(demo, stick)
    broken = export(demo, stick)
    (broken / PEOPLE).write_bytes(b"[]")
    opened = open_package(broken, RULES)
    assert not opened.ok
    assert opened.people == ()
    with pytest.raises(UserError, match=r"核对不合格（数据/人员\.json：内容已变"):
        differ(whole, broken)


def test_people_that_cannot_be_are_problems_or_findings(tmp_path: Path) -> None:
    odd = PersonRecord(id="x", fields={"name": "", "birth": "1980-13-45", "odd": "1", "id_number": "12"})
    twice = [PersonRecord(id=str(at), fields={"name": "林木", "birth": "1985-07"}) for at in range(2)]
    opened = open_package(lay(tmp_path / "包", small_package(odd, *twice)), RULES)
    assert opened.ok
    codes = {finding.code for finding in opened.findings}
    assert {"package_names", "package_people_once", "id_number_form"} <= codes
    assert as_person(opened.people[0]).birth is None

    same_id = small_package(odd, odd)
    assert verify_package(lay(tmp_path / "重号", same_id)).problems[0].problem == "有人的编号重复"
    too_few = small_package(odd, counts=Counts(people=5, files=3, bytes=0))
    found = verify_package(lay(tmp_path / "人数", too_few))
    assert not found.ok


def test_the_number_of_people_must_be_as_the_manifest_says(tmp_path: Path) -> None:
    files = small_package()
    counts = msgspec.json.decode(files["清单.json"])["counts"] | {"people": 5}
    wrong = small_package(counts=Counts(**counts))
    problems = verify_package(lay(tmp_path / "包", wrong)).problems
    assert [(each.file, each.problem) for each in problems] == [(PEOPLE, "有1人，与清单所记的5人不符")]
