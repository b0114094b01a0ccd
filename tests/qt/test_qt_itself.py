"""The installed Qt binding itself: what would end a window that is open all day."""

import sys

import pytest
from PySide6.QtWidgets import QApplication

CALLS = 500


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
@pytest.mark.slow
def test_calls_without_a_result_keep_the_references_to_none(qapp: QApplication) -> None:
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        qapp.processEvents()
    assert abs(sys.getrefcount(None) - before) < CALLS // 2
