"""Writes people as lrmx: what somebody came with goes out as it came but for what was changed, the others as new files."""

import zipfile
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import BinaryIO, Literal

from huanjie_desktop.domain.approval import NO_PARTS, FormSource, PersonParts, Proposal
from huanjie_desktop.domain.dates import PartialDate
from huanjie_desktop.domain.errors import UserError, WorldError, os_reason
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.ports import NoProgress, Progress
from huanjie_desktop.domain.retirement import limit_of, retires_on
from huanjie_desktop.exchange.lrmx.elements import AGE_LIMIT, OF_FOUR, RETIRES, UnreadableForm
from huanjie_desktop.exchange.lrmx.keeping import restored
from huanjie_desktop.exchange.lrmx.reading import Approval, read_lrmx
from huanjie_desktop.exchange.lrmx.writing import Relatives, edit_lrmx, new_lrmx
from huanjie_desktop.exchange.packages.file_names import free_name, safe_name
from huanjie_desktop.services.people.form_parts import PROPOSAL_ELEMENTS
from huanjie_desktop.services.people.form_request import ExportedForms, FormExport, NameStyle
from huanjie_desktop.services.people.form_texts import (
    fields_of_elements,
    person_of,
    read_sources,
    relative_texts,
    texts_of,
    written,
)
from huanjie_desktop.services.people.import_rows import ReadRow
from huanjie_desktop.services.people.rosters import get_roster
from huanjie_desktop.services.safe_write import safe_write
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import blobs, people, person_parts

_TITLES_OF_FOUR = {"到龄时间": RETIRES, "年龄界限": AGE_LIMIT}
_AT_ONCE = 200  # people whose files are in memory
_EVERYBODY = "全部人员"
_STAMP = (2000, 1, 1, 0, 0, 0)  # of files in a zip, which is the same each time


def export_forms(workspace: Workspace, request: FormExport, progress: Progress | None = None) -> ExportedForms:
    """Write people as lrmx; UserError where there is nobody, or where a file of the name is there already."""
    progress = progress or NoProgress()
    title = get_roster(workspace, request.roster_id).name if request.roster_id else request.title or _EVERYBODY
    persons = _persons(workspace, request)
    if not persons:
        raise UserError("没有可以导出的人员。")
    names = _names(persons, request.name_style)
    folder = request.folder
    if not request.zipped:
        _refuse_taken(folder, names.values())
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorldError(f"建不了文件夹“{folder}”（{os_reason(error)}）。", "请换一个位置。") from error
    writer = _Writer(workspace, request)
    forms = writer.forms(persons, progress)
    if request.zipped:
        target = folder / safe_name(f"{title}.zip")
        _refuse_taken(folder, [target.name])
        safe_write(target, lambda stream: _write_zip(stream, forms, names))
        return writer.result((target,))
    files = []
    for person, content in forms:
        target = folder / names[person.id]
        safe_write(target, partial(_put, content))
        files.append(target)
    return writer.result(tuple(files))


def _persons(workspace: Workspace, request: FormExport) -> list[Person]:
    if not request.person_ids:
        return people.list_people(workspace.store, request.roster_id or None)
    found = people.whole_by_ids(workspace.store, request.person_ids)
    return [found[id_].person for id_ in request.person_ids if id_ in found]


def form_of(workspace: Workspace, person: Person, version: Literal[3, 4] | None = None) -> bytes:
    """Return one person's lrmx."""
    ((_, content),) = _Writer(workspace, FormExport(Path(), version=version)).forms([person], NoProgress())
    return content


