"""The printed form beside the fields follows what is typed."""

from pytestqt.qtbot import QtBot

from huanjie_desktop.qt.pages.rosters import RostersPage
from huanjie_desktop.qt.pages.rosters.person_editor import PersonEditor
from tests.qt.keys import retype
from tests.qt.person_editor.opened import field, wait_for


def test_the_printed_form_follows_what_is_typed_within_a_tenth_of_a_second(
    qtbot: QtBot, page: RostersPage, editor: PersonEditor
) -> None:
    took: list[float] = []
    editor.preview.drawn.connect(took.append)
    editor.preview.show_leaf(0)
    qtbot.waitUntil(lambda: bool(took))
    before = editor.preview._sheet.image
    took.clear()
    retype(qtbot, field(editor, "current_post"), "mayor")
    qtbot.waitUntil(lambda: bool(took) and not editor.preview.busy)
    assert editor.preview._sheet.image != before
    assert min(took) < 0.1
    assert editor.is_typed  # not written for that


def test_a_form_drawn_for_another_person_is_dropped(qtbot: QtBot, page: RostersPage, editor: PersonEditor) -> None:
    qtbot.waitUntil(lambda: not editor.preview.busy)
    assert editor._shown is not None
    form, base = editor._shown.form, editor._shown.base
    page.whole.step(1)
    wait_for(qtbot, page, 1)
    qtbot.waitUntil(lambda: not editor.preview.busy)
    image = editor.preview._sheet.image
    from huanjie_desktop.services.shown.person_form import draw_leaf

    editor.preview._on_drawn((form, base), draw_leaf(form, base, 0, 50, four=True), 0.0)
    assert editor.preview._sheet.image is image
