"""Contents stand beside the rows that name them: held once, out of the journal, swept when nothing needs them."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from huanjie_desktop.domain.meeting import Congress
from huanjie_desktop.domain.packages import PackagePaper
from huanjie_desktop.store import blobs, driver, packages
from huanjie_desktop.store.congresses import add_congress
from huanjie_desktop.store.copies import opened_copy
from huanjie_desktop.store.database import Store
from huanjie_desktop.store.images import values_by_id
from huanjie_desktop.store.opening import open_store
from huanjie_desktop.store.soundness import find_faults
from tests.builders import FixedClock, fill, new_store
from tests.old_workspaces import FOLDER

CONTENT, OTHER = b"%PDF-1.4 \x00\xff", b"\xff\xd8 picture"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = new_store(tmp_path)
    with made.unit_of_work("新建会议") as work:
        add_congress(work, Congress("c", "county-party", "青禾县", 12))
    yield made
    made.close()


def attach(store: Store, paper_id: str, content: bytes) -> str:
    with store.unit_of_work("附上") as work:
        digest = blobs.put(work, content)
        packages.add_paper(work, PackagePaper(paper_id, "c", "请示", f"{paper_id}.pdf", len(content), digest))
    return digest


def remove(store: Store, *ids: str) -> None:
    with store.unit_of_work("移除附件") as work:
        packages.remove_papers(work, ids)


def kept(store: Store) -> set[str]:
    return {row[0] for row in store.db.conn.execute("SELECT digest FROM blob")}


def faults(store: Store) -> list[str]:
    return [each.text for each in find_faults(store.db, encrypted=False)]


def test_a_content_is_read_as_it_was_put_and_held_once(store: Store) -> None:
    digest = attach(store, "a", CONTENT)
    assert attach(store, "b", CONTENT) == digest == blobs.digest_of(CONTENT)
    assert blobs.read(store.db, digest) == CONTENT
    assert store.db.conn.execute("SELECT size FROM blob").fetchall() == [(len(CONTENT),)]
    assert blobs.read(store.db, "0" * 64) is None
    assert faults(store) == []


def test_the_journal_has_the_digest_alone(store: Store) -> None:
    digest = attach(store, "a", CONTENT * 1000)
    remove(store, "a")
    images = [row[0] for row in store.db.conn.execute("SELECT images FROM journal_row WHERE action = 'delete'")]
    assert [row["digest"] for _, row in values_by_id(json.loads(images[0]))] == [digest]
    assert len(images[0]) < 500


def test_a_change_that_fails_leaves_no_content(store: Store) -> None:
    def fail() -> None:
        with store.unit_of_work("附上") as work:
            blobs.put(work, CONTENT)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert kept(store) == set()


def test_what_undo_or_redo_would_bring_back_outlives_the_sweep(store: Store) -> None:
    digest = attach(store, "a", CONTENT)
    remove(store, "a")
    store.back_up("手动")
    store.undo()
    assert [each.digest for each in packages.list_papers(store, "c")] == [digest]
    assert blobs.read(store.db, digest) == CONTENT
    store.undo()
    store.back_up("手动")
    assert packages.list_papers(store, "c") == []
    store.redo()
    assert blobs.read(store.db, digest) == CONTENT
    assert faults(store) == []


def test_what_an_update_remembers_outlives_the_sweep(store: Store) -> None:
    first = attach(store, "a", CONTENT)
    with store.unit_of_work("换附件") as work:
        second = blobs.put(work, OTHER)
        work.update("package_paper", "a", {"digest": second, "size": len(OTHER)})
    store.back_up("手动")
    store.undo()
    assert kept(store) == {first, second}
    assert blobs.read(store.db, first) == CONTENT


def test_what_nothing_can_bring_back_is_swept_at_the_next_backup(store: Store) -> None:
    attach(store, "a", CONTENT)
    used = attach(store, "b", OTHER)
    store.undo()
    store.undo()
    store.redo()  # the first is back, the second can still come
    assert len(kept(store)) == 2
    fill(store, "林木")  # now it cannot
    copy = store.back_up("手动")
    assert kept(store) == {blobs.digest_of(CONTENT)}
    assert used not in kept(store)
    with opened_copy(copy, None) as copied:
        assert [row[0] for row in copied.conn.execute("SELECT digest FROM blob")] == [blobs.digest_of(CONTENT)]
    assert store.covered
    assert [entry.label for entry in store.history(1)] == ["添加人员"]


def test_a_swept_content_is_gone_from_the_files_bytes(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    with store.unit_of_work("附上") as work:
        blobs.put(work, b"no row names this content")
    assert b"no row names this content" in store.path.read_bytes()
    store.back_up("手动")
    assert b"no row names this content" not in store.path.read_bytes()
    store.close()


def test_a_check_finds_contents_that_are_gone_or_changed(store: Store) -> None:
    digest = attach(store, "a", CONTENT)
    store.db.conn.execute("UPDATE blob SET content = x'00'")
    assert faults(store) == ["存入的文件有1份与存入时不同，请移除后重新附上。"]
    assert blobs.read(store.db, digest) is None
    remove(store, "a")
    attach(store, "b", CONTENT)
    assert blobs.read(store.db, digest) == CONTENT
    assert faults(store) == []
    store.db.conn.execute("UPDATE blob SET size = 1")
    assert len(faults(store)) == 1
    store.db.conn.execute("DELETE FROM blob")
    assert faults(store) == [
        "“上报附件”有1份的内容找不到了，请移除后重新附上。",
        "改动记录里有1份文件的内容找不到了，撤销后打不开。",
    ]


def test_papers_of_the_second_schema_move_with_their_contents(tmp_path: Path) -> None:
    path = shutil.copyfile(FOLDER / "schema_2_packages.huanjie", tmp_path / "old.huanjie")
    old = driver.connect(str(path), None)
    papers = old.conn.execute("SELECT congress_id, digest, content FROM package_paper").fetchall()
    old.conn.execute(
        "INSERT INTO package_paper SELECT 'x', congress_id, entry, name, 3, 'wrong', '?', 9 FROM package_paper"
    )
    old.conn.close()
    assert papers
    store = open_store(path, FixedClock())
    for congress_id, digest, _ in papers:
        assert digest in [each.digest for each in packages.list_papers(store, congress_id)]
        assert blobs.read(store.db, digest) is not None
    assert faults(store) == ["存入的文件有1份与存入时不同，请移除后重新附上。"]  # damaged before, and told
    assert store.db.conn.execute("SELECT content FROM blob WHERE digest = 'wrong'").fetchall() == [(b"?",)]
    store.close()
