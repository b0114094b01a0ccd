"""What a form's file says beyond the person's own fields: read of the file, compared with what is known, written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from huanjie_desktop.domain.approval import (
    NO_PARTS,
    PROPOSAL_TITLES,
    FormSource,
    PersonParts,
    PhotoEntry,
    Proposal,
    Relative,
)
from huanjie_desktop.domain.dates import PartialDate, read_date
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.family import in_words
from huanjie_desktop.domain.fields import field_text
from huanjie_desktop.domain.normalise import BLANKS, clean_line
from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.exchange.lrmx.book import FormRecord, take_form
from huanjie_desktop.exchange.lrmx.elements import UnreadableForm
from huanjie_desktop.exchange.lrmx.keeping import stripped
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import blobs, person_parts
from huanjie_desktop.store.unit_of_work import UnitOfWork

PROPOSAL_ELEMENTS: Mapping[str, str] = {
    "proposed_post": "NiRenZhiWu",
    "relieved_post": "NiMianZhiWu",
    "reason": "RenMianLiYou",
    "submitted_by": "ChengBaoDanWei",
    "age_base": "JiSuanNianLingShiJian",
    "filled_on": "TianBiaoShiJian",
    "filled_by": "TianBiaoRen",
}
RELATIVE_ELEMENTS: Mapping[str, str] = {
    "relation": "ChengWei",
    "name": "XingMing",
    "birth": "ChuShengRiQi",
    "political_status": "ZhengZhiMianMao",
    "post": "GongZuoDanWeiJiZhiWu",
}
PART_TITLES: Mapping[str, str] = {"family": "家庭成员", "photo": "照片", **PROPOSAL_TITLES}
_REPORTED = 50
_DATES = frozenset({"birth", "age_base", "filled_on"})


@dataclass(frozen=True)
class RowParts:
    """What a row brings beside a person's fields; `odd` are sentences on what of it cannot be read."""

    family: tuple[Relative, ...]
    proposal: Proposal
    photo_digest: str
    record: FormRecord
    odd: tuple[str, ...] = ()


def read_parts(record: FormRecord) -> RowParts:
    """Return what a form says beside a person's fields; whose it is, and all ids, are blank."""
    assert record.approval is not None, "a form that could not be read has no parts"
    odd: list[str] = []
    family = tuple(read_relative(said, odd).placed(at) for at, said in enumerate(record.approval.family))
    return RowParts(family, read_proposal(record.approval.values, odd), record.photo_digest, record, tuple(odd))


def read_relative(said: Mapping[str, str], odd: list[str]) -> Relative:
    """Return a relative of whom a file says so; what is no date is told in `odd`."""
    called = said.get("ChengWei", "") + said.get("XingMing", "")
    return Relative("", "", 0, **_values(said, RELATIVE_ELEMENTS, f"{called}的出生日期", odd))


def read_proposal(said: Mapping[str, str], odd: list[str]) -> Proposal:
    """Return what is proposed, as a file says it."""
    return Proposal("", "", **_values(said, PROPOSAL_ELEMENTS, "", odd))


def _values(said: Mapping[str, str], elements: Mapping[str, str], title: str, odd: list[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, element in elements.items():
        text = said.get(element, "")
        if name in _DATES:
            values[name] = _date(text, title or PROPOSAL_TITLES[name], odd)
        else:
            line = clean_line(text)
            values[name] = "" if line in BLANKS else line
    return values


def _date(text: str, title: str, odd: list[str]) -> PartialDate | None:
    if not text:
        return None
    try:
        return read_date(text).date
    except ValueError:
        odd.append(f"{title}“{' '.join(text.split())}”看不出是哪一天，不记")
        return None


def parts_said(read: RowParts) -> dict[str, str]:
    """Return what a row brings beside a person's fields in words, by field; a photo by what tells it from others."""
    said = {name: field_text(getattr(read.proposal, name)) for name in PROPOSAL_TITLES}
    return {"family": in_words(read.family), "photo": read.photo_digest, **said}


def is_as_set(name: str, value: object, new: object, base: date) -> bool:
    """Tell whether a form says no more than what is set for all: the day up to which ages count, which an export writes into each."""
    return name == "age_base" and not value and isinstance(new, PartialDate) and new.iso() == base.isoformat()


def part_changes(read: RowParts, known: PersonParts, base: date) -> dict[str, tuple[str, str]]:
    """Return what a row changes beside a person's fields, the old and the new in words, by what it is called."""
    changes: dict[str, tuple[str, str]] = {}
    if read.family and [each.said for each in read.family] != [each.said for each in known.family]:
        changes["家庭成员"] = (in_words(known.family), in_words(read.family))
    old = known.proposal or Proposal("", "")
    for name, title in PROPOSAL_TITLES.items():
        new = getattr(read.proposal, name)
        if new and new != getattr(old, name) and not is_as_set(name, getattr(old, name), new, base):
            changes[title] = (field_text(getattr(old, name)), field_text(new))
    if read.photo_digest and (known.photo is None or known.photo.digest != read.photo_digest):
        changes["照片"] = ("有照片" if known.photo else "", "换照片" if known.photo else "有照片")
    return changes


def write_parts(
    workspace: Workspace, work: UnitOfWork, rows: Sequence[tuple[str, RowParts]], progress: Progress
) -> None:
    """Write what rows bring beside the fields of people, by person id; a blank erases nothing.

    The files are read once more, for their content; UserError where one is no longer what was looked at.
    """
    store = workspace.store
    known = person_parts.parts_of(store, [person_id for person_id, _ in rows])
    proposals, photos, sources = [], [], []
    for at, (person_id, read) in enumerate(rows):
        if at % _REPORTED == 0:
            progress.step(at, len(rows), "正在写入审批表")
        before = known.get(person_id, NO_PARTS)
        try:
            taken = take_form(read.record)
        except (UnreadableForm, OSError) as error:
            raise UserError(f"“{read.record.source}”：{error}。未作任何改动。", "请重新导入。") from error
        photo_digest = ""
        if taken.photo:
            photo_digest = blobs.put(work, taken.photo)
            photos.append(PhotoEntry(store.new_id(), person_id, photo_digest))
        kept, how = stripped(taken.content, taken.photo if taken.as_it_came else b"")
        sources.append(
            FormSource(
                store.new_id(), person_id, _in_text(read.record.source), blobs.put(work, kept), photo_digest, how
            )
        )
        if read.family and [each.said for each in read.family] != [each.said for each in before.family]:
            family = [replace(each, id=store.new_id(), person_id=person_id) for each in read.family]
            person_parts.put_family(work, before.family, family)
        proposals.append(_merged(before.proposal or Proposal(store.new_id(), person_id), read.proposal))
    person_parts.put(work, "proposal", [each.proposal for each in known.values() if each.proposal], proposals)
    person_parts.put(work, "photo", [each.photo for each in known.values() if each.photo], photos)
    person_parts.put(work, "form_source", [each.source for each in known.values() if each.source], sources)


def _in_text(name: str) -> str:
    """Return a file's name as it can be kept: Linux has names of any bytes."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _merged(old: Proposal, new: Proposal) -> Proposal:
    said = {each.name: getattr(new, each.name) for each in fields(Proposal) if each.name in PROPOSAL_TITLES}
    return replace(old, **{name: value for name, value in said.items() if value})
