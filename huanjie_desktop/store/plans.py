"""What is kept of the plans in the store: how steps stand, and what is chosen for each congress's plan."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from huanjie_desktop.domain.schedule.kept import KeptStep, PlanChoice, PlanVersion
from huanjie_desktop.store.database import Store
from huanjie_desktop.store.rows import RowMap
from huanjie_desktop.store.settings import list_settings, write_setting
from huanjie_desktop.store.unit_of_work import UnitOfWork

_STEP = RowMap(KeptStep, "plan_step")
_CHOICE = RowMap(PlanChoice, "plan_choice")
_VERSION = "plan_version:"  # a setting for each 方案, its text is JSON


def list_steps(store: Store) -> list[KeptStep]:
    """Return what is kept of the steps of all congresses."""
    return _STEP.select(store.db, "ORDER BY congress_id, rowid")


def list_choices(store: Store) -> list[PlanChoice]:
    """Return what is chosen for all congresses' plans."""
    return _CHOICE.select(store.db, "ORDER BY rowid")


def put_steps(work: UnitOfWork, steps: Iterable[KeptStep], known: Iterable[str]) -> None:
    """Keep steps, those whose ids are `known` in their places; one of which nothing is said is forgotten."""
    there = set(known)
    every = list(steps)
    work.delete("plan_step", [each.id for each in every if each.says_nothing and each.id in there])
    changed = {each.id: _changes(each) for each in every if not each.says_nothing and each.id in there}
    work.update_many("plan_step", changed)
    work.insert("plan_step", [_STEP.row(each) for each in every if not each.says_nothing and each.id not in there])


def put_choice(work: UnitOfWork, choice: PlanChoice, known: bool) -> None:
    """Keep what is chosen for a congress's plan."""
    if known:
        work.update("plan_choice", choice.id, _CHOICE.encode({"preset": choice.preset, "helper": choice.helper}))
    else:
        work.insert("plan_choice", [_CHOICE.row(choice)])


def list_versions(store: Store) -> list[PlanVersion]:
    """Return the plans kept under names, the newest first; one that cannot be read is left out."""
    found = []
    for name, text in list_settings(store).items():
        if name.startswith(_VERSION):
            try:
                found.append(msgspec.json.decode(text, type=PlanVersion))
            except msgspec.DecodeError:  # of a later program
                continue
    return sorted(found, key=lambda version: version.saved)[::-1]


def put_version(work: UnitOfWork, store: Store, version: PlanVersion) -> None:
    """Keep a plan under its name."""
    write_setting(work, store, _VERSION + version.id, msgspec.json.encode(version).decode())


def remove_version(work: UnitOfWork, version_id: str) -> None:
    """Forget a plan kept under a name."""
    work.delete("setting", [_VERSION + version_id])


def remove_of_congress(work: UnitOfWork, store: Store, congress_id: str) -> None:
    """Forget the plan of a congress."""
    work.delete("plan_step", [each.id for each in list_steps(store) if each.congress_id == congress_id])
    work.delete("plan_choice", [each.id for each in list_choices(store) if each.congress_id == congress_id])


def _changes(step: KeptStep) -> Mapping[str, Any]:
    return {name: value for name, value in _STEP.row(step).items() if name not in ("id", "congress_id", "step")}
