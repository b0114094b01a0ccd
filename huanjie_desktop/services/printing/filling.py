"""Fills an office's own template, xlsx or docx, for one person, some, or a roster; nothing else in it changes."""

import difflib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from huanjie_desktop.domain.approval import NO_PARTS
from huanjie_desktop.domain.errors import UserError, WorldError, os_reason
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.ports import NoProgress, Progress
from huanjie_desktop.exchange.packages.file_names import free_name, safe_name
from huanjie_desktop.exchange.templates.docx_template import fill_docx, found_in_docx
from huanjie_desktop.exchange.templates.fields import PHOTO, SERIAL, Found, Values
from huanjie_desktop.exchange.templates.package import DOCX, OfficeFile, open_template
from huanjie_desktop.exchange.templates.xlsx_template import fill_xlsx, found_in_xlsx
from huanjie_desktop.services.people.rosters import get_roster
from huanjie_desktop.services.printing.print_notes import note_print
from huanjie_desktop.services.printing.template_fields import (
    ValueReader,
    Whole,
    list_fields,
    names_of_people,
)
from huanjie_desktop.services.safe_write import safe_write
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import people, person_parts, rosters
from huanjie_desktop.store.durable import file_at

_AT_ONCE = 200  # people whose photos are in memory
_MOST_TOLD = 5  # fields that are not there


@dataclass(frozen=True)
class FillRequest:
    """What to fill: a template, for these people in their order, of a roster where it is one's; into a file, or with `each`
    into a folder, a file for each of them."""

    template: Path
    target: Path
    person_ids: tuple[str, ...]
    roster_id: str = ""
    each: bool = False


@dataclass(frozen=True)
class TemplateLook:
    """What a template is: its fields with their places; `listed` of one that has a row for each person, else it is a form of
    one. `problems` are sentences on what keeps it from being filled."""

    path: Path
    found: tuple[Found, ...]
    listed: bool
    problems: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Return the fields' names, each once."""
        return tuple(dict.fromkeys(each.name for each in self.found if each.whole))


@dataclass(frozen=True)
class FillResult:
    """What was written: the files, for how many people, and whom the template wanted a photo of that there is none of."""

    files: tuple[Path, ...]
    people: int
    without_photo: tuple[str, ...]
    change_set: ChangeSet


def look_at_template(workspace: Workspace, path: Path, roster_id: str = "") -> TemplateLook:
    """Return what a template is; UserError where it cannot be used at all."""
    return _look(workspace, open_template(path), path, roster_id)


def fill_template(workspace: Workspace, request: FillRequest, progress: Progress | None = None) -> FillResult:
    """Fill a template; UserError where it has a field that there is not, or nobody is to be filled in, and nothing is written.

    That it was filled is noted in the journal, as a paper that was saved.
    """
    progress = progress or NoProgress()
    file = open_template(request.template)
    look = _look(workspace, file, request.template, request.roster_id)
    if look.problems:
        more = f"还有{len(look.problems) - _MOST_TOLD}处。" if len(look.problems) > _MOST_TOLD else ""
        raise UserError("".join(look.problems[:_MOST_TOLD]) + more, "请改正模板后再填，字段见“可用的字段”。")
    if not request.person_ids:
        raise UserError("没有要填的人员。")
    filler = _Filler(workspace, file, look, request, progress)
    files = filler.write_each() if request.each else filler.write_one()
    change = note_print(workspace, f"{request.template.stem}（{len(request.person_ids)}人）", saved=True)
    without = tuple(filler.without_photo) if PHOTO in look.names else ()
    return FillResult(files, len(request.person_ids), without, change)


