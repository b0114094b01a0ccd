"""Makes what tests need: a clock that stands still, people, stores."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from huanjie_desktop.catalog.shipped import load_name_tables
from huanjie_desktop.domain.people import Person
from huanjie_desktop.services.people.name_keys import make_name_keys
from huanjie_desktop.store.database import Store
from huanjie_desktop.store.opening import create_store
from huanjie_desktop.store.people import PersonRecord, add_people


@dataclass
class FixedClock:
    """A clock that tells what it was told."""

    moment: datetime = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return self.moment.date()


def new_store(folder: Path, name: str = "青禾县2026年换届.huanjie", key: str | None = None) -> Store:
    """Return an open, empty store."""
    return create_store(folder / name, FixedClock(), key, actor="测试员")


def record(person_id: str, name: str, **fields: Any) -> PersonRecord:
    """Return a person with true name keys."""
    return PersonRecord(Person(id=person_id, name=name, **fields), make_name_keys(name, load_name_tables()))


def fill(store: Store, *names: str) -> list[str]:
    """Add people of these names; return their ids, p0, p1, ..."""
    ids = [f"p{at}" for at in range(len(names))]
    with store.unit_of_work("添加人员") as work:
        add_people(work, [record(id_, name) for id_, name in zip(ids, names, strict=True)])
    return ids
