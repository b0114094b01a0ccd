"""A written file is read back from its medium: the ways of Linux and of Windows, and what happens without them."""

import ctypes
import errno
import mmap
import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from huanjie_desktop.exchange.packages import past_cache
from huanjie_desktop.exchange.packages.past_cache import CHUNK, read_past_cache

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="O_DIRECT is Linux's")
CONTENTS = (b"", b"one line\n", bytes(range(256)) * (CHUNK // 256), os.urandom(CHUNK + 5000))


@pytest.mark.parametrize("content", CONTENTS, ids=len)
def test_the_content_is_read_whole(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "文件"
    file.write_bytes(content)
    assert b"".join(read_past_cache(file)) == content


def test_a_file_that_is_not_there_is_the_systems_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(read_past_cache(tmp_path / "no"))


@LINUX
def test_the_cache_is_passed_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flags: list[int] = []
    real = os.open

    def watch(path: Path, flag: int) -> int:
        flags.append(flag)
        return real(path, flag)

    monkeypatch.setattr(os, "open", watch)
    (tmp_path / "file").write_bytes(b"x")
    list(read_past_cache(tmp_path / "file"))
    assert flags[0] & os.O_DIRECT


@LINUX
def test_without_direct_reading_the_cache_is_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    advice: list[int] = []
    real = os.open

    def refuse(path: Path, flag: int) -> int:
        if flag & os.O_DIRECT:
            raise OSError(errno.EINVAL, "not here")
        return real(path, flag)

    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.setattr(os, "posix_fadvise", lambda _file, _from, _length, what: advice.append(what))
    (tmp_path / "file").write_bytes(b"content")
    assert b"".join(read_past_cache(tmp_path / "file")) == b"content"
    assert advice == [os.POSIX_FADV_DONTNEED]


class Kernel:
    """Windows' kernel32 over a real file, as strict as it is: whole sectors, memory that begins at a page."""

    def __init__(self, fails_at: int = -1) -> None:
        self.fails_at, self.reads, self.open = fails_at, 0, 0
        self.flags = 0
        self.CreateFileW: Any = lambda *arguments: self._create(*arguments)

    def _create(self, path: Any, access: Any, _share: Any, _security: Any, how: Any, flags: Any, _like: Any) -> int:
        if not Path(path.value).exists():
            return ctypes.c_void_p(-1).value or 0
        assert (access.value, how.value) == (0x80000000, 3)
        self.flags, self.open = flags.value, 1
        self.stream = Path(path.value).open("rb")  # noqa: SIM115 - closed by CloseHandle
        return 77

    def ReadFile(self, handle: Any, place: Any, size: Any, count: Any, _overlapped: Any) -> int:  # noqa: N802
        assert handle.value == 77
        assert ctypes.addressof(place) % mmap.PAGESIZE == 0
        assert size.value % 4096 == 0
        self.reads += 1
        if self.reads == self.fails_at:
            return 0
        part = self.stream.read(size.value)
        place[: len(part)] = part
        count._obj.value = len(part)
        return 1

    def CloseHandle(self, _handle: Any) -> None:  # noqa: N802
        self.open = 0
        self.stream.close()


@pytest.fixture
def kernel(monkeypatch: pytest.MonkeyPatch) -> Kernel:
    made = Kernel()
    monkeypatch.setattr("ctypes.windll", SimpleNamespace(kernel32=made), raising=False)
    monkeypatch.setattr("ctypes.GetLastError", lambda: 23, raising=False)
    return made


@pytest.mark.parametrize("content", CONTENTS, ids=len)
def test_on_windows_the_cache_is_passed_by(tmp_path: Path, kernel: Kernel, content: bytes) -> None:
    (tmp_path / "文件").write_bytes(content)
    assert b"".join(past_cache._read_on_windows(tmp_path / "文件")) == content
    assert kernel.flags & 0x20000000
    assert kernel.open == 0


def test_on_windows_errors_are_the_systems(tmp_path: Path, kernel: Kernel) -> None:
    with pytest.raises(OSError, match="Windows error 23"):
        list(past_cache._read_on_windows(tmp_path / "no"))
    (tmp_path / "file").write_bytes(b"x" * 3 * CHUNK)
    kernel.fails_at = 2
    with pytest.raises(OSError, match="Windows error 23"):
        list(past_cache._read_on_windows(tmp_path / "file"))
    assert kernel.open == 0
