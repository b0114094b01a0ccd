"""Errors carry one sentence; a ChangeSet says what it touched."""

import errno
import os
from pathlib import Path

import pytest

import huanjie_desktop
from huanjie_desktop.domain.errors import Cancelled, HuanjieError, UserError, WorldError, os_reason
from huanjie_desktop.domain.outcome import ChangeSet, Finding, Severity


@pytest.mark.parametrize("kind", [UserError, WorldError])
def test_an_error_reads_as_its_text_and_advice(kind: type[HuanjieError]) -> None:
    error = kind("文件已被占用。", "请关闭后重试。")
    assert (error.text, error.advice, str(error)) == (
        "文件已被占用。",
        "请关闭后重试。",
        "文件已被占用。请关闭后重试。",
    )
    assert isinstance(error, HuanjieError)


def test_cancelled_says_that_nothing_changed() -> None:
    assert str(Cancelled()) == "已取消，未作任何改动。"
    assert not isinstance(Cancelled(), UserError | WorldError)


def test_touches() -> None:
    change = ChangeSet("导入名册", 3, {"person": frozenset({"p1"}), "roster": frozenset()})
    assert change.touches("person")
    assert change.touches("roster", "person")
    assert not change.touches("roster", "session")
    assert not ChangeSet("无", 0).touches("person")


def test_severity_is_its_word() -> None:
    assert f"{Finding(Severity.HINT, 'x', '提示').severity}" == "hint"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOENT, "找不到"),
        (errno.EEXIST, "已有同名的文件"),
        (errno.EACCES, "没有权限"),
        (errno.EISDIR, "是文件夹"),
        (errno.ENOSPC, "磁盘已满"),
        (errno.EPIPE, f"系统错误{errno.EPIPE}"),
    ],
)
def test_what_the_system_says_is_said_in_chinese(number: int, said: str) -> None:
    assert os_reason(OSError(number, os.strerror(number))) == said


def test_a_reason_in_chinese_stays_and_none_is_said_to_be_none() -> None:
    assert os_reason(OSError(errno.EIO, "日志未能合上")) == "日志未能合上"
    assert os_reason(OSError()) == "原因不明"


def test_no_sentence_takes_the_words_of_the_system_as_they_are() -> None:
    package = Path(huanjie_desktop.__file__).parent
    using = [
        file for file in package.rglob("*.py") if ".strerror" in file.read_text("utf-8").replace("os.strerror", "")
    ]
    assert [file.relative_to(package).as_posix() for file in using] == ["domain/errors.py"]
