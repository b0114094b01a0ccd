"""Print every document of the catalogue at 1, 8, 16, 30 and 60 names to PDF and PNG, to be looked at.

python3 dev.py proofs DIR [document id or title ...]
"""

import random
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pypdfium2
import xlsxwriter

from huanjie_desktop.cli.finding import find_roster
from huanjie_desktop.domain.people import Person
from huanjie_desktop.services.assessment import campaigns
from huanjie_desktop.services.demo.assessment import assess_roster
from huanjie_desktop.services.demo.county import fill_congress, make_demo
from huanjie_desktop.services.meetings import congresses
from huanjie_desktop.services.package_register import list_exports
from huanjie_desktop.services.packages.contents import COVER_PDF, Details
from huanjie_desktop.services.packages.exporting import ExportRequest, export_package
from huanjie_desktop.services.packages.scopes import list_scopes
from huanjie_desktop.services.people import people
from huanjie_desktop.services.people.importing import ImportRequest, commit_import, prepare_import
from huanjie_desktop.services.printing.printing import list_documents, print_document
from huanjie_desktop.services.workspace import Workspace, open_workspace

SIZES = (1, 8, 16, 30, 60)
DELEGATIONS = ("柳河镇代表团", "石桥镇代表团", "东岭乡代表团", "县直机关代表团")
HEADS = ("序号", "代表团", "姓名", "身份证号码")
DOTS_PER_INCH = 80
OWN_TERMS = 20  # the demo county's own congresses; those made here come after
ASSESSED, FIRST_CATEGORY = "县直机关", "A"
STICK, CONTENTS = "U盘", "上报包目录"


def prepare(folder: Path, size: int) -> Workspace:
    """Return a workspace with a roster of `size` people, a congress of each kind that they are delegates of, and an
    assessment of each kind about them.
    """
    workspace = open_workspace(make_demo(folder, count=200).workspace)
    every = [person for person in people.list_people(workspace) if person.id_number and person.current_post]
    file = folder / "名单.xlsx"
    write_names(file, every[:size])
    kind = next(iter(workspace.catalog.roster_kinds))
    commit_import(workspace, prepare_import(workspace, ImportRequest(file)), f"{size}人名册", kind, back_up=False)
    roster = find_roster(workspace, f"{size}人名册")
    for at, congress_kind in enumerate(workspace.catalog.congress_kinds.values()):
        unit = workspace.county if congress_kind.level == "county" else "柳河镇"
        draft = congresses.CongressDraft(congress_kind.id, unit, 21 + at, date(2026, 7, 26), None, "县会议中心")
        congress, _ = congresses.create_congress(workspace, draft)
        fill_congress(workspace, congress, roster.name)
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


def papers(workspace: Workspace, size: int, wanted: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Return (document id, id of what it is printed of, name of its file) for the things that were made here."""
    own = {f"{size}人名册"}
    own |= {
        congresses.short_title_of(workspace, each)
        for each in congresses.list_congresses(workspace)
        if each.term > OWN_TERMS
    }
    assessed = [each.title for each in campaigns.list_campaigns(workspace) if each.unit == ASSESSED]
    own |= {*assessed, *(f"{title} {FIRST_CATEGORY}票" for title in assessed)}
    own |= {export.folder for export in list_exports(workspace)}
    for printable in list_documents(workspace):
        if wanted and printable.spec.id not in wanted and printable.spec.title not in wanted:
            continue
        for of, name in printable.of.items():
            if name in own:
                yield printable.spec.id, of, f"{printable.spec.title}-{name}.pdf"


def draw(pdf: Path) -> int:
    """Draw each page as PNG beside the PDF; return how many there are."""
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, 1):
            page.render(scale=DOTS_PER_INCH / 72).to_pil().save(pdf.with_name(f"{pdf.stem}-{number:02}.png"))
        return len(document)


def main(folder: Path, wanted: Sequence[str], sizes: Sequence[int] = SIZES) -> int:
    """Print all of it; say how many pages there are."""
    pages = 0
    for size in sizes:
        out = folder / f"{size:02}"
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made:
            workspace = prepare(Path(made), size)
            try:
                for document, of, name in papers(workspace, size, wanted):
                    file = out / name
                    print_document(workspace, document, file, of)
                    pages += draw(file)
                if not wanted or CONTENTS in wanted:
                    page = next(Path(made).glob(f"{STICK}/*/{COVER_PDF}"))
                    pages += draw(Path(shutil.copy(page, out / f"{CONTENTS}.pdf")))
            finally:
                workspace.close()
    if not pages:
        sys.exit(f"no document is called {' or '.join(wanted)}")
    print(f"{pages} pages in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
