"""Files for the user are whole or not there."""

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from huanjie_desktop.domain.errors import UserError, WorldError
from huanjie_desktop.services.safe_write import safe_write


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "名册.pdf"
    safe_write(path, lambda stream: stream.write(b"whole"))
    assert path.read_bytes() == b"whole"
    assert [file.name for file in tmp_path.iterdir()] == ["名册.pdf"]


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "名册.pdf"
    path.write_bytes(b"old")

    def fail(_stream: object) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(WorldError, match=r"磁盘已满，“名册\.pdf”没有写出"):
        safe_write(path, fail)
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["名册.pdf"]


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="不存在"):
        safe_write(tmp_path / "无" / "名册.pdf", lambda stream: stream.write(b""))


def test_a_folder_of_that_name_is_said(tmp_path: Path) -> None:
    (tmp_path / "名册.pdf").mkdir()
    with pytest.raises(UserError, match="是文件夹"):
        safe_write(tmp_path / "名册.pdf", lambda stream: stream.write(b""))


@pytest.fixture(params=[0o077, 0o022])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_nothing_is_written_for_more_people_than_may_have_it(tmp_path: Path, umask: int) -> None:
    new, private, wide = (tmp_path / name for name in ("新.pdf", "自己的.pdf", "大家的.pdf"))
    for path, mode in ((private, 0o600), (wide, 0o666)):
        path.write_bytes(b"old")
        path.chmod(mode)
    for path in (new, private, wide):
        safe_write(path, lambda stream: stream.write(b"x"))
    found = [stat.S_IMODE(path.stat().st_mode) for path in (new, private, wide)]
    assert found == [0o666 & ~umask, 0o600, 0o666 & ~umask]


def test_what_killed_writings_left_goes_and_what_is_being_written_stays(tmp_path: Path) -> None:
    left, other = tmp_path / ".别的册.pdf.0a1b2c3d.part", tmp_path / "自己的.part"
    for path in (left, other):
        path.write_bytes(b"half")
    inner: list[str] = []

    def write(stream: BinaryIO) -> None:
        safe_write(tmp_path / "二.pdf", lambda second: second.write(b"2"))  # while this one is being written
        inner.extend(path.name for path in tmp_path.glob(".*.part"))
        stream.write(b"1")

    safe_write(tmp_path / "一.pdf", write)
    assert [name.startswith(".一.pdf.") for name in inner] == [True]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["一.pdf", "二.pdf", "自己的.part"]


def test_a_link_stays_and_what_it_names_is_written(tmp_path: Path) -> None:
    real, link = tmp_path / "真.pdf", tmp_path / "链.pdf"
    real.write_bytes(b"old")
    link.symlink_to(real)
    safe_write(link, lambda stream: stream.write(b"new"))
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes as Linux has them")
def test_what_is_no_file_is_not_written_over(tmp_path: Path) -> None:
    circle, pipe = tmp_path / "环.pdf", tmp_path / "管.pdf"
    circle.symlink_to(circle)
    os.mkfifo(pipe)
    for path in (circle, pipe):
        with pytest.raises(UserError, match="不是普通文件，没有写出"):
            safe_write(path, lambda stream: stream.write(b"x"))
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    for length in (80, 100):  # with the part's name beside it, and by itself
        with pytest.raises(UserError, match="太长，没有写出"):
            safe_write(tmp_path / ("长" * length + ".pdf"), lambda stream: stream.write(b"x"))
    assert sorted(each.name for each in tmp_path.iterdir()) == ["环.pdf", "管.pdf"]
