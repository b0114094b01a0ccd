"""Random people go out as lrmx and come back equal; random forms come in and go out to the byte."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.domain.approval import Proposal, Relative
from huanjie_desktop.domain.people import Person
from huanjie_desktop.exchange.lrmx.elements import RESUME
from huanjie_desktop.exchange.lrmx.reading import read_lrmx
from huanjie_desktop.exchange.lrmx.writing import edit_lrmx, new_lrmx
from huanjie_desktop.services.people import people as people_cases
from huanjie_desktop.services.people.form_export import form_of
from huanjie_desktop.services.people.form_texts import (
    fields_of_elements,
    person_of,
    read_sources,
    relative_texts,
    texts_of,
    written,
)
from huanjie_desktop.services.people.import_request import ImportRequest
from huanjie_desktop.services.people.importing import commit_import, prepare_import
from huanjie_desktop.services.workspace import Workspace, create_workspace
from tests.builders import FixedClock
from tests.faults.registry import Tally, fault
from tests.lrmx_files import photo
from tests.random_forms import CODECS, families, people, proposals, trees


def draw_many(count: int, number: int, *given_: Any) -> Callable[[Callable[..., None]], None]:
    """Call a function with so many drawn examples, the same for one seed; nothing is looked for in what was drawn before."""

    def run(test: Callable[..., None]) -> None:
        how = settings(
            max_examples=count,
            database=None,
            phases=[Phase.generate],
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        seed(number)(how(given(*given_)(test)))()

    return run


@fault("forms-of-people", full=2000, short=40)
def forms_of_people(count: int, number: int, _folder: Path) -> Tally:
    """A random person with relatives, a proposal and a photo is written as lrmx, 3.x or 4.0, and read again: equal."""
    tally, catalog = Tally(), load_catalog()
    elements, picture = fields_of_elements(catalog), photo()

    def differing(person: Person, family: tuple[Relative, ...], proposal: Proposal, content: bytes) -> list[str]:
        approval = read_lrmx(content)
        (row,) = read_sources(catalog, [approval])
        came, parts = person_of(row), row.parts
        assert parts is not None
        found = [each.text for each in row.findings]
        for element, name in elements.items():
            ours, theirs = getattr(person, name), getattr(came, name)
            if element == RESUME:
                ours, theirs = written(element, ours), written(element, theirs)
            if ours != theirs:
                found.append(f"{name}: {ours!r} != {theirs!r}")
        if came.political_status != person.political_status:
            found.append(f"political_status: {person.political_status!r} != {came.political_status!r}")
        if [each.said for each in parts.family] != [each.said for each in family]:
            found.append(f"family: {family!r} != {parts.family!r}")
        if parts.proposal != proposal:
            found.append(f"proposal: {proposal!r} != {parts.proposal!r}")
        if approval.photo != picture:
            found.append("photo")
        return found

    @draw_many(count, number, people(), families, proposals)
    def once(person: Person, family: tuple[Relative, ...], proposal: Proposal) -> None:
        texts = {name: written(name, text) for name, text in texts_of(person, proposal, elements).items()}
        said = [relative_texts(each) for each in family]
        content = new_lrmx(texts, said, picture, four=True)
        tally.tried += 1
        for each in differing(person, family, proposal, content):
            tally.wrong(each.partition(":")[0], f"{each} {said}"[:400])
        other = edit_lrmx(content, {"XingMing": person.name + "二"})
        tally.control["another name is noticed"] += bool(differing(person, family, proposal, other))

    return tally


@fault("forms-as-they-came", full=2000, short=30)
def forms_as_they_came(count: int, number: int, folder: Path) -> Tally:
    """A random form goes out as it came: by itself in three codings, and through a workspace, of which an edit changes one element."""
    tally = Tally()
    workspace = create_workspace(folder / "青禾县.huanjie", "青禾县", clock=FixedClock())
    path = folder / "a.lrmx"

    @draw_many(count, number, trees(named=True), CODECS)
    def once(tree: str, codec: str) -> None:
        content = tree.encode(codec)
        tally.tried += 1
        if edit_lrmx(content, {}) != content:
            tally.wrong("changed without an edit", tree)
        path.write_bytes(content)
        _through(workspace, path, content, tally)

    workspace.close()
    return tally


def _through(workspace: Workspace, path: Path, content: bytes, tally: Tally) -> None:
    preview = prepare_import(workspace, ImportRequest(path, on_doubt="accept"))
    if preview.stopped:
        tally.seen["not taken in"] += 1
        tally.seen[preview.stopped[0].why[:30]] += 1
        return
    commit_import(workspace, preview, back_up=False)
    (person,) = people_cases.list_people(workspace)
    if form_of(workspace, person) != content:
        tally.wrong("another file", content.decode("utf-8", errors="replace"))
    tally.seen["taken in"] += 1
    workspace.undo()
    if people_cases.list_people(workspace):
        tally.wrong("not taken back", str(path))
