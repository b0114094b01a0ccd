"""A pipe or a device is refused before it is read: reading it may never end."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.exchange.catalogue_file import read_file
from huanjie_desktop.exchange.spreadsheet import read_book
from huanjie_desktop.services.packages.papers import _read as read_attachment

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes as Linux has them")


@pytest.mark.parametrize(
    ("suffix", "read", "words"),
    [("xlsx", read_book, "不能导入"), ("hjmb", read_file, "不是目录文件"), ("pdf", read_attachment, "不能附上")],
)
def test_a_pipe_is_refused(tmp_path: Path, suffix: str, read: Callable[[Path], object], words: str) -> None:
    pipe = tmp_path / f"管.{suffix}"
    os.mkfifo(pipe)
    with pytest.raises(UserError, match=words):
        read(pipe)
