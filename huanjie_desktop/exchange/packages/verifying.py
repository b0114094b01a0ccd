"""Verifies a package folder without trusting a word of it: nothing is followed, nothing is written."""

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.ports import NoProgress, Progress
from huanjie_desktop.exchange.packages.checksums import read_checksums
from huanjie_desktop.exchange.packages.file_names import is_leftover, name_key, path_fault, suffix_fault
from huanjie_desktop.exchange.packages.manifest import (
    CHECKSUMS,
    LARGEST_MANIFEST,
    MANIFEST,
    ListedFile,
    Manifest,
    ManifestFault,
    decode_manifest,
    digest_of,
)
from huanjie_desktop.exchange.packages.page_check import page_fault

MOST_FOUND = 20_000
_MARKS = (CHECKSUMS, "00_目录.pdf", "00_目录.html", "数据")  # of a package that has lost its manifest
_CHUNK = 1 << 20
_DEEPEST = 10
_MOST_PROBLEMS = 1000  # no need to walk on
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True)
class Problem:
    """What is wrong with one file of a package; `file` is its path in the package."""

    file: str
    problem: str


@dataclass(frozen=True)
class Verification:
    """核对结果: the package's folder, what is wrong, the manifest where it can be read, and its SHA-256."""

    folder: Path
    problems: tuple[Problem, ...]
    manifest: Manifest | None = None
    digest: str = ""
    hints: tuple[Problem, ...] = ()  # what the system left behind beside it, no part of the package

    @property
    def ok(self) -> bool:
        """Tell whether every byte is as it was written."""
        return not self.problems


def find_package(folder: Path) -> Path:
    """Return the package's folder: this one, or the only one in it that has a manifest; UserError otherwise."""
    if not folder.is_dir():
        raise UserError(f"找不到文件夹“{folder}”。", "请检查 U 盘是否插好、文件夹是否已移动。")
    if os.path.lexists(folder / MANIFEST):
        return folder
    try:
        inside = [each for each in sorted(folder.iterdir()) if _is_package(each)]
    except OSError as error:
        raise UserError(f"读不了文件夹“{folder}”。", "请检查 U 盘是否插好。") from error
    if len(inside) > 1:
        names = "、".join(each.name for each in inside)
        raise UserError(f"“{folder}”里有{len(inside)}个上报包：{names}。", "请选定其中一个。")
    if not inside and not any(os.path.lexists(folder / mark) for mark in _MARKS):
        advice = "请选上报包自己的文件夹（里面有“00_目录”），或它所在的 U 盘。"
        raise UserError(f"“{folder.name or folder}”这个文件夹不是上报包。", advice)
    return inside[0] if inside else folder


def verify_folder(folder: Path, progress: Progress | None = None) -> Verification:
    """Return what is wrong with a package: files missing, added, changed, or not to be trusted."""
    progress = progress or NoProgress()
    folder = find_package(folder)
    try:
        content = read_capped(folder, MANIFEST, LARGEST_MANIFEST)
        manifest = decode_manifest(content)
    except ManifestFault as fault:
        return Verification(folder, (Problem(MANIFEST, str(fault)),))
    problems: list[Problem] = []
    hints: list[Problem] = []
    found = _found_files(folder, problems, hints)
    listed = _listed_files(manifest, problems)
    _compare(folder, listed, found, problems, progress)
    _check_checksums(folder, manifest, content, problems)
    _check_page(folder, listed, problems)
    return Verification(folder, tuple(dict.fromkeys(problems)), manifest, digest_of(content), tuple(hints))


def read_capped(folder: Path, path: str, largest: int) -> bytes:
    """Return a file's bytes; raises ManifestFault where it is missing, no plain file, unreadable or too large."""
    try:
        descriptor = os.open(folder / path, os.O_RDONLY | _NO_FOLLOW)
    except FileNotFoundError as error:
        raise ManifestFault("缺少这个文件") from error
    except OSError as error:
        raise ManifestFault("不是普通文件，或读不出来") from error
    with os.fdopen(descriptor, "rb") as stream:
        about = os.fstat(stream.fileno())
        if not stat.S_ISREG(about.st_mode):
            raise ManifestFault("不是普通文件")
        if about.st_size > largest:
            raise ManifestFault(f"大于{largest // 1024 // 1024}MB，没有读入")
        try:
            content = stream.read(largest + 1)
        except OSError as error:
            raise ManifestFault("读不出来，介质可能已坏") from error
    if len(content) > largest:
        raise ManifestFault(f"大于{largest // 1024 // 1024}MB，没有读入")
    return content


def _is_package(folder: Path) -> bool:
    try:
        return folder.is_dir() and not folder.is_symlink() and os.path.lexists(folder / MANIFEST)
    except OSError:  # a system folder of the stick that nobody may look into
        return False


def _found_files(folder: Path, problems: list[Problem], hints: list[Problem]) -> dict[str, int]:
    """Return the sizes of the plain files by path; all else is a problem."""
    found: dict[str, int] = {}
    for path, entry in _walk(folder, "", 0, problems):
        if len(found) >= MOST_FOUND:
            problems.append(Problem("", f"文件夹里的文件多于{MOST_FOUND}个，没有看完"))
            break
        if is_leftover(path):
            hints.append(Problem(path, "是系统或办公软件留下的，不属于上报包"))
        elif entry.is_symlink():
            problems.append(Problem(path, "是符号链接，上报包里不应有"))
        elif entry.is_file(follow_symlinks=False):
            found[path] = entry.stat(follow_symlinks=False).st_size
        else:
            problems.append(Problem(path, "不是普通文件"))
    return found


