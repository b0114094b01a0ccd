"""Papers of the plan and flow charts of every kind of congress read as they did."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from huanjie_desktop.catalog.plan_making import planned_kinds
from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.documents.blocks import Document, Drawing
from huanjie_desktop.documents.drawing import Words
from huanjie_desktop.services.meetings import congresses
from huanjie_desktop.services.meetings.congresses import CongressDraft
from huanjie_desktop.services.planning import changing
from huanjie_desktop.services.planning.reading import read_round
from huanjie_desktop.services.printing import print_subjects, printing
from huanjie_desktop.services.printing.plan_material import WHOLE
from huanjie_desktop.services.workspace import Workspace, create_workspace
from tests.builders import FixedClock
from tests.documents.text_form import as_text

GOLDEN = Path(__file__).parents[1] / "data" / "golden" / "plans"
NOW = datetime(2026, 6, 15, 9, 0, tzinfo=UTC)
HELD = {  # opening days, by what they are called: the round of a county
    "T": date(2026, 3, 26),
    "E": date(2026, 7, 11),
    "C": date(2026, 7, 26),
    "Mt": date(2026, 7, 28),
    "Z": date(2026, 9, 8),
    "Mc": date(2026, 9, 9),
}
KINDS = {kind.anchor: kind for kind in load_catalog().congress_kinds.values()}
PAPERS = tuple(spec.id for spec in load_catalog().documents.values() if spec.of == print_subjects.PLAN)
CHARTS = tuple(spec.id for spec in load_catalog().documents.values() if spec.compose == "flow_chart")
WANTED = [(paper, anchor) for paper in PAPERS for anchor in ("", *HELD)] + [
    (paper, kind.anchor) for paper in CHARTS for kind in planned_kinds(load_catalog().congress_kinds)
]


def make_round(folder: Path) -> Workspace:
    """Return a workspace with one congress of each kind, in one of which a step is done and one is dropped."""
    made = create_workspace(folder / "青禾县2026年换届.huanjie", "青禾县", clock=FixedClock(NOW))
    for anchor, day in HELD.items():
        kind = KINDS[anchor]
        unit = "柳河镇" if anchor in ("T", "Mt") else "青禾县"
        congresses.create_congress(made, CongressDraft(kind.id, unit, 12, day, sitting=len(kind.numbers) - 1))
    election = next(id_ for id_, each in read_round(made).congresses.items() if each.anchor == "E")
    late = [each.step.id for each in read_round(made).plan_of(election).steps if each.late]
    changing.mark_done(made, [(election, late[0])], date(2026, 6, 12), "选委会", "青选〔2026〕7号")
    changing.drop_steps(made, [(election, late[1])], "上级统一办理")
    return made


def golden_name(paper: str, anchor: str) -> str:
    """Return the name of a golden text."""
    return f"{paper}-{KINDS[anchor].id if anchor else 'round'}.txt"


def plan_text(workspace: Workspace, paper: str, anchor: str) -> str:
    """Return a paper of the congress with an anchor, of the round without one; of drawings their words alone."""
    ids = {each.anchor: id_ for id_, each in read_round(workspace).congresses.items()}
    document = printing.compose_document(workspace, paper, ids[anchor] if anchor else WHOLE)
    return words_of(document) if any(isinstance(block, Drawing) for block in document.blocks) else as_text(document)


def words_of(document: Document) -> str:
    """Return the words of a paper's drawings, a line for each box; where they stand is tested elsewhere."""
    lines = [f"# {document.title}"]
    for block in document.blocks:
        if isinstance(block, Drawing):
            lines.append(f"Drawing {block.title}")
            lines += ["  " + item.text.replace("\n", "/") for item in block.items if isinstance(item, Words)]
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    made = make_round(tmp_path_factory.mktemp("round"))
    yield made
    made.close()


@pytest.mark.parametrize(("paper", "anchor"), WANTED)
def test_every_paper_of_the_plan_reads_as_it_did(workspace: Workspace, paper: str, anchor: str) -> None:
    golden = GOLDEN / golden_name(paper, anchor)
    assert plan_text(workspace, paper, anchor) == golden.read_text(encoding="utf-8")


def test_no_golden_text_is_left_over() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {golden_name(*each) for each in WANTED}
