"""password on the command line."""

import io
import json
from pathlib import Path

import pytest

from huanjie_desktop.__main__ import main
from huanjie_desktop.store import keys

OURS, NEW = "Mima-2026", "Xin-mima-2026"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    path = tmp_path / "青禾县2026年换届.huanjie"
    assert main(["new", str(path), "--county", "青禾县"]) == 0
    return path


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    capsys.readouterr()
    assert main(["password", *arguments]) == code
    out, err = capsys.readouterr()
    return err if code else out


def test_a_password_from_its_setting_to_its_end(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(workspace)
    assert "没有口令" in said(capsys, file)
    assert "HUANJIE_NEW_PASSWORD" in said(capsys, file, "set", code=2)
    monkeypatch.setenv("HUANJIE_NEW_PASSWORD", OURS)
    assert "此前的备份没有口令" in said(capsys, file, "set")
    assert "设有口令" in said(capsys, file, code=2)
    monkeypatch.setenv("HUANJIE_PASSWORD", OURS)
    assert "没有恢复码" in said(capsys, file)
    monkeypatch.setenv("HUANJIE_NEW_PASSWORD", NEW)
    assert "仍用原来的口令" in said(capsys, file, "change")
    assert "口令不对" in said(capsys, file, code=2)
    monkeypatch.setenv("HUANJIE_PASSWORD", NEW)
    monkeypatch.setenv("HUANJIE_NEW_PASSWORD", "Ta-de-mima")
    assert "王副部长" in said(capsys, file, "add", "--name", "王副部长")
    assert json.loads(said(capsys, file, "--json")) == {
        "password": True,
        "code": False,
        "others": ["王副部长"],
        "earlier": False,
    }
    said(capsys, file, "drop", "--name", "王副部长")
    assert "都能打开" in said(capsys, file, "remove")
    monkeypatch.delenv("HUANJIE_PASSWORD")
    assert "没有口令" in said(capsys, file)


def test_a_code_is_believed_when_it_comes_back(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file, code = str(workspace), keys.new_code()
    monkeypatch.setenv("HUANJIE_NEW_PASSWORD", OURS)
    said(capsys, file, "set")
    monkeypatch.setenv("HUANJIE_PASSWORD", OURS)
    monkeypatch.setattr("huanjie_desktop.services.safekeeping.protection.keys.new_code", lambda: code)
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    assert "没有启用" in said(capsys, file, "code", code=2)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{code.lower()}\n"))
    assert code in said(capsys, file, "code")
    monkeypatch.setenv("HUANJIE_PASSWORD", code)
    assert "有恢复码。" in said(capsys, file)
