"""某日名单: who was on a roster at the end of a day, by the journal, and who came and went since."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.services.people.rosters import get_roster
from huanjie_desktop.services.safekeeping.history import RESCUED, RESTORED
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store.journal import begun
from huanjie_desktop.store.past_rows import last_labelled, rows_at


@dataclass(frozen=True)
class PastMember:
    """Somebody who was on the roster: the name, unit and post as they were then, and whether he is on it now."""

    person_id: str
    name: str
    unit: str
    post: str
    group: str
    still: bool


@dataclass(frozen=True)
class PastRoster:
    """A roster as it was: its people in order, and the names of those who came since. `doubt` says what makes it uncertain."""

    name: str
    day: date
    members: Sequence[PastMember]
    joined: Sequence[str]
    doubt: str = ""

    @property
    def words(self) -> str:
        """Return what became of it since, in a sentence."""
        left = [each.name for each in self.members if not each.still]
        said = [f"{self.day:%Y.%m.%d}名册上有{len(self.members)}人"]
        said += [f"后来移出{len(left)}人：{'、'.join(left)}"] * bool(left)
        said += [f"后来加入{len(self.joined)}人：{'、'.join(self.joined)}"] * bool(self.joined)
        return "；".join(said) + ("。" if left or self.joined else "，与现在相同。")


def roster_at(workspace: Workspace, roster_id: str, day: date) -> PastRoster:
    """Return who was on a roster at the end of a day; UserError where that was before the journal or is not over yet."""
    roster, db = get_roster(workspace, roster_id), workspace.store.db
    now = workspace.clock.now().astimezone()
    moment = datetime.combine(day, time(23, 59, 59), now.tzinfo)
    first = begun(db)
    if day > now.date():
        raise UserError(f"{day:%Y.%m.%d}还没有到。", "请填写今天或以前的日期。")
    if first is None or moment < first:
        since = f"（{first.astimezone():%Y.%m.%d}）" if first is not None else ""
        raise UserError(
            f"{day:%Y.%m.%d}还没有这份工作文件，不知道当时的名单。", f"请填写建立工作文件{since}以后的日期。"
        )
    try:
        entries, people = (rows_at(db, table, moment) for table in ("roster_entry", "person"))
    except ValueError as error:
        raise UserError("改动记录有损坏，推不出当时的名单。", "请在“设置”里检查数据。") from error
    then = sorted(_of(entries.values(), roster_id), key=lambda row: row["position"])
    now_on = {row["person_id"]: row for row in db.query("SELECT * FROM roster_entry WHERE roster_id = ?", (roster_id,))}
    were = {row["person_id"] for row in then}
    members = [_member(row, people.get(str(row["person_id"]), {}), row["person_id"] in now_on) for row in then]
    names = dict(db.conn.execute("SELECT id, name FROM person").fetchall())
    joined = [
        names[id_] for id_, _row in sorted(now_on.items(), key=lambda pair: pair[1]["position"]) if id_ not in were
    ]
    restored = last_labelled(db, (RESTORED, RESCUED), moment)
    doubt = f"{restored[1][:10].replace('-', '.')}恢复过备份，那以前的名单可能与当时不同。" if restored else ""
    return PastRoster(roster.name, day, members, joined, doubt)


def _of(rows: Iterable[Mapping[str, Any]], roster_id: str) -> list[Mapping[str, Any]]:
    return [row for row in rows if row.get("roster_id") == roster_id]


def _member(entry: Mapping[str, Any], person: Mapping[str, Any], still: bool) -> PastMember:
    unit, post = str(person.get("unit", "")), str(person.get("current_post", ""))
    return PastMember(entry["person_id"], str(person.get("name", "")), unit, post, entry["group_name"], still)
