"""Prints 干部任免审批表 of several people: of those chosen in a table, or of all that it shows; a bookmark for each person."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from huanjie_desktop.documents.blocks import Document, Grid
from huanjie_desktop.documents.compose import compose
from huanjie_desktop.documents.compose.approval import BLANK_BACK
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.ports import NoProgress, Progress
from huanjie_desktop.services.printing.approval_material import forms_of
from huanjie_desktop.services.printing.printing import Preview, Printed, missing_characters
from huanjie_desktop.services.safe_write import safe_write
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import people

if TYPE_CHECKING:
    from huanjie_desktop.documents.pdf import PdfReport


def preview_forms(workspace: Workspace, document_id: str, person_ids: Sequence[str], progress: Progress) -> Preview:
    """Return the forms of these people, in their order, as PDF, with what is to be said about them."""
    from huanjie_desktop.documents.pdf import write_pdf  # its libraries are loaded when something is printed

    stream = BytesIO()
    title = workspace.catalog.documents[document_id].title
    documents = _documents(workspace, document_id, person_ids, progress)
    report = write_pdf(documents, stream, title=title, progress=progress)
    return Preview(stream.getvalue(), tuple(missing_characters(report, title)))


def print_forms(
    workspace: Workspace, document_id: str, person_ids: Sequence[str], path: Path, progress: Progress | None = None
) -> Printed:
    """Write the forms of these people to a file, the format by its suffix; UserError names the formats that there are."""
    spec, suffix = workspace.catalog.documents[document_id], path.suffix.lower().lstrip(".")
    if suffix not in spec.formats:
        raise UserError(f"“{spec.title}”不能存为“{path.name}”这种格式。", f"可用的格式：{'、'.join(spec.formats)}。")
    progress = progress or NoProgress()
    documents = _documents(workspace, document_id, person_ids, progress)
    reports: list[PdfReport] = []
    safe_write(path, lambda stream: reports.append(_write(documents, stream, suffix, spec.title, progress)))
    return Printed(reports[-1], spec.title)


def _write(documents: Sequence[Document], stream: BinaryIO, suffix: str, title: str, progress: Progress) -> "PdfReport":
    from huanjie_desktop.documents.docx import write_docx
    from huanjie_desktop.documents.pdf import PdfReport, write_pdf

    if suffix == "pdf":
        return write_pdf(documents, stream, title=title, progress=progress)
    return PdfReport(0, (), (), write_docx(documents, stream, progress))


def _documents(
    workspace: Workspace, document_id: str, person_ids: Sequence[str], progress: Progress
) -> Sequence[Document]:
    """Return a document for each person who is still there, the next one on a front."""
    spec = workspace.catalog.documents[document_id]
    material = forms_of(workspace, list(_persons(workspace, person_ids)), spec.title, progress)
    documents = []
    for form in material.forms:
        document = compose(spec, replace(material, forms=(form,)))
        leaves = sum(isinstance(block, Grid) for block in document.blocks)
        blank = BLANK_BACK if leaves % 2 and form is not material.forms[-1] else ()
        documents.append(
            replace(document, title=f"{spec.title}（{form.person.name}）", blocks=(*document.blocks, *blank))
        )
    return documents


def _persons(workspace: Workspace, person_ids: Sequence[str]) -> Iterator[Person]:
    found = people.whole_by_ids(workspace.store, person_ids)
    for person_id in person_ids:
        if person_id in found:
            yield found[person_id].person
