"""What every test stands on: no screen, and no network."""

import os
from collections.abc import Iterator

import pytest

from huanjie_desktop.surroundings import stay_local
from tests import sockets

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
stay_local(os.environ)
sockets.watch()


@pytest.fixture(autouse=True)
def _no_socket_was_opened() -> Iterator[None]:
    sockets.opened.clear()
    yield
    assert sockets.opened == []
