"""What is committed says nothing of a machine: no absolute paths, no addresses of package registries."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PLACES = ("*.py", "*.md", "*.toml", "*.txt", "*.spec", ".ci/run", ".gitignore")
FOLDERS = ("benchmarks", "db", "docs", "huanjie_desktop", "resources", "tests", "workbench")
TEXTS = {".py", ".md", ".toml", ".txt", ".sql", ".qss", ".svg", ".json", ".csv", ".spec"}
MACHINE_PATH = re.compile(r"""(?:^|[\s"'(=`])/(?:work|farm|root|tmp|home|Users|opt/pypi)/""", re.MULTILINE)
REGISTRY = re.compile(r"https?://\S*(?:pypi|pythonhosted|npmjs|debian\.org|ubuntu\.com|mirror)", re.IGNORECASE)


def texts() -> Iterator[Path]:
    """Return the files that people write, and what is generated into the repository."""
    for pattern in PLACES:
        yield from ROOT.glob(pattern)
    for folder in FOLDERS:
        yield from (path for path in (ROOT / folder).rglob("*") if path.suffix in TEXTS and path.is_file())


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("cd /" + "work/main", True), ("x = '/" + "home/li/a'", True), ("docs/" + "work/a", False), ("a / tmp", False)],
)
def test_paths_of_a_machine_are_recognised(text: str, wrong: bool) -> None:
    assert bool(MACHINE_PATH.search(text)) is wrong


def test_no_file_names_a_machine_or_a_registry() -> None:
    files = sorted(set(texts()))
    assert len(files) > 100
    found = [
        f"{path.relative_to(ROOT)}: {match.group()!r}"
        for path in files
        for pattern in (MACHINE_PATH, REGISTRY)
        for match in pattern.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []
