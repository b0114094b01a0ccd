"""A record form on a bench, alone and with fields that are asked for together."""

import pytest
from pytestqt.qtbot import QtBot

from huanjie_desktop.qt.widgets.record_form import RecordForm
from tests.qt.record_form.bench import ONE, SPECS, Bench, fronted


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    bench = fronted(qtbot, RecordForm(SPECS))
    bench.form.show_record("one", ONE)
    return bench


@pytest.fixture
def sheet(qtbot: QtBot) -> Bench:
    bench = fronted(qtbot, RecordForm(SPECS, together=True))
    bench.form.show_record("one", ONE)
    return bench
