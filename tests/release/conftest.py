"""The release that is tried, and the systems; each is skipped with a word where it cannot be had."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.release.systems import HOME, SCREENS, Clerk, own, screen, system
from workbench.release_root import ReleaseError, find_lacking

Sit = Callable[..., AbstractContextManager[Clerk]]


@pytest.fixture(scope="session")
def made() -> Path:
    """The folder that dev.py release made."""
    named = os.environ.get("HUANJIE_RELEASE")
    if not named:
        pytest.skip("dev.py release has not made a release for this run")
    lacking = [*find_lacking(os.environ), *(tool for tool in ("Xvfb", "xdotool") if not shutil.which(tool))]
    if lacking:
        pytest.skip(f"not here: {'; '.join(lacking)}")
    return Path(named)


@pytest.fixture(scope="session")
def display(made: Path) -> Iterator[str]:
    with screen() as number:
        yield number


@pytest.fixture
def sit(made: Path, display: str, tmp_path: Path) -> Sit:
    """Sit down at a clean system with the program's folder at a place, and a home of one's own."""

    @contextmanager
    def sit_down(suite: str, place: str = "") -> Iterator[Clerk]:
        try:
            root = system(suite)
        except ReleaseError as error:
            pytest.skip(f"{suite} is not to be had: {str(error).splitlines()[-1]}")
        home = tmp_path / f"home-{suite}"
        home.mkdir(exist_ok=True)
        own(home)
        binds = {home: HOME, SCREENS: str(SCREENS), **({made / "huanjie-desktop": place} if place else {})}
        with root.scratch(binds) as scratch:
            yield Clerk(scratch, display)

    return sit_down
