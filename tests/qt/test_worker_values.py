"""What the worker gets is values: no work handed to it reads or writes a widget, and its answer comes by `done`."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

import huanjie_desktop.qt
from huanjie_desktop.qt.tasks import Tasks
from tests.qt.conftest import widgets_held

SOURCES = Path(huanjie_desktop.qt.__file__).parent
WORK_OF = {  # who hands work to the worker -> which of its arguments that is
    "run": (1,),
    "_run": (1,),
    "ask": (1,),
    "run_change": (1,),
    "_open": (1,),
    "_write": (1,),
    "_open_file": (3,),
    "Tasks": (0,),
}
NAMES = {"work", "render", "save", "opener"}  # so they are called when handed over by name
Function = ast.Lambda | ast.FunctionDef


def faults_of(source: str) -> list[str]:
    """Return what is wrong with the work that a source hands to the worker, as `line: why`."""
    tree = ast.parse(source)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    found: set[str] = set()
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        keyed = [each.value for each in call.keywords if each.arg in NAMES]
        if name not in WORK_OF:
            continue
        for work in [*(call.args[at] for at in WORK_OF[name] if at < len(call.args)), *keyed]:
            found |= {f"{call.lineno}: {why}" for why in _faults_of_work(work, call, parents)}
    return sorted(found)


def _faults_of_work(work: ast.expr, call: ast.AST, parents: dict[ast.AST, ast.AST]) -> Iterator[str]:
    if isinstance(work, ast.Lambda):
        yield from _faults_of_body(work, call, parents)
    elif isinstance(work, ast.Name):
        for node in (node for scope in _scopes(call, parents) for node in ast.walk(scope)):
            is_method = isinstance(parents.get(node), ast.ClassDef)  # which a bare name never is
            if isinstance(node, ast.FunctionDef) and node.name == work.id and not is_method:
                yield from _faults_of_body(node, call, parents)
            elif isinstance(node, ast.Assign) and any(getattr(each, "id", "") == work.id for each in node.targets):
                yield from _faults_of_work(node.value, call, parents)
    elif isinstance(work, ast.Attribute) and _root(work) == "self":
        yield f"a method of the widget ({work.attr})"
    elif isinstance(work, ast.Call) and getattr(work.func, "id", "") == "partial":
        if any(isinstance(node, ast.Name) and node.id == "self" for node in ast.walk(work)):
            yield "a widget in a partial"
    else:  # one of several: acts[how]
        inner = [work.value] if isinstance(work, ast.Subscript) else work.values if isinstance(work, ast.Dict) else []
        for each in inner:
            yield from _faults_of_work(each, call, parents)


def _faults_of_body(function: Function, call: ast.AST, parents: dict[ast.AST, ast.AST]) -> Iterator[str]:
    own = {each.arg for each in [*function.args.args, *function.args.kwonlyargs]}
    nodes = [node for part in _body(function) for node in ast.walk(part)]
    own |= {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    widgets = _widgets_around(call, parents)
    for node in nodes:
        if isinstance(node, ast.Nonlocal | ast.Global):
            yield "writes a variable of the window's"
        elif isinstance(node, ast.Name) and node.id == "self":
            yield "reads the widget"
        elif isinstance(node, ast.Name) and node.id in widgets - own:
            yield f"reads a dialog or a widget ({node.id})"
        elif _is_written(node) and _root(node) not in {"self", *own}:
            yield f"writes into {_root(node)}, which is the window's"


def _is_written(node: ast.AST) -> TypeGuard[ast.Attribute | ast.Subscript]:
    return isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store)


def _body(function: Function) -> list[ast.AST]:
    return [function.body] if isinstance(function, ast.Lambda) else list(function.body)


def _scopes(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> Iterator[ast.AST]:
    """Return the function around a node: only what is made there may hold widgets."""
    while node in parents:
        node = parents[node]
        if isinstance(node, ast.FunctionDef):
            yield node


def _widgets_around(call: ast.AST, parents: dict[ast.AST, ast.AST]) -> set[str]:
    """Return the names in the functions around that stand for dialogs and widgets."""
    names: set[str] = set()
    for scope in _scopes(call, parents):
        assert isinstance(scope, ast.FunctionDef)
        for argument in scope.args.args:
            kind = ast.unparse(argument.annotation) if argument.annotation is not None else ""
            if any(word in kind for word in ("Dialog", "QWidget", "QObject", "Page")):
                names.add(argument.arg)
        for node in ast.walk(scope):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                made = ast.unparse(node.value.func).rpartition(".")[2]
                if made.endswith(("Dialog", "Edit", "Box", "Panel", "Tab", "Page", "Model")):
                    names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return names


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


@pytest.mark.parametrize("file", sorted(SOURCES.rglob("*.py")), ids=lambda file: file.relative_to(SOURCES).as_posix())
def test_the_worker_gets_values(file: Path) -> None:
    faults = faults_of(file.read_text("utf-8"))
    assert [fault for fault in faults if file.name != "tasks.py"] == []


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("self.tasks.run('试', lambda w, p: set_name(w, self.edit.text()))", "reads the widget"),
        ("def work(w, p):\n        self._kept = 1\n    self.tasks.run('试', work)", "reads the widget"),
        ("self._run('试', self._write)", "a method of the widget (_write)"),
        (
            "dialog = NameDialog(self)\n    self._run('试', lambda w: make(w, dialog.text))",
            "reads a dialog or a widget (dialog)",
        ),
        (
            "dialog = NameDialog(self)\n    acts = {'a': lambda w: make(w, dialog.text)}\n    self._run('试', acts['a'])",
            "reads a dialog or a widget (dialog)",
        ),
        (
            "seen = []\n    def work(w, p):\n        seen[0] = 1\n    self.tasks.run('试', work)",
            "writes into seen, which is the window's",
        ),
        (
            "last = 0\n    def work(w, p):\n        nonlocal last\n    self.tasks.run('试', work)",
            "writes a variable of the window's",
        ),
        ("self._run('试', partial(write, self))", "a widget in a partial"),
        ("self._write('打印', lambda w, p: self.draw(w))", "reads the widget"),
    ],
)
def test_the_rule_sees_what_it_is_for(body: str, why: str) -> None:
    source = f"def act(self):\n    {body}\n"
    assert [fault.partition(": ")[2] for fault in faults_of(source)] == [why]


def test_the_rule_lets_values_pass() -> None:
    source = "def act(self):\n    name = self.edit.text()\n    self.tasks.run('试', lambda w, p: set_name(w, name), self._on_set)\n"
    assert faults_of(source) == []


def test_work_that_holds_a_widget_is_refused_in_every_window_test(qtbot: QtBot, tasks: Tasks) -> None:
    edit, name = QLineEdit(), "青禾县"
    qtbot.addWidget(edit)
    assert widgets_held(lambda _w, _p: name) == []
    assert widgets_held(lambda _w, _p: edit.text()) == ["edit"]
    with pytest.raises(AssertionError, match="edit"):
        tasks.run("试", lambda _w, _p: edit.text())

    def inner() -> str:
        return edit.text()

    assert widgets_held(lambda _w, _p: inner()) == ["inner: edit"]
