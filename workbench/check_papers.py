"""Make every paper in its formats and check it: `dev.py proofs DIR --check`; prints a line a paper and the counts."""

import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from huanjie_desktop.documents.blocks import Table
from huanjie_desktop.documents.docx import write_docx
from huanjie_desktop.documents.pdf import write_pdf
from huanjie_desktop.documents.xlsx import write_xlsx
from huanjie_desktop.services.meetings.congresses import kind_of, short_title_of
from huanjie_desktop.services.printing.print_subjects import CONTENTS_MAKER, COVER_MAKER
from huanjie_desktop.services.printing.printing import PacketRequest, compose_document, print_packet
from huanjie_desktop.services.workspace import Workspace
from workbench import libreoffice, proofs
from workbench.paper_checks import CHECKS, Proof, contents_faults, find_faults
from workbench.pdf_pages import page_count, ruled_width

DOCX, CONTENTS, PACKET = "docx pages", "contents", "会议材料汇编"
LEAST_EQUAL = 0.95  # of the DOCX, with as many pages as their PDF
MOST_APART = 1.0  # mm, tables


@dataclass
class Tally:
    """What was found: printed papers and pages by title, faults by title, counts by check."""

    printed: Counter[str] = field(default_factory=Counter)
    pages: Counter[str] = field(default_factory=Counter)
    faults: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    checks: Counter[str] = field(default_factory=Counter)
    other_pages: int = 0
    opened: int = 0

    @property
    def passed(self) -> bool:
        """Tell whether nothing is wrong but for a few DOCX with another number of pages."""
        wrong = sum(self.checks.values()) - self.other_pages
        return not wrong and self.other_pages <= (1 - LEAST_EQUAL) * max(self.opened, 1)

    def add(self, title: str, name: str, found: Sequence[tuple[str, str]]) -> None:
        """Count a paper's faults."""
        for check, fault in found:
            self.checks[check] += 1
            self.faults[title].append(f"{name}: {check}: {fault}")


def check(folder: Path, wanted: Sequence[str] = (), labels: Sequence[str] = proofs.LABELS) -> int:
    """Make and check the papers; return how a process ends that did so."""
    tally = Tally()
    for label in labels:
        out = folder / label
        out.mkdir(parents=True, exist_ok=True)
        with proofs.county(label) as workspace:
            made = list(_print(workspace, label, wanted, out, tally))
            if not wanted:
                _check_packets(workspace, label, out, tally)
        _check_docx(made, out, tally)
    _tell(tally)
    return 0 if tally.printed and tally.passed else 1


def _print(
    workspace: Workspace, label: str, wanted: Sequence[str], out: Path, tally: Tally
) -> Iterator[tuple[Proof, Path]]:
    """Print and check papers; give those that are DOCX too, with that file."""
    for document, of, name in proofs.papers(workspace, label, wanted):
        spec = workspace.catalog.documents[document]
        proof = print_proof(workspace, document, of, f"{label}/{name.removesuffix('.pdf')}")
        file = out / name
        file.write_bytes(proof.content)
        if proof.sheet is not None:
            file.with_suffix(".xlsx").write_bytes(proof.sheet)
        tally.printed[spec.title] += 1
        tally.pages[spec.title] += proof.report.pages
        tally.add(spec.title, proof.name, find_faults(proof))
        if "docx" in spec.formats:
            stream = BytesIO()
            write_docx([proof.document], stream)
            file = file.with_suffix(".docx")
            file.write_bytes(stream.getvalue())
            yield proof, file


def print_proof(workspace: Workspace, document_id: str, of: str, name: str) -> Proof:
    """Return a paper as PDF, and as XLSX where it can be one."""
    spec = workspace.catalog.documents[document_id]
    document = compose_document(workspace, document_id, of)
    stream, sheet = BytesIO(), BytesIO()
    report = write_pdf([document], stream)
    if "xlsx" in spec.formats:
        write_xlsx([document], sheet)
    return Proof(name, spec.title, document, stream.getvalue(), report, sheet.getvalue() or None)


def _check_packets(workspace: Workspace, label: str, out: Path, tally: Tally) -> None:
    """Print each congress's packet; its contents say the true pages, and its pages are numbered through."""
    documents = workspace.catalog.documents
    for congress in proofs.own_congresses(workspace):
        kind = kind_of(workspace, congress)
        name = f"{PACKET}-{short_title_of(workspace, congress)}"
        file = out / f"{name}.pdf"
        report = print_packet(workspace, PacketRequest(congress.id), file)
        listed = {
            kind.paper(documents[id_]).title: start
            for id_, start in zip(kind.packet, report.starts, strict=True)
            if documents[id_].compose not in (CONTENTS_MAKER, COVER_MAKER)
        }
        tally.printed[PACKET] += 1
        tally.pages[PACKET] += report.pages
        found = contents_faults(file.read_bytes(), listed)
        tally.add(PACKET, f"{label}/{name}", [(CONTENTS, fault) for fault in found])


def _check_docx(made: Sequence[tuple[Proof, Path]], out: Path, tally: Tally) -> None:
    """Open the DOCX in LibreOffice, where it is installed: as many pages as the PDF, tables as wide."""
    if libreoffice.missing_programs() or not made:
        return
    folder = out / "opened"
    short = {}
    for at, (_, file) in enumerate(made):  # under short names, as files of one folder
        short[file] = Path(shutil.copy(file, folder.with_name(f"{at}.docx")))
    opened = libreoffice.convert(list(short.values()), folder)
    for proof, file in made:
        theirs = opened.get(short[file])
        short[file].unlink()
        if theirs is None:
            tally.add(proof.title, proof.name, [(DOCX, "LibreOffice cannot open it")])
            continue
        content = theirs.read_bytes()
        tally.opened += 1
        if page_count(content) != proof.report.pages:
            tally.other_pages += 1
            tally.add(proof.title, proof.name, [(DOCX, f"{page_count(content)} for {proof.report.pages}")])
        tables = any(isinstance(block, Table) for block in proof.document.blocks)
        apart = abs(ruled_width(content) - ruled_width(proof.content)) if tables else 0.0
        if apart > MOST_APART:
            tally.add(proof.title, proof.name, [(DOCX, f"its table is {apart:.1f} mm wider or narrower")])
    shutil.rmtree(folder)


def _tell(tally: Tally) -> None:
    """Print a line a paper, its faults under it, and the counts."""
    for title, count in tally.printed.items():
        faults = tally.faults.get(title, [])
        print(f"{title}: {count} printed, {tally.pages[title]} pages, {len(faults) or 'no'} faults")
        print("".join(f"    {fault}\n" for fault in faults), end="")
    missing = libreoffice.missing_programs()
    print(f"{sum(tally.printed.values())} papers, {sum(tally.pages.values())} pages")
    for name in (*CHECKS, CONTENTS):
        print(f"{name}: {tally.checks[name]} faults")
    if missing:
        print(f"{DOCX}: not looked at, not installed: {', '.join(missing)}")
    else:
        print(f"{DOCX}: {tally.opened - tally.other_pages} of {tally.opened} with the pages of the PDF")
