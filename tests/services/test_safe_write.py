"""Files for the user are whole or not there."""

from pathlib import Path

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
