"""The collector is still inside and as it was outside."""

import gc

import pytest

from huanjie_desktop.domain.bulk import uncollected


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_is_put_back_as_it_was(on: bool) -> None:
    was_on = gc.isenabled()
    (gc.enable if on else gc.disable)()
    try:
        with uncollected():
            assert not gc.isenabled()
        assert gc.isenabled() is on
    finally:
        (gc.enable if was_on else gc.disable)()
