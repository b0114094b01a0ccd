"""What a kind of congress calls things stands in its file: no word of one kind's own is left in the code that serves all."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "huanjie_desktop"
WORDS = ("代表", "主席团", "团长", "召集人", "党代", "党委", "笔画为序", "界别")
# the catalogue's own code, the demo county's papers, the sample of a ballot, tables of older files, and what reads the words
# that offices write into their own spreadsheets
BESIDE = (
    "catalog/",
    "services/demo/",
    "services/printing/sheet_printing.py",
    "store/tables.py",
    "exchange/column_content.py",
    "exchange/head_words.py",
    "exchange/row_words.py",
    "domain/written_names.py",
    "domain/posts.py",
)


def said(source: str) -> Iterator[str]:
    """Return the strings of a module that users may see: all but its docstrings."""
    tree = ast.parse(source)
    told = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
            first = node.body[0]
            assert isinstance(first, ast.Expr)
            told.add(id(first.value))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def served() -> list[Path]:
    every = sorted(SOURCE.rglob("*.py"))
    return [path for path in every if not path.relative_to(SOURCE).as_posix().startswith(BESIDE)]


def test_words_are_found_in_strings_and_not_in_docstrings() -> None:
    source = '"""代表大会."""\nname = f"全部{group}代表团"\n\ndef run() -> None:\n    """主席团."""\n'
    assert [text for text in said(source) if any(word in text for word in WORDS)] == ["代表团"]


def test_what_is_looked_through_is_there() -> None:
    names = {path.relative_to(SOURCE).as_posix() for path in served()}
    assert {"services/meetings/participants.py", "documents/compose/names.py", "qt/pages/meetings/people.py"} <= names
    assert all((SOURCE / name).exists() for name in BESIDE)


@pytest.mark.parametrize("path", served(), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_no_kinds_own_word_stands_in_the_code(path: Path) -> None:
    texts = said(path.read_text(encoding="utf-8"))
    assert [text for text in texts if any(word in text for word in WORDS)] == []
