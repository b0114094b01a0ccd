"""Finds the files of forms: a file alone, a folder with what is in it, a zip with zips in it; nothing is unpacked to disk."""

import os
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path, PurePosixPath

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.exchange.foreign_parts import BROKEN_ZIP
from huanjie_desktop.exchange.lrmx.elements import UnreadableForm
from huanjie_desktop.exchange.lrmx.reading import LARGEST_FORM

FORM_SUFFIXES = frozenset({".lrmx", ".lrm"})
FORM_KINDS = FORM_SUFFIXES | {".zip"}
_PHOTO_KINDS = (".pic", ".jpg", ".jpeg", ".png", ".bmp")
_TABLE_KINDS = frozenset({".xlsx", ".xls", ".xlsm", ".et", ".ods", ".csv"})
_MOST_FILES, _MOST_BYTES = 50_000, 8_000_000_000
_MOST_RATIO, _SMALL = 200, 5_000_000  # what is small may be packed as tight as it likes
_DEEPEST = 3  # zips in zips
_LONGEST_NAME = 60
_REPORTED = 200


@dataclass(frozen=True)
class FormFile:
    """A file of a form: its name with the folders above it, and how its bytes are got; `size` is that of the bytes."""

    name: str
    load: Callable[[], bytes]
    size: int

    @property
    def stem(self) -> str:
        """Return the name without folders and suffix."""
        return PurePosixPath(self.name).stem

    @property
    def suffix(self) -> str:
        """Return the suffix in small letters."""
        return PurePosixPath(self.name).suffix.lower()


@dataclass(frozen=True)
class FoundForms:
    """The forms of a path in order, photos that lie beside them by folder and name, and what is no form, with the reason."""

    forms: tuple[FormFile, ...]
    photos: tuple[FormFile, ...]
    left_out: tuple[tuple[str, str], ...]


def holds_forms(path: Path) -> bool:
    """Tell whether a path is read for forms: a folder, a zip, a form."""
    return path.is_dir() or path.suffix.lower() in FORM_KINDS


def called(paths: Sequence[Path]) -> str:
    """Return the name of a path, of several the first one's and how many they are."""
    return paths[0].name if len(paths) == 1 else f"{paths[0].name}等{len(paths)}个文件"


def find_forms(paths: Sequence[Path], progress: Progress) -> FoundForms:
    """Return what forms paths have, of several as if they lay in one folder; UserError where one is not there, cannot be read,
    or none has any."""
    for path in paths:
        if not path.exists():
            raise UserError(f"找不到“{path.name}”。", "请检查位置和文件名。")
    name = called(paths)
    forms, photos, left_out = [], [], []
    for at, found in enumerate(_files(paths)):
        if at % _REPORTED == 0:
            progress.step(at, None, f"正在查找“{name}”里的审批表")
        if at >= _MOST_FILES:
            raise UserError(f"“{name}”里的文件超过{_MOST_FILES}个。", "请分成几批导入。")
        if isinstance(found, tuple):
            left_out.append(found)
        elif found.suffix in FORM_SUFFIXES:
            forms.append(found)
        elif found.suffix in _PHOTO_KINDS:
            photos.append(found)
        else:
            left_out.append((found.name, _why_no_form(found.suffix)))
    if not forms:
        why = f"{left_out[0][0]}：{left_out[0][1]}。" if left_out else ""
        raise UserError(f"“{name}”里没有干部任免审批表（lrmx、lrm）。{why}", "请检查是否选错了位置。")
    if sum(form.size for form in forms) > _MOST_BYTES:
        raise UserError(f"“{name}”的内容太大。", "请分成几批导入。")
    return FoundForms(tuple(forms), tuple(photos), tuple(left_out))


_Found = FormFile | tuple[str, str]


def _why_no_form(suffix: str) -> str:
    return "是表格，请单独导入" if suffix in _TABLE_KINDS else "不是干部任免审批表的文件"


def _files(paths: Sequence[Path]) -> Iterator[_Found]:
    if len(paths) == 1:
        yield from _files_of(paths[0], paths[0].name, "")
        return
    seen: set[str] = set()  # a file may be chosen with its folder, a picture with the record that it lies beside
    for path, name in zip(paths, _names_together(paths), strict=True):
        for found in _files_of(path, name, f"{name}/"):
            shown = found.name if isinstance(found, FormFile) else found[0]
            if shown not in seen:
                seen.add(shown)
                yield found