class _Writer:
    """Makes files of people, some at a time, and counts."""

    def __init__(self, workspace: Workspace, request: FormExport) -> None:
        self._workspace, self._version = workspace, request.version
        self._elements = fields_of_elements(workspace.catalog)
        self._kept = self._made = 0
        self._lost: list[str] = []
        self._left_out: list[str] = []

    def result(self, files: tuple[Path, ...]) -> ExportedForms:
        """Return what was done."""
        return ExportedForms(files, self._kept, self._made, tuple(self._lost), tuple(self._left_out))

    def forms(self, persons: list[Person], progress: Progress) -> Iterator[tuple[Person, bytes]]:
        """Yield everybody with his file."""
        for start in range(0, len(persons), _AT_ONCE):
            progress.step(start, len(persons), "正在导出审批表")
            chunk = persons[start : start + _AT_ONCE]
            parts = person_parts.parts_of(self._workspace.store, [person.id for person in chunk])
            sources = {person.id: self._source(parts.get(person.id, NO_PARTS).source) for person in chunk}
            came = {id_: source for id_, source in sources.items() if source is not None}
            rows = dict(
                zip(came, read_sources(self._workspace.catalog, [each[1] for each in came.values()]), strict=True)
            )
            for person in chunk:
                beside = parts.get(person.id, NO_PARTS)
                if person.id in came:
                    yield person, self._edited(person, beside, came[person.id][0], rows[person.id])
                else:
                    yield person, self._new(person, beside)

    def _edited(self, person: Person, beside: PersonParts, content: bytes, row: ReadRow) -> bytes:
        assert row.parts is not None, "a file has parts"
        self._kept += 1
        came = person_of(row)
        old = texts_of(came, row.parts.proposal, self._elements)
        before = [relative_texts(each) for each in row.parts.family]
        same_post = person.current_post == came.current_post  # it goes out as it came, whatever unit it was put under
        now = self._texts(replace(person, unit="") if same_post else person, beside)
        changes = {name: written(name, text) for name, text in now.items() if text != old[name]}
        family = [relative_texts(each) for each in beside.family]
        source = beside.source
        photo = None
        if source is not None and (beside.photo.digest if beside.photo else "") != source.photo_digest:
            photo = self._photo(person, beside)
        four = None if self._version is None else self._version == 4
        return edit_lrmx(content, changes, _changed(family, before), photo, four=four)

    def _new(self, person: Person, beside: PersonParts) -> bytes:
        self._made += 1
        texts = self._texts(person, beside)
        base = self._workspace.base_date
        at = PROPOSAL_ELEMENTS["age_base"]
        texts[at] = texts[at] or f"{base:%Y%m%d}"
        family = [relative_texts(each) for each in beside.family]
        values = {name: written(name, text) for name, text in texts.items()}
        return new_lrmx(values, family, self._photo(person, beside), four=self._version == 4)

    def _texts(self, person: Person, beside: PersonParts) -> dict[str, str]:
        texts = texts_of(person, beside.proposal or Proposal("", person.id), self._elements)
        if self._version == 4 and not texts[RETIRES]:
            month = retires_on(person.birth, person.sex, limit_of(person.age_limit))
            texts[RETIRES] = _month(month)
        if self._version == 3:
            left = [title for title, element in _TITLES_OF_FOUR.items() if texts.get(element)]
            self._left_out += [f"{person.name}：3.x 版的表没有“{title}”，没有写出。" for title in left]
            texts = {name: text for name, text in texts.items() if name not in OF_FOUR}
        return texts

    def _source(self, source: FormSource | None) -> tuple[bytes, Approval] | None:
        """Return the file that somebody came with, None for none and for an older record."""
        if source is None or not source.name.lower().endswith(".lrmx"):
            return None
        db = self._workspace.store.db
        body = blobs.read(db, source.digest)
        photo = blobs.read(db, source.photo_digest) if source.photo_kept else b""
        try:
            if body is None or photo is None:
                raise UnreadableForm("已不在")
            content = restored(body, photo, source.photo_kept)
            return content, read_lrmx(content)
        except UnreadableForm:
            self._lost.append(source.name)
            return None

    def _photo(self, person: Person, beside: PersonParts) -> bytes:
        if beside.photo is None:
            return b""
        content = blobs.read(self._workspace.store.db, beside.photo.digest)
        if content is None:
            self._left_out.append(f"{person.name}：照片的内容已不在，没有写出。")
        return content or b""


def _changed(family: list[dict[str, str]], before: list[dict[str, str]]) -> Relatives | None:
    """Return of each relative what the file says otherwise, all of a new one; None where nothing changed."""
    if family == before:
        return None
    changed = [
        {name: text for name, text in now.items() if text != was.get(name)}
        for now, was in zip(family, before, strict=False)
    ]
    return [*changed, *family[len(before) :]]


def _month(date: PartialDate | None) -> str:
    return date.iso().replace("-", "") if date is not None else ""


def _names(persons: list[Person], style: NameStyle) -> dict[str, str]:
    """Return the files' names by person: the name, with the number behind it where that is wanted; the same one gets （2）."""
    taken: set[str] = set()
    names = {}
    for person in persons:
        stem = person.name + (person.id_number if style == "name-id" else "")
        name = free_name(safe_name(f"{stem}.lrmx"), taken)
        taken.add(name)
        names[person.id] = name
    return names


def _refuse_taken(folder: Path, names: Collection[str]) -> None:
    there = next((name for name in names if (folder / name).exists()), "")
    if there:
        raise UserError(f"文件夹“{folder.name}”里已有“{there}”，没有导出。", "请换一个空文件夹。")


def _put(content: bytes, stream: BinaryIO) -> None:
    stream.write(content)


def _write_zip(stream: BinaryIO, forms: Iterator[tuple[Person, bytes]], names: dict[str, str]) -> None:
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for person, content in forms:
            info = zipfile.ZipInfo(names[person.id], _STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
