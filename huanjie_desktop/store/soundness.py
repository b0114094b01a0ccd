"""Looks through an open workspace for what must not be: pages, references, the schema, the journal."""

from collections.abc import Iterator
from itertools import islice

from huanjie_desktop.domain.outcome import Finding, Severity
from huanjie_desktop.domain.poll import text_digest
from huanjie_desktop.store import (  # noqa: F401 - the aggregates, because their rows are looked through
    accepted,
    blobs,
    campaigns,
    congresses,
    content,
    migrations,
    own_entries,
    packages,
    people,
    person_parts,
    plans,
    poll_guard,
    polls,
    rosters,
    sessions,
    sheets,
    units,
)
from huanjie_desktop.store.chain import find_breaks
from huanjie_desktop.store.driver import Database
from huanjie_desktop.store.images import list_damaged_images, read_image
from huanjie_desktop.store.keys import page_faults
from huanjie_desktop.store.rows import find_unreadable
from huanjie_desktop.store.tables import COUNTED, TABLES

_MOST = 20


def find_faults(db: Database, encrypted: bool) -> list[Finding]:
    """Return what is wrong with a workspace's structure, in plain words; nothing is repaired."""
    found: list[Finding] = []
    for check in (
        _pages,
        _seals_of_pages if encrypted else _nothing,
        _references,
        _schema,
        _content,
        _values,
        _journal,
        _counts,
        _snapshots,
        _blobs,
    ):
        found += check(db)
    return found


def _error(code: str, text: str) -> Finding:
    return Finding(Severity.ERROR, code, text)


def _noun(table: str) -> str:
    return TABLES[table].noun if table in TABLES else table


def _nothing(_db: Database) -> Iterator[Finding]:
    yield from ()


def _pages(db: Database) -> Iterator[Finding]:
    said = [str(row[0]) for row in db.conn.execute(f"PRAGMA integrity_check({_MOST})")]
    if said != ["ok"]:
        yield _error("pages", f"文件的存储结构有{len(said)}处损坏，请改用最近一份完好的备份。")


def _seals_of_pages(db: Database) -> Iterator[Finding]:
    said = page_faults(db)
    if said:
        yield _error("encryption", f"文件的加密校验有{len(said)}处不符，请改用最近一份完好的备份。")


def _references(db: Database) -> Iterator[Finding]:
    rows = db.conn.execute("PRAGMA foreign_key_check").fetchall()
    tables = sorted({str(row[0]) for row in rows})
    for table in tables:
        count = sum(row[0] == table for row in rows)
        yield _error("reference", f"“{_noun(table)}”有{count}处所指的内容不存在。")


def _schema(db: Database) -> Iterator[Finding]:
    for count, words in zip(migrations.schema_differences(db), ("缺少", "多出"), strict=True):
        if count:
            yield _error("schema", f"数据表的结构{words}{count}处，与本版程序的不同。")


_BROKEN = {
    "changed": "第 {seqs} 号改动记录与记入时不同",
    "missing": "第 {seqs} 号改动记录不见了",
    "extra": "第 {seqs} 号改动记录不是本程序记入的",
    "cut": "第 {seqs} 号起的改动记录不见了",
}


def _content(db: Database) -> Iterator[Finding]:
    for table in content.differing(db):
        yield _error("content", f"“{_noun(table)}”与最后一次保存时对不上，可能被别的程序改动过。")
    foreign = content.foreign_changes(db)
    if foreign:
        yield _error("foreign", f"别的程序改动过这个文件：{foreign}。请核对这些内容，或改用改动以前的备份。")


def _values(db: Database) -> Iterator[Finding]:
    for said in islice(find_unreadable(db), _MOST):
        yield _error("value", said)
    if db.conn.execute("SELECT 1 FROM sheet WHERE NOT json_valid(marks)").fetchone():
        yield _error("value", "有一遍录入的票读不出来，请改用改动以前的备份。")


def _journal(db: Database) -> Iterator[Finding]:
    breaks = find_breaks(db)
    for what, words in _BROKEN.items():
        seqs = [each.seq for each in breaks if each.what == what]
        if seqs:
            text = "、".join(map(str, seqs[:_MOST])) + (" 等" if len(seqs) > _MOST else "")
            yield _error("journal", f"{words.format(seqs=text)}，改动记录有人动过或已损坏。")
    lost = db.conn.execute(
        "SELECT count(*) FROM journal WHERE undoes IS NOT NULL AND undoes NOT IN (SELECT seq FROM journal)"
    ).fetchone()[0]
    if lost:
        yield _error("journal", f"有{lost}次撤销找不到它撤销的改动。")
    damaged = list_damaged_images(db)
    if damaged:
        yield _error("journal", f"改动记录里有{len(damaged)}份内容与记入时不同。")
    needed = "SELECT images FROM journal_row WHERE seq IN (SELECT seq FROM undo_stack)"
    unreadable = sum(not _can_be_read(db, str(row[0])) for row in db.conn.execute(needed))
    if unreadable:
        yield _error("journal", f"改动记录有{unreadable}处读不出来，这些改动撤销不了。")


def _can_be_read(db: Database, images: str) -> bool:
    try:
        read_image(db, images)
    except ValueError:
        return False
    return True


def _snapshots(db: Database) -> Iterator[Finding]:
    """Find snapshots of polls and kept results that are not what was written."""
    for table, column in (("poll", "body"), ("count_result", "totals")):
        rows = db.conn.execute(f'SELECT "{column}", digest FROM "{table}"')
        count = sum(text_digest(text) != digest for text, digest in rows)
        if count:
            yield _error(
                "snapshot", f"“{TABLES[table].noun}”有{count}{TABLES[table].measure}与存入时不同，票数不可信。"
            )


def _counts(db: Database) -> Iterator[Finding]:
    for table in COUNTED:
        for column in TABLES[table].numbers:
            count = int(db.conn.execute(f'SELECT count(*) FROM "{table}" WHERE "{column}" < 0').fetchone()[0])
            if count:
                yield _error("count", f"“{TABLES[table].noun}”有{count}个数小于零。")


def _blobs(db: Database) -> Iterator[Finding]:
    kept = {str(row[0]) for row in db.conn.execute("SELECT digest FROM blob")}
    for table in TABLES.values():
        lost = blobs.named_by(db, table.name) - kept
        if lost:
            yield _error("blob", f"“{table.noun}”有{len(lost)}{table.measure}的内容找不到了，请移除后重新附上。")
    try:
        lost = blobs.named_by_images(db) - kept
    except ValueError:  # it is told of with the journal
        lost = set()
    if lost:
        yield _error("blob", f"改动记录里有{len(lost)}份文件的内容找不到了，撤销后打不开。")
    damaged = blobs.list_damaged(db)
    if damaged:
        yield _error("blob", f"存入的文件有{len(damaged)}份与存入时不同，请移除后重新附上。")
