"""Print every document of the catalogue at sizes from 1 to 300 names, and of a county that is hard to set, to PDF and PNG.

python3 dev.py proofs DIR [--check] [--only LABEL ...] [document id or title ...]

With --check the papers are made in their three formats and checked instead of drawn, one line a paper.
"""

import argparse
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pypdfium2
import xlsxwriter

from huanjie_desktop.cli.finding import find_roster
from huanjie_desktop.domain.meeting import Congress
from huanjie_desktop.domain.people import Person
from huanjie_desktop.services.assessment import campaigns
from huanjie_desktop.services.demo.assessment import assess_roster
from huanjie_desktop.services.demo.county import make_demo
from huanjie_desktop.services.demo.meetings import fill_congress
from huanjie_desktop.services.meetings import congresses, participants
from huanjie_desktop.services.package_register import list_exports
from huanjie_desktop.services.packages.contents import COVER_PDF, Details
from huanjie_desktop.services.packages.exporting import ExportRequest, export_package
from huanjie_desktop.services.packages.scopes import list_scopes
from huanjie_desktop.services.people import people
from huanjie_desktop.services.people.importing import ImportRequest, commit_import, prepare_import
from huanjie_desktop.services.people.verifying import VerifyRequest, verify_roster
from huanjie_desktop.services.printing.printing import list_documents, print_document
from huanjie_desktop.services.printing.verify_report import write_report
from huanjie_desktop.services.workspace import Workspace, open_workspace
from workbench.edge_county import COUNTY as EDGE_COUNTY
from workbench.edge_county import prepare_edge

SIZES = (1, 8, 16, 30, 60, 61, 300)
EDGE = "edge"
LABELS = (*(f"{size:02}" for size in SIZES), EDGE)
DELEGATIONS = ("柳河", "石桥", "东岭", "县直")  # each kind has its own word for them
HEADS = ("序号", "代表团", "姓名", "身份证号码")
DOTS_PER_INCH = 80
OWN_TERMS = 20  # the demo county's own congresses; those made here come after
FEWEST_PEOPLE = 200
ASSESSED, FIRST_CATEGORY = "县直机关", "A"
BESIDE, MOST_BESIDE = "列席人员", 9  # people who attend every congress without being counted
OTHER_CATEGORIES = ("B票", "C票")
STICK, CONTENTS, COMPARED = "U盘", "上报包目录", "核对结果"


def prepare(folder: Path, size: int) -> Workspace:
    """Return a workspace with a roster of `size` people, a congress of each kind that they are delegates of, and an
    assessment of each kind about them.
    """
    workspace = open_workspace(make_demo(folder, count=max(FEWEST_PEOPLE, 2 * size)).workspace)
    every = [person for person in people.list_people(workspace) if person.id_number and person.current_post]
    file = folder / "名单.xlsx"
    write_names(file, every[:size])
    kind = next(iter(workspace.catalog.roster_kinds))
    commit_import(workspace, prepare_import(workspace, ImportRequest(file)), f"{size}人名册", kind, back_up=False)
    roster = find_roster(workspace, f"{size}人名册")
    write_names(file, every[size : size + MOST_BESIDE])
    commit_import(workspace, prepare_import(workspace, ImportRequest(file)), BESIDE, kind, back_up=False)
    for at, congress_kind in enumerate(workspace.catalog.congress_kinds.values()):
        unit = workspace.county if congress_kind.level == "county" else "柳河镇"
        sitting = len(congress_kind.numbers) - 1
        day = date(2026, 7, 26)
        draft = congresses.CongressDraft(congress_kind.id, unit, 21 + at, day, None, "县会议中心", sitting=sitting)
        congress, _ = congresses.create_congress(workspace, draft)
        fill_congress(workspace, congress, roster.name)
        beside = next((each for each in congress_kind.capacities if each.listed and not each.counted), None)
        if beside is not None:
            participants.take_participants(workspace, congress.id, find_roster(workspace, BESIDE).id, beside.id)
    assess_roster(workspace, roster.id, ASSESSED, random.Random(size))
    own = next(scope for scope in list_scopes(workspace) if scope.congress.term <= OWN_TERMS)
    (folder / STICK).mkdir()
    details = Details(masked=True, preparer="张三", contact="0990-1234567")
    export_package(workspace, ExportRequest(own.congress.id, folder / STICK, details))
    return workspace


