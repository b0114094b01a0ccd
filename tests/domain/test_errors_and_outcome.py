"""Errors carry one sentence; a ChangeSet says what it touched."""

import pytest

from huanjie_desktop.domain.errors import Cancelled, HuanjieError, UserError, WorldError
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