def _walk(folder: Path, path: str, depth: int, problems: list[Problem]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Give the entries below a folder that are no folders, in order; an empty folder is a problem of its own."""
    try:
        with os.scandir(folder) as entries:
            inside = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        problems.append(Problem(path, "文件夹读不出来"))
        return
    if len(problems) > _MOST_PROBLEMS:
        return
    if path and not inside:
        problems.append(Problem(path, "多出的空文件夹"))
    for entry in inside:
        name = path + entry.name
        if not entry.is_dir(follow_symlinks=False):
            yield _printable(name), entry
        elif depth >= _DEEPEST:
            problems.append(Problem(_printable(name), "文件夹套得太深"))
        else:
            yield from _walk(Path(entry.path), f"{name}/", depth + 1, problems)


def _listed_files(manifest: Manifest, problems: list[Problem]) -> dict[str, ListedFile]:
    """Return the files that the manifest may list, by path; those that it may not are problems."""
    listed: dict[str, ListedFile] = {}
    keys: dict[str, str] = {}
    for file in manifest.files:
        fault = path_fault(file.path) or suffix_fault(file.path) or ("系统留下的文件" if is_leftover(file.path) else "")
        key = name_key(file.path)
        if fault:
            problems.append(Problem(_printable(file.path), f"清单中的{fault}"))
        elif file.path in (MANIFEST, CHECKSUMS):
            problems.append(Problem(file.path, "清单不应列出它自己"))
        elif key in keys:
            problems.append(Problem(file.path, f"清单中与“{keys[key]}”重名"))
        else:
            listed[file.path] = file
            keys[key] = file.path
    if manifest.counts.files != len(manifest.files):
        problems.append(Problem(MANIFEST, f"所列文件{len(manifest.files)}个，与所记的{manifest.counts.files}个不符"))
    if manifest.counts.bytes != sum(file.size for file in manifest.files):
        problems.append(Problem(MANIFEST, "所列文件的总字节数与所记的不符"))
    return listed


def _compare(
    folder: Path, listed: dict[str, ListedFile], found: dict[str, int], problems: list[Problem], progress: Progress
) -> None:
    digests: dict[str, str] = {}
    for at, (path, file) in enumerate(listed.items()):
        step = partial(progress.step, at, len(listed), f"正在核对“{path}”")
        step()
        if path not in found:
            continue
        if found[path] != file.size:
            problems.append(Problem(path, f"内容已变：应为{file.size}字节，现为{found[path]}字节"))
            continue
        digests[path] = _digest(folder / path, step)
        if not digests[path]:
            problems.append(Problem(path, "读不出来，介质可能已坏"))
        elif digests[path] != file.sha256:
            problems.append(Problem(path, "内容已变"))
    added = [path for path in found if path not in listed and path not in (MANIFEST, CHECKSUMS)]
    by_size = {found[path]: path for path in added}
    for path, file in listed.items():
        if path not in found:
            twin = by_size.get(file.size)
            renamed = twin is not None and _digest(folder / twin) == file.sha256
            problems.append(Problem(path, f"缺少，可能被改名为“{twin}”" if renamed else "缺少"))
    problems += [Problem(path, "清单中没有，是后来多出的") for path in added]


def _check_checksums(folder: Path, manifest: Manifest, content: bytes, problems: list[Problem]) -> None:
    try:
        digests = read_checksums(read_capped(folder, CHECKSUMS, LARGEST_MANIFEST))
    except ManifestFault as fault:
        problems.append(Problem(CHECKSUMS, str(fault)))
        return
    if digests.pop(MANIFEST, "") != digest_of(content):
        problems.append(Problem(MANIFEST, "内容已变，与校验.txt 不符"))
    if digests != {file.path: file.sha256 for file in manifest.files}:
        problems.append(Problem(CHECKSUMS, "所列文件与清单不符"))


def _check_page(folder: Path, listed: dict[str, ListedFile], problems: list[Problem]) -> None:
    """Look into the pages that a browser opens: only the page of contents is one, and it does nothing."""
    for path, file in listed.items():
        if not path.lower().endswith((".html", ".htm")):
            continue
        try:
            content = read_capped(folder, path, LARGEST_MANIFEST)
        except ManifestFault as unread:
            problems.append(Problem(path, str(unread)))
            continue
        fault = page_fault(content) if digest_of(content) == file.sha256 else ""
        if fault:
            problems.append(Problem(path, fault))


def _digest(path: Path, step: Callable[[], None] = lambda: None) -> str:
    """Return a plain file's SHA-256, "" where it cannot be read; `step` is called between its parts and may stop it."""
    found = hashlib.sha256()
    try:
        descriptor = os.open(path, os.O_RDONLY | _NO_FOLLOW)
        with os.fdopen(descriptor, "rb", buffering=0) as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                return ""
            while chunk := stream.read(_CHUNK):
                found.update(chunk)
                step()
    except (OSError, ValueError):
        return ""
    return found.hexdigest()


def _printable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
