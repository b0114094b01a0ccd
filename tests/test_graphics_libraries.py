"""OpenGL's libraries are lent where the system has none, in an order in which they load."""

from pathlib import Path

import pytest

from huanjie_desktop.graphics_libraries import LENT, lend_missing


class Loader:
    """A system that has some libraries; what is loaded by its path is there from then on."""

    def __init__(self, *there: str) -> None:
        self.there, self.by_path = set(there), list[str]()

    def __call__(self, name: str) -> None:
        if "/" in name:
            self.by_path.append(name)
            self.there.add(Path(name).name)
        elif name not in self.there:
            raise OSError(f"{name}: cannot open shared object file")


@pytest.fixture
def program(tmp_path: Path) -> Path:
    (tmp_path / LENT).mkdir()
    return tmp_path


def test_a_desktop_with_its_own_is_lent_nothing(program: Path) -> None:
    loader = Loader("libEGL.so.1", "libGL.so.1")
    assert lend_missing(program, loader) == []
    assert loader.by_path == []


def test_a_desktop_without_any_is_lent_all_in_order(program: Path) -> None:
    loader = Loader()
    names = ["libGLdispatch.so.0", "libGLX.so.0", "libEGL.so.1", "libGL.so.1"]
    assert lend_missing(program, loader) == names
    assert loader.by_path == [str(program / LENT / name) for name in names]


def test_only_what_is_missing_is_lent(program: Path) -> None:
    assert lend_missing(program, Loader("libGL.so.1", "libGLX.so.0", "libGLdispatch.so.0")) == ["libEGL.so.1"]


def test_the_source_tree_has_nothing_to_lend(tmp_path: Path) -> None:
    assert lend_missing(tmp_path, Loader()) == []