def write_names(file: Path, persons: Sequence[Person]) -> None:
    """Write the people, spread over delegations, as a spreadsheet to import."""
    book = xlsxwriter.Workbook(str(file))
    sheet = book.add_worksheet("名单")
    sheet.write_row(0, 0, HEADS)
    per_delegation = -(-len(persons) // len(DELEGATIONS))
    for at, person in enumerate(persons):
        sheet.write_row(at + 1, 0, (at + 1, DELEGATIONS[at // per_delegation], person.name, person.id_number))
    book.close()


@contextmanager
def county(label: str) -> Iterator[Workspace]:
    """Give the workspace of a label: a number of names, or the county that is hard to set."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made:
        workspace = prepare_edge(Path(made)) if label == EDGE else prepare(Path(made), int(label))
        try:
            yield workspace
        finally:
            workspace.close()


def papers(workspace: Workspace, label: str, wanted: Sequence[str] = ()) -> Iterator[tuple[str, str, str]]:
    """Return (document id, id of what it is printed of, name of its file) for the things that were made here."""
    own = None if label == EDGE else _own_names(workspace, int(label))
    for printable in list_documents(workspace):
        if wanted and printable.spec.id not in wanted and printable.spec.title not in wanted:
            continue
        for of, name in printable.of.items():
            if name in own if own is not None else not name.endswith(OTHER_CATEGORIES):
                yield printable.spec.id, of, f"{printable.spec.title}-{name}.pdf"


def compare(workspace: Workspace, label: str, file: Path) -> None:
    """Print what a roster and a file that leaves some out, has others and other posts say differently."""
    own = f"{int(label)}人名册"
    roster = find_roster(workspace, own)
    persons = people.list_people(workspace, roster.id)
    book = xlsxwriter.Workbook(str(workspace.path.parent / "县里的表.xlsx"))
    sheet = book.add_worksheet("名单")
    sheet.write_row(0, 0, ("姓名", "身份证号码", "出生年月", "现任职务"))
    for at, person in enumerate(persons[: max(len(persons) - 1, 1)]):
        born = person.birth.dotted() if person.birth else ""
        post = person.current_post + "、三级主任科员" * (at % 2)
        sheet.write_row(at + 1, 0, (person.name, person.id_number, born.replace(".", ""), post))
    sheet.write_row(len(persons) + 1, 0, ("赵新来", "", "199001", "干部"))
    book.close()
    request = VerifyRequest(roster.id, workspace.path.parent / "县里的表.xlsx")
    write_report(workspace, verify_roster(workspace, request), file)


def _own_names(workspace: Workspace, size: int) -> set[str]:
    own = {f"{size}人名册"}
    own |= {congresses.short_title_of(workspace, each) for each in own_congresses(workspace)}
    assessed = [each.title for each in campaigns.list_campaigns(workspace) if each.unit == ASSESSED]
    own |= {*assessed, *(f"{title} {FIRST_CATEGORY}票" for title in assessed)}
    return own | {export.folder for export in list_exports(workspace)}


def own_congresses(workspace: Workspace) -> list[Congress]:
    """Return the congresses that were made for the proofs."""
    every = congresses.list_congresses(workspace)
    return [each for each in every if each.term > OWN_TERMS or workspace.county == EDGE_COUNTY]


def draw(pdf: Path) -> int:
    """Draw each page as PNG beside the PDF; return how many there are."""
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, 1):
            page.render(scale=DOTS_PER_INCH / 72).to_pil().save(pdf.with_name(f"{pdf.stem}-{number:02}.png"))
        return len(document)


def main(folder: Path, wanted: Sequence[str], labels: Sequence[str] = LABELS) -> int:
    """Print all of it; say how many pages there are."""
    pages = 0
    for label in labels:
        out = folder / label
        out.mkdir(parents=True, exist_ok=True)
        with county(label) as workspace:
            for document, of, name in papers(workspace, label, wanted):
                print_document(workspace, document, out / name, of)
                pages += draw(out / name)
            if label != EDGE and (not wanted or COMPARED in wanted):
                compare(workspace, label, out / f"{COMPARED}.pdf")
                pages += draw(out / f"{COMPARED}.pdf")
            if not wanted or CONTENTS in wanted:
                for page in workspace.path.parent.glob(f"{STICK}/*/{COVER_PDF}"):
                    pages += draw(Path(shutil.copy(page, out / f"{CONTENTS}.pdf")))
    if not pages:
        sys.exit(f"no document is called {' or '.join(wanted)}")
    print(f"{pages} pages in {folder}")
    return 0


def run(arguments: Sequence[str]) -> int:
    """Read the command line; draw or check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("wanted", nargs="*")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--only", nargs="+", choices=LABELS, default=LABELS, metavar="LABEL")
    options = parser.parse_intermixed_args(arguments)
    if options.check:
        from workbench.check_papers import check  # which takes the papers from here

        return check(options.folder, options.wanted, options.only)
    return main(options.folder, options.wanted, options.only)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
