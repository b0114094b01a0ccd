import errno
import os
from pathlib import Path

import pytest

from huanjie_desktop.domain.errors import Cancelled, HuanjieError, UserError, WorldError
from huanjie_desktop.domain.ports import NoProgress
from huanjie_desktop.exchange.packages.disk import RealDisk
from huanjie_desktop.exchange.packages.verifying import verify_folder
from huanjie_desktop.exchange.packages.writing import write_package
from tests.exchange.packages.sticks import FailingDisk, lay, small_package

NAME = "青禾县第十二次党代会_上报包_第1版"
FILES = small_package()


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


class Stopping(NoProgress):
    def __init__(self, at: int) -> None:
        self.left = at

    def step(self, done: int, total: int | None, text: str) -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


def test_a_package_is_written_whole_and_nothing_beside_it(tmp_path: Path) -> None:
    folder = write_package(RealDisk(), tmp_path, NAME, FILES, NoProgress())
    assert folder == tmp_path / NAME
    assert names(tmp_path) == [NAME]
    assert {path: (folder / path).read_bytes() for path in FILES} == FILES
    assert verify_folder(folder).problems == ()


@pytest.mark.parametrize("gone", [False, True])
@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.ENODEV])
def test_whatever_call_fails_there_is_a_whole_package_or_none(tmp_path: Path, number: int, gone: bool) -> None:
    failed = 0
    for at in range(1, 200):
        target = tmp_path / str(at)
        target.mkdir()
        disk = FailingDisk(at, lambda: OSError(number, os.strerror(number)), gone)
        try:
            write_package(disk, target, NAME, FILES, NoProgress())
        except HuanjieError:
            failed += 1
            if (target / NAME).exists():  # renamed, and then the stick was gone: it is whole
                assert gone
                assert verify_folder(target / NAME).ok
            elif not gone:
                assert names(target) == []
        else:
            break
        retried = write_package(RealDisk(), target, f"{NAME}再", FILES, NoProgress())
        assert verify_folder(retried).ok
        assert not any(name.endswith(".part") for name in names(target))
    assert failed > 15
    assert verify_folder(tmp_path / str(failed + 1) / NAME).ok


def test_stopping_at_any_step_leaves_nothing(tmp_path: Path) -> None:
    stopped = 0
    for at in range(50):
        target = tmp_path / str(at)
        target.mkdir()
        try:
            write_package(RealDisk(), target, NAME, FILES, Stopping(at))
        except Cancelled:
            stopped += 1
            assert names(target) == []
    assert stopped == 2 * len(FILES) + 1


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "已满"),
        (errno.EFBIG, "已满"),
        (errno.EROFS, "不能写入"),
        (errno.EACCES, "不能写入"),
        (errno.EIO, "出错"),
    ],
)
def test_one_sentence_says_what_the_matter_is(tmp_path: Path, number: int, words: str) -> None:
    disk = FailingDisk(5, lambda: OSError(number, os.strerror(number)))
    with pytest.raises(WorldError, match=words):
        write_package(disk, tmp_path, NAME, FILES, NoProgress())


def test_too_little_space_is_said_before_anything_is_written(tmp_path: Path) -> None:
    class Small(RealDisk):
        def free_bytes(self, folder: Path) -> int:
            return 17_000_000

    assert write_package(Small(), tmp_path, NAME, FILES, NoProgress()).exists()
    with pytest.raises(WorldError, match="空间不够：需要17MB，只剩16MB"):
        write_package(Small(), tmp_path, "另一个", {"大.bin": b"x" * 600_000}, NoProgress())
    assert names(tmp_path) == [NAME]


def test_what_is_read_back_otherwise_is_refused(tmp_path: Path) -> None:
    class Lying(RealDisk):
        def write_file(self, path: Path, content: bytes) -> None:
            super().write_file(path, content.replace(b"PDF", b"PDG"))

    with pytest.raises(WorldError, match="读回来不一样"):
        write_package(Lying(), tmp_path, NAME, FILES, NoProgress())
    assert names(tmp_path) == []


def test_nothing_is_overwritten_whatever_the_case_of_its_name(tmp_path: Path) -> None:
    lay(tmp_path / NAME.replace("青", "青"), {"我的.txt": b"1"})
    (tmp_path / "ABC").mkdir()
    for name in (NAME, "abc"):
        with pytest.raises(UserError, match="没有覆盖"):
            write_package(RealDisk(), tmp_path, name, FILES, NoProgress())
    assert (tmp_path / NAME / "我的.txt").read_bytes() == b"1"


def test_a_target_that_is_not_there_or_no_folder(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("")
    for target in (tmp_path / "没有", tmp_path / "文件"):
        with pytest.raises(UserError, match="找不到"):
            write_package(RealDisk(), target, NAME, FILES, NoProgress())


def test_only_what_the_program_left_itself_is_swept(tmp_path: Path) -> None:
    lay(tmp_path / ".huanjie-0123456789abcdef.part", {"半.pdf": b"1"})
    others = {".huanjie-0123.part", "x.part", ".huanjie-0123456789abcdeg.part"}
    for name in others:
        (tmp_path / name).mkdir()
    outside = lay(tmp_path / "别处", {"重要.txt": b"1"})
    (tmp_path / ".huanjie-fedcba9876543210.part").symlink_to(outside, target_is_directory=True)
    write_package(RealDisk(), tmp_path, NAME, FILES, NoProgress())
    assert set(names(tmp_path)) == {NAME, "别处", ".huanjie-fedcba9876543210.part", *others}
    assert (outside / "重要.txt").exists()
