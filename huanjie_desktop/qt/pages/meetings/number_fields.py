"""The numbers of a congress in a form: those that its kind has, in its words (第 12 次; 第 18 届, 第 1 次会议)."""

from collections.abc import Mapping
from typing import Any

from huanjie_desktop.catalog.specs import CongressKindSpec
from huanjie_desktop.qt.widgets.record_form import RecordForm
from huanjie_desktop.services.shown.fields import NUMBER_TITLES


def show_numbers(form: RecordForm, kind: CongressKindSpec) -> None:
    """Show in a form that has NUMBERS those of a kind, in its words."""
    numbers = {number.field: number for number in kind.numbers}
    for name in NUMBER_TITLES:
        number = next((each for field, each in numbers.items() if field == name), None)
        form.set_shown(name, number is not None)
        if number is not None:
            form.set_affixes(name, number.before, number.after)


def numbers_in(form: RecordForm, kind: CongressKindSpec) -> Mapping[str, Any]:
    """Return what a form's numbers mean: None for one that cannot be read, 0 for one that the kind does not have."""
    had = {number.field for number in kind.numbers}
    return {name: form.value(name) if name in had else 0 for name in NUMBER_TITLES}