class _Filler:
    """Gathers people, and writes what was filled."""

    def __init__(
        self, workspace: Workspace, file: OfficeFile, look: TemplateLook, request: FillRequest, progress: Progress
    ) -> None:
        self._workspace, self._file, self._look, self._request = workspace, file, look, request
        self._progress = progress
        self._listed = dict.fromkeys(names_of_people(workspace, request.roster_id)) if look.listed else None
        self.without_photo: list[str] = []

    def write_one(self) -> tuple[Path, ...]:
        """Write one file for all."""
        target = self._request.target
        if target.suffix.lower() != self._file.suffix:
            raise UserError(f"填好的文件应和模板一样是{self._file.suffix[1:]}，不能存为“{target.name}”。")
        if file_at(target) == file_at(self._request.template):
            raise UserError(f"填好的文件不能存到模板“{target.name}”上，模板未动。", "请换一个文件名。")
        content = self._filled(self._file, [values for _, values in self._people()])
        safe_write(target, lambda stream: stream.write(content))
        return (target,)

    def write_each(self) -> tuple[Path, ...]:
        """Write a file for each."""
        folder = self._request.target
        names = self._names()
        there = next((name for name in names if (folder / name).exists()), "")
        if there:
            raise UserError(f"文件夹“{folder.name}”里已有“{there}”，没有写出。", "请换一个空文件夹。")
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WorldError(f"建不了文件夹“{folder}”（{os_reason(error)}）。", "请换一个位置。") from error
        files = []
        for name, (_, values) in zip(names, self._people(), strict=True):
            content = self._filled(self._file.copied(), [values])
            target = folder / name
            safe_write(target, _writing(content))
            files.append(target)
        return tuple(files)

    def _filled(self, file: OfficeFile, values: Sequence[Values]) -> bytes:
        fill = fill_docx if file.suffix == DOCX else fill_xlsx
        return fill(file, values, self._listed)

    def _names(self) -> list[str]:
        names: list[str] = []
        for person in self._persons():
            wanted = safe_name(f"{person.name}{self._request.template.stem}{self._file.suffix}")
            names.append(free_name(wanted, names))
        return names

    def _persons(self) -> list[Person]:
        ids = self._request.person_ids
        known = people.people_by_ids(self._workspace.store, ids)
        gone = sum(id_ not in known for id_ in ids)
        if gone:
            raise UserError(f"有{gone}人已不在人员里，没有填写。", "请重新选择人员。")
        return [known[id_] for id_ in ids]

    def _people(self) -> Iterator[tuple[Person, Values]]:
        """Yield people with what fields say of them."""
        workspace, request = self._workspace, self._request
        persons = self._persons()
        roster = get_roster(workspace, request.roster_id).name if request.roster_id else ""
        listed = rosters.list_entries(workspace.store, request.roster_id) if request.roster_id else []
        entries = {entry.person_id: entry for entry in listed}
        reader = ValueReader(workspace, request.roster_id, roster, len(persons))
        for start in range(0, len(persons), _AT_ONCE):
            self._progress.step(start, len(persons), "正在填写")
            chunk = persons[start : start + _AT_ONCE]
            parts = person_parts.parts_of(workspace.store, [person.id for person in chunk])
            for at, person in enumerate(chunk, start + 1):
                whole = Whole(person, entries.get(person.id), parts.get(person.id, NO_PARTS))
                values = reader.values(whole, at)
                if values.photo is None:
                    self.without_photo.append(person.name)
                yield person, values


def _writing(content: bytes) -> Callable[..., object]:
    return lambda stream: stream.write(content)


def _look(workspace: Workspace, file: OfficeFile, path: Path, roster_id: str) -> TemplateLook:
    found = tuple(found_in_docx(file) if file.suffix == DOCX else found_in_xlsx(file))
    listed = any(each.name == SERIAL for each in found)
    return TemplateLook(path, found, listed, tuple(_problems(workspace, path, found, listed, roster_id)))


def _problems(workspace: Workspace, path: Path, found: Sequence[Found], listed: bool, roster_id: str) -> Iterator[str]:
    """Yield what keeps a template from being filled, a sentence each."""
    if not found:
        yield f"“{path.name}”里没有字段。"
    known = [each.name for each in list_fields(workspace, roster_id)]
    of_people = names_of_people(workspace, roster_id)
    for each in found:
        if not each.whole:
            yield f"{each.place}：字段“{each.name}”没有写完整，前后各要两个花括号。"
        elif each.name not in known:
            near = difflib.get_close_matches(each.name, known, 1, 0.5)
            guess = f"，是不是“{near[0]}”" if near else ""
            yield f"{each.place}：没有“{each.name}”这个字段{guess}。"
        elif not each.in_reach:
            yield f"{each.place}里的“{each.name}”填不了，请写在正文或单元格里。"
        elif each.of_list and not each.in_row:
            yield f"{each.place}：“{each.name}”要写在表格的一行里。"
        elif listed and each.of_list:
            yield f"{each.place}：每人一行的表里不能有“{each.name}”。"
        elif listed and each.name in of_people and not each.in_row:
            yield f"{each.place}：每人一行的表里，“{each.name}”要写在那一行里。"
