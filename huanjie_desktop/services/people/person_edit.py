"""Changes to one whole person: fields of the person and of the proposal, the résumé, relatives, the photo; each one undo step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from huanjie_desktop.domain.approval import (
    NO_PARTS,
    PROPOSAL_TITLES,
    TOWNSHIP_TITLES,
    PersonParts,
    PhotoEntry,
    Proposal,
    Relative,
    TownshipWork,
)
from huanjie_desktop.domain.cells import CellChange
from huanjie_desktop.domain.dates import parse_partial_date
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.family import in_order
from huanjie_desktop.domain.form_words import with_grade
from huanjie_desktop.domain.normalise import clean_line
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.people import CellEdit
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.domain.township_work import read_months
from huanjie_desktop.exchange.lrmx.photos import Crop, cut_out, read_photo
from huanjie_desktop.services.people import people as people_cases
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import blobs, people, person_parts

RELATIVE_TITLES: Mapping[str, str] = {
    "relation": "称谓",
    "name": "姓名",
    "birth": "出生年月",
    "political_status": "政治面貌",
    "post": "工作单位及职务",
}
GRADE_FIELDS = tuple(f"grade_{back}" for back in (5, 4, 3, 2, 1))  # 年度考核 of so many years before the base date
TOWNSHIP_FIELDS: Mapping[str, str] = {f"township_{name}": name for name in TOWNSHIP_TITLES}
_PROPOSAL_DATES = frozenset({"age_base", "filled_on"})


def edit_fields(workspace: Workspace, person_id: str, *, sure: bool = False, **texts: str) -> ChangeSet:
    """Write what was typed into fields, of the person or of what is proposed, as one step.

    Doubtful asks about a text that may mean something else, unless `sure`.
    """
    graded = {name: text for name, text in texts.items() if name in GRADE_FIELDS}
    if graded:
        person = people_cases.get_person(workspace, person_id)
        texts = {"appraisals": with_grades(person.appraisals, graded, workspace.base_date)}
    if texts.keys() & TOWNSHIP_FIELDS.keys():
        return _correct_township(workspace, person_id, {TOWNSHIP_FIELDS[name]: text for name, text in texts.items()})
    proposed = {name: text for name, text in texts.items() if name in PROPOSAL_TITLES}
    if not proposed:
        edits = [CellEdit(person_id, name, text) for name, text in texts.items()]
        return people_cases.edit_cells(workspace, edits, sure=sure)
    if len(proposed) < len(texts):
        raise ValueError("fields of the person and of the proposal are not written together")
    known = parts_of(workspace, person_id).proposal
    begun = known or Proposal(workspace.store.new_id(), person_id)
    changed = replace(begun, **{name: read_proposed(name, text) for name, text in proposed.items()})
    with workspace.change(f"修改{'、'.join(PROPOSAL_TITLES[name] for name in proposed)}", Right.PEOPLE) as work:
        person_parts.put(work, "proposal", [known] if known else [], [changed])
    return work.change_set


def _correct_township(workspace: Workspace, person_id: str, texts: Mapping[str, str]) -> ChangeSet:
    """Write what holds in the place of what the résumé says, a blank for what it says."""
    known = parts_of(workspace, person_id).township
    begun = known or TownshipWork(workspace.store.new_id(), person_id)
    corrections: dict[str, Any] = {name: read_township(text) for name, text in texts.items()}
    changed = replace(begun, **corrections)
    with workspace.change(f"更正{'、'.join(TOWNSHIP_TITLES[name] for name in texts)}", Right.PEOPLE) as work:
        person_parts.put(work, "township_work", [known] if known else [], [changed])
    return work.change_set


def read_township(text: str) -> int | None:
    """Return the months that a text means, None for a blank; UserError says why it cannot be taken."""
    try:
        return read_months(text)
    except ValueError as error:
        raise UserError(str(error)) from error


def grade_year(field: str, base: date) -> int:
    """Return the year of a field of GRADE_FIELDS."""
    return base.year - int(field.rpartition("_")[2])


def with_grades(appraisals: str, graded: Mapping[str, str], base: date) -> str:
    """Return 年度考核结果 with the grades of these fields; UserError where it says more than years and grades."""
    try:
        for name, grade in graded.items():
            appraisals = with_grade(appraisals, grade_year(name, base), grade)
    except ValueError as error:
        raise UserError(str(error)) from error
    return appraisals


def read_proposed(name: str, text: str) -> Any:
    """Return what a text of the proposal means; UserError says why it cannot be taken."""
    if name not in _PROPOSAL_DATES:
        return clean_line(text)
    return _read_date(PROPOSAL_TITLES[name], text)


def write_resume(workspace: Workspace, person_id: str, old: str, new: str) -> ChangeSet:
    """Put a résumé in the place of the one that was seen, to the letter; UserError where another stands there by now."""
    person = people_cases.get_person(workspace, person_id)
    if person.resume != old:
        raise UserError("这个人的简历刚在别处改过，这次的修改没有写入。", "请看清现在的简历，再改一次。")
    with workspace.change("修改简历", Right.PEOPLE) as work:
        people.change_people(work, {person_id: {"resume": new}}, {})
    return work.change_set


def edit_family(
    workspace: Workspace, person_id: str, changes: Sequence[CellChange], added: Sequence[Mapping[str, str]] = ()
) -> ChangeSet:
    """Write typed or pasted cells of relatives and new ones (field -> text) as one step; a bad cell refuses all."""
    before = parts_of(workspace, person_id).family
    family = {each.id: each for each in before}
    for change in changes:
        if change.row_id not in family:
            raise UserError("这名家庭成员已被删除，没有写入。")
        value = read_of_relative(change.field, change.value)
        family[change.row_id] = replace(family[change.row_id], **{change.field: value})
    for texts in added:
        values = {name: read_of_relative(name, text) for name, text in texts.items()}
        fresh = Relative(workspace.store.new_id(), person_id, len(family), **values)
        family[fresh.id] = fresh
    label = "修改家庭成员" if changes else "添加家庭成员"
    who = [family[change.row_id] for change in changes] if changes else list(family.values())[len(before) :]
    called = {each.relation + each.name for each in who}
    return _put_family(workspace, before, list(family.values()), label + (called.pop() if len(called) == 1 else ""))


def read_of_relative(field: str, text: str) -> Any:
    """Return what a cell of a relative means; UserError says why it cannot be taken."""
    return _read_date(RELATIVE_TITLES[field], text) if field == "birth" else clean_line(text)


def remove_relatives(workspace: Workspace, person_id: str, ids: Sequence[str]) -> ChangeSet:
    """Remove relatives."""
    before = parts_of(workspace, person_id).family
    gone = [each for each in before if each.id in ids]
    label = f"删去家庭成员{gone[0].relation}{gone[0].name}" if len(gone) == 1 else f"删去家庭成员{len(gone)}人"
    return _put_family(workspace, before, [each for each in before if each.id not in ids], label)


def move_relative(workspace: Workspace, person_id: str, relative_id: str, step: int) -> ChangeSet:
    """Put a relative so many places further down; at an end he stays."""
    before = parts_of(workspace, person_id).family
    at = next((at for at, each in enumerate(before) if each.id == relative_id), None)
    if at is None:
        raise UserError("这名家庭成员已被删除，没有移动。")
    family = list(before)
    family.insert(min(max(at + step, 0), len(before) - 1), family.pop(at))
    return _put_family(workspace, before, family, "移动家庭成员")


def order_family(workspace: Workspace, person_id: str) -> ChangeSet:
    """Put relatives into the usual order: spouse, children, parents, parents of the spouse, others."""
    before = parts_of(workspace, person_id).family
    return _put_family(workspace, before, in_order(before), "家庭成员按规定次序排")


@dataclass(frozen=True)
class PutPhoto:
    """What became of a photo: in words what was done to it, "" for nothing."""

    said: str
    change_set: ChangeSet


def put_photo(workspace: Workspace, person_id: str, content: bytes, crop: Crop | None = None) -> PutPhoto:
    """Keep a picture as the person's photo, upright, cut out where that is wanted; UserError where it is none."""
    people_cases.get_person(workspace, person_id)
    try:
        photo = read_photo(content)
    except ValueError as error:
        raise UserError(f"{error}，没有换照片。", "请换一个图片文件。") from error
    kept = cut_out(photo.content, crop) if crop is not None else photo.content
    known = parts_of(workspace, person_id).photo
    with workspace.change("换照片" if known else "加照片", Right.PEOPLE) as work:
        fresh = PhotoEntry(workspace.store.new_id(), person_id, blobs.put(work, kept))
        person_parts.put(work, "photo", [known] if known else [], [fresh])
    return PutPhoto(photo.changed, work.change_set)


def remove_photo(workspace: Workspace, person_id: str) -> ChangeSet:
    """Take a person's photo off."""
    known = parts_of(workspace, person_id).photo
    if known is None:
        raise UserError("这个人没有照片。")
    with workspace.change("去掉照片", Right.PEOPLE) as work:
        person_parts.take_off(work, "photo", [known.id])
    return work.change_set


def parts_of(workspace: Workspace, person_id: str) -> PersonParts:
    """Return what stands beside a person's row; UserError when the person is gone."""
    people_cases.get_person(workspace, person_id)
    return person_parts.parts_of(workspace.store, [person_id]).get(person_id, NO_PARTS)


def _put_family(workspace: Workspace, before: Sequence[Relative], family: Sequence[Relative], label: str) -> ChangeSet:
    placed = [each.placed(at) for at, each in enumerate(family)]
    with workspace.change(label, Right.PEOPLE) as work:
        person_parts.put_family(work, before, placed)
    return work.change_set


def _read_date(title: str, text: str) -> Any:
    try:
        return parse_partial_date(text)
    except ValueError as error:
        raise UserError(f"“{title}”没有改成：{error}。") from error