def _names_together(paths: Sequence[Path]) -> list[str]:
    """Return how several paths are called: what tells them from each other of the folders above, and the name."""
    whole = [path.absolute() for path in paths]
    try:
        above = Path(os.path.commonpath([path.parent for path in whole]))
    except ValueError:  # on two drives
        return [path.as_posix().replace(":", "") for path in whole]
    return [path.relative_to(above).as_posix() for path in whole]


def _files_of(path: Path, called: str, above: str) -> Iterator[_Found]:
    """Yield what a path has; `called` is its name and `above` stands before the names of what is in it."""
    if not path.is_dir():
        if path.suffix.lower() == ".zip":
            yield from _in_zip(partial(zipfile.ZipFile, path), called, above, 1)
        else:
            yield FormFile(called, path.read_bytes, path.stat().st_size)
            yield from _photos_beside(path, called)
        return
    for folder, folders, names in os.walk(path):
        folders.sort()
        for name in sorted(names):
            file = Path(folder, name)
            shown = above + file.relative_to(path).as_posix()
            if name.startswith((".", "~$")):
                continue
            if file.suffix.lower() == ".zip":
                yield from _in_zip(partial(zipfile.ZipFile, file), shown, f"{shown}/", 1)
            else:
                yield FormFile(shown, file.read_bytes, file.stat().st_size)


def _photos_beside(path: Path, called: str) -> Iterator[FormFile]:
    """Yield the pictures that have the name of an older record."""
    if path.suffix.lower() == ".lrm":
        for file in sorted(path.parent.iterdir()):
            if file.stem == path.stem and file.suffix.lower() in _PHOTO_KINDS:
                shown = PurePosixPath(called).with_name(file.name).as_posix()
                yield FormFile(shown, file.read_bytes, file.stat().st_size)


def _in_zip(opened: Callable[[], zipfile.ZipFile], name: str, above: str, depth: int) -> Iterator[_Found]:
    """Yield what is in a zip, which stays open for its files to be read; `above` stands before their names."""
    try:
        archive = opened()
        infos = archive.infolist()
    except (*BROKEN_ZIP, ValueError):
        yield name, "压缩包已损坏，打不开"
        return
    for info in sorted(infos, key=_name_of):
        shown = above + _name_of(info)
        if info.is_dir() or PurePosixPath(shown).name.startswith((".", "~$")) or "__MACOSX/" in shown:
            continue
        why = _why_not(info)
        if why:
            yield shown, why
            continue
        load = partial(_member, archive, info)
        if not shown.lower().endswith(".zip"):
            yield FormFile(shown, load, info.file_size)
        elif depth >= _DEEPEST:
            yield shown, "压缩包套得太深，没有读取"
        else:
            yield from _in_zip(partial(_nested, load), shown, f"{shown}/", depth + 1)


def _nested(load: Callable[[], bytes]) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(BytesIO(load()))
    except UnreadableForm as error:
        raise ValueError(str(error)) from error


def _name_of(info: zipfile.ZipInfo) -> str:
    """Return a member's name with / between its parts, without what would lead out of the folder; Chinese as it was meant."""
    name = info.filename
    if not info.flag_bits & 0x800:
        try:
            raw = name.encode("cp437")
            name = raw.decode("utf-8") if _is_utf8(raw) else raw.decode("gb18030")
        except (UnicodeEncodeError, UnicodeDecodeError):
            name = info.filename
    parts = [
        part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..") and not part.endswith(":")
    ]
    return "/".join(_shortened(part) for part in parts)


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _shortened(part: str) -> str:
    stem, dot, suffix = part.rpartition(".")
    if len(part) <= _LONGEST_NAME:
        return part
    return f"{stem[:_LONGEST_NAME]}…{dot}{suffix}" if dot and len(suffix) < 6 else part[:_LONGEST_NAME]


def _why_not(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & 0x1:
        return "加了密码，没有读取，请解压后再导入"
    if info.file_size > LARGEST_FORM:
        return f"有{info.file_size // 1_000_000}MB，太大，没有读取"
    if info.file_size > _SMALL and info.file_size > _MOST_RATIO * max(info.compress_size, 1):
        return "压缩得不正常，可能有害，没有读取"
    return ""


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Return a member's bytes; never more than it says that it has."""
    try:
        with archive.open(info) as stream:
            content = stream.read(info.file_size + 1)
    except BROKEN_ZIP as error:
        raise UnreadableForm("在压缩包里已损坏，读不出来") from error
    if len(content) > info.file_size:
        raise UnreadableForm("比压缩包里写明的大，可能有害")
    return content
