"""The lines that are broken on purpose stand where the list says, spread over the layers."""

from pathlib import Path

import pytest

from workbench import break_on_purpose
from workbench.break_on_purpose import Break, is_noticed, read_breaks


def test_no_break_is_stale_and_each_changes_something() -> None:
    breaks = read_breaks()
    assert [each for each in breaks if each.find == each.put] == []
    root = break_on_purpose.ROOT
    assert [each for each in breaks for test in each.tests if not (root / test.split("::")[0]).exists()] == []


def test_a_stale_break_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "workbench").mkdir()
    (tmp_path / "a.py").write_text("x = 1\nx = 1\n")
    entry = '[[breaks]]\nfile = "a.py"\nfind = "x = 1"\nput = "x = 2"\ntests = []\n'
    (tmp_path / "workbench" / "breaks.toml").write_text(entry)
    monkeypatch.setattr(break_on_purpose, "ROOT", tmp_path)
    with pytest.raises(ValueError, match=r"a\.py"):
        read_breaks()


def test_a_broken_line_is_noticed_and_put_back(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1\n")
    (tmp_path / "test_a.py").write_text("from a import x\n\n\ndef test_x() -> None:\n    assert x == 1\n")
    broken = Break(file="a.py", find="x = 1", put="x = 2", tests=("test_a.py",))
    assert is_noticed(broken, tmp_path, broken.tests)
    assert (tmp_path / "a.py").read_text() == "x = 1\n"
    assert not is_noticed(None, tmp_path, broken.tests)
