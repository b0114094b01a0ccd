"""Every change of the program goes through one gate and names the right that it needs; read off the source."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from huanjie_desktop.domain.rights import Right
from tests.services.workspaces import workspace_in

SOURCE = Path(__file__).resolve().parent.parent / "huanjie_desktop"
GATE = SOURCE / "services" / "workspace.py"
BEHIND = ("unit_of_work",)  # what only the gate may call; undo and redo are told apart by their owner


def calls(name: str) -> Iterator[tuple[Path, ast.Call]]:
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == name:
                yield path, node


def test_only_the_gate_opens_units_of_work() -> None:
    found = {path for name in BEHIND for path, _ in calls(name)}
    assert found == {GATE}


@pytest.mark.parametrize("name", ["undo", "redo"])
def test_only_the_gate_takes_changes_back(name: str) -> None:
    found = [path for path, call in calls(name) if ast.unparse(call.func).endswith(f"store.{name}")]
    assert found == [GATE]


def test_every_change_names_its_right() -> None:
    changes = [(path, call) for path, call in calls("change") if ast.unparse(call.func) == "workspace.change"]
    assert len(changes) > 60
    named = {f"Right.{right.name}" for right in Right}
    wrong = [
        f"{path.name}:{call.lineno}"
        for path, call in changes
        if len(call.args) < 2 or ast.unparse(call.args[1]) not in named
    ]
    assert wrong == []


def test_a_change_without_a_right_is_refused(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        with pytest.raises(TypeError), workspace.change("改动", "people"):  # type: ignore[arg-type]
            pass
        assert workspace.store.undo_label == "新建工作文件"
