"""Every paper at every size, opened in LibreOffice: as many pages as the PDF, tables as wide as there."""

import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw

from huanjie_desktop.documents.blocks import Document, Table
from huanjie_desktop.documents.docx import write_docx
from huanjie_desktop.documents.pdf import write_pdf
from huanjie_desktop.services.printing.printing import compose_document
from tests.documents.libreoffice import convert, missing_programs
from workbench import proofs

LEAST_EQUAL = 0.95
MOST_APART = 1.0  # mm
MM = 72 / 25.4


@dataclass(frozen=True)
class Paper:
    """A paper at a size."""

    name: str
    document: Document


def papers_of(folder: Path) -> list[Paper]:
    """Return every paper that can be a DOCX, at every size of the proofs."""
    found = []
    for size in proofs.SIZES:
        made = folder / f"{size}"
        made.mkdir()
        workspace = proofs.prepare(made, size)
        try:
            for document, of, name in proofs.papers(workspace, size, ()):
                if "docx" in workspace.catalog.documents[document].formats:
                    paper = compose_document(workspace, document, of)
                    found.append(Paper(f"{size}-{name.removesuffix('.pdf')}", paper))
        finally:
            workspace.close()
    return found


def ruled_width(pdf: Path) -> float:
    """Return how wide what is drawn with lines is, mm."""
    lefts, rights = [], []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
                left, _, right, _ = each.get_bounds()
                lefts.append(left)
                rights.append(right)
    return (max(rights) - min(lefts)) / MM if lefts else 0.0


def pages(pdf: Path) -> int:
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_papers_have_the_pages_and_the_tables_of_the_pdf(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if lacking := missing_programs():
        pytest.skip(f"not installed: {', '.join(lacking)}")
    papers = papers_of(tmp_path)
    files = []
    for at, paper in enumerate(papers):
        docx, pdf = BytesIO(), BytesIO()
        write_docx([paper.document], docx)
        write_pdf([paper.document], pdf)
        files.append(tmp_path / f"{at}.docx")
        files[-1].write_bytes(docx.getvalue())
        files[-1].with_suffix(".pdf").write_bytes(pdf.getvalue())
    opened = convert(files, tmp_path / "opened")
    other_pages, other_widths = [], []
    for paper, file in zip(papers, files, strict=True):
        ours, theirs = file.with_suffix(".pdf"), opened[file]
        if pages(ours) != pages(theirs):
            other_pages.append(f"{paper.name}: {pages(theirs)} for {pages(ours)}")
        tables = any(isinstance(block, Table) for block in paper.document.blocks)
        if tables and abs(ruled_width(ours) - ruled_width(theirs)) > MOST_APART:
            other_widths.append(f"{paper.name}: {ruled_width(theirs):.1f} mm for {ruled_width(ours):.1f}")
    with capsys.disabled():
        equal = f"\n{len(papers) - len(other_pages)} of {len(papers)} with the pages of the PDF\n"
        sys.stdout.write("".join((equal, *(f"{other}\n" for other in other_pages))))
    assert len(papers) > 200
    assert other_widths == []
    assert len(other_pages) <= (1 - LEAST_EQUAL) * len(papers), other_pages
