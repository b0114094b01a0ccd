"""Printing: what can be printed, one paper in one format, and the packet.

The writers are imported when something is printed: their libraries would double the time the window takes to start.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from huanjie_desktop.catalog.specs import DocumentSpec
from huanjie_desktop.documents.blocks import Document
from huanjie_desktop.documents.compose import compose, lacks_of, needs_result
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import ChangeSet, Finding, Severity, Subject
from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.services.assessment.standing import note_printed
from huanjie_desktop.services.meetings.reading import CongressReading, read_congress
from huanjie_desktop.services.printing.material import congress_material
from huanjie_desktop.services.printing.print_subjects import (
    CONGRESS,
    CONTENTS_MAKER,
    COVER_MAKER,
    gather,
    has_paper,
    names_of,
    refuse_foreign,
)
from huanjie_desktop.services.safe_write import safe_write
from huanjie_desktop.services.workspace import Workspace

_SHOWN = 40  # characters of a text that had no room

if TYPE_CHECKING:
    from huanjie_desktop.documents.pdf import PdfReport


@dataclass(frozen=True)
class Printable:
    """A paper of the catalogue with the things it can be printed of, by id and name."""

    spec: DocumentSpec
    of: Mapping[str, str]


@dataclass(frozen=True)
class PaperState:
    """材料状态: whether a paper of a congress can be printed, and what it still lacks."""

    spec: DocumentSpec
    lacks: tuple[str, ...]

    @property
    def ready(self) -> bool:
        """Tell whether nothing is lacking."""
        return not self.lacks

    @property
    def needs_result(self) -> bool:
        """Tell whether the paper needs a campaign's result."""
        return needs_result(self.spec)


def list_documents(workspace: Workspace) -> list[Printable]:
    """Return every paper with what it can be printed of."""
    return [Printable(spec, names_of(workspace, spec)) for spec in workspace.catalog.documents.values()]


def compose_document(workspace: Workspace, document_id: str, of: str) -> Document:
    """Return a paper of the thing with the id `of`."""
    spec = _spec(workspace, document_id)
    return compose(spec, gather(workspace, spec, of))


@dataclass(frozen=True)
class Printed:
    """What was written to a file: what its writer says of it, and what was noted of a result that left the house."""

    report: "PdfReport"
    title: str = ""
    change_set: ChangeSet | None = None

    @property
    def findings(self) -> list[Finding]:
        """Return what is to be said of the file."""
        return missing_characters(self.report, self.title)


def print_document(workspace: Workspace, document_id: str, path: Path, of: str) -> Printed:
    """Write a paper to a file, the format by its suffix; UserError names the formats that there are.

    A paper of a campaign's result is noted: from then on the result stands.
    """
    spec = _spec(workspace, document_id)
    write = _writer(spec, path)
    document = compose_document(workspace, document_id, of)
    reports: list[PdfReport] = []
    safe_write(path, lambda stream: reports.append(write(document, stream)))
    noted = note_printed(workspace, of, spec.title) if needs_result(spec) else None
    return Printed(reports[-1], spec.title, noted)


@dataclass(frozen=True)
class Preview:
    """预览: a PDF, and what is to be said about it."""

    content: bytes
    findings: tuple[Finding, ...]


def preview_document(workspace: Workspace, document_id: str, of: str) -> Preview:
    """Return a paper as PDF, with a finding for each character that no font has and for each field without a value."""
    return preview_of(compose_document(workspace, document_id, of))


def preview_of(document: Document) -> Preview:
    """Return a composed paper as PDF, with what is to be said about it."""
    stream = BytesIO()
    report = _write_pdf(document, stream)
    return Preview(stream.getvalue(), (*empty_fields(document), *missing_characters(report, document.title)))


@dataclass(frozen=True)
class PacketRequest:
    """What a packet holds: papers by id in order (none: the kind's own), copies, and blank backs for two sides."""

    congress: str
    documents: tuple[str, ...] = ()
    copies: int = 1
    duplex: bool = True


def print_packet(
    workspace: Workspace, request: PacketRequest, path: Path, progress: Progress | None = None
) -> "PdfReport":
    """Write a congress's packet to a PDF file."""
    if path.suffix.lower() != ".pdf":
        raise UserError(f"会议材料汇编只能存为 PDF，不能存为“{path.name}”。", "请把文件名改为以“.pdf”结尾。")
    reports: list[PdfReport] = []
    safe_write(path, lambda stream: reports.append(_write_packet(workspace, request, stream, progress)))
    return reports[-1]


def preview_packet(workspace: Workspace, request: PacketRequest, progress: Progress | None = None) -> Preview:
    """Return a packet as PDF, with a finding for each character that no font has."""
    stream = BytesIO()
    report = _write_packet(workspace, request, stream, progress)
    return Preview(stream.getvalue(), tuple(missing_characters(report, "会议材料")))


def paper_states(reading: CongressReading, among: Collection[str] | None = None) -> list[PaperState]:
    """Return a congress's papers in the packet's order, then the others, each with what it lacks; `among` these alone."""
    kind, documents = reading.kind, reading.workspace.catalog.documents
    material = congress_material(reading)
    ids = [*kind.packet, *(spec.id for spec in documents.values() if spec.of == CONGRESS and has_paper(kind, spec))]
    specs = [kind.paper(documents[id_]) for id_ in dict.fromkeys(ids) if among is None or id_ in among]
    return [PaperState(spec, lacks_of(spec, material)) for spec in specs]


def missing_characters(report: "PdfReport", title: str) -> list[Finding]:
    """Return a finding for each character that no font has, and for each text that had no room in its box."""
    subject = Subject("document", title)
    cut = [
        Finding(
            Severity.WARNING, "cut-text", f"“{title}”中的“{_short(text)}”太长，格内放不下，只印了前面的字。", subject
        )
        for text in report.cut
    ]
    return cut + [
        Finding(Severity.WARNING, "missing-glyph", f"“{title}”中的“{char}”没有字形，印成了“〓”。", subject)
        for char in report.missing
    ]


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def empty_fields(document: Document) -> list[Finding]:
    """Return a finding for each thing that a paper's texts name and the workspace does not know yet."""
    subject = Subject("document", document.title)
    return [
        Finding(Severity.WARNING, "empty-field", f"“{document.title}”缺：{title}，印成了空白横线。", subject)
        for title in document.lacking
    ]


def _write_packet(
    workspace: Workspace, request: PacketRequest, stream: BinaryIO, progress: Progress | None
) -> "PdfReport":
    from huanjie_desktop.documents.packet import Part, write_packet

    if not 1 <= request.copies <= 999:
        raise UserError("份数应是1到999的整数。")
    reading = read_congress(workspace, request.congress)
    kind = reading.kind
    specs = [kind.paper(_spec(workspace, id_)) for id_ in request.documents or kind.packet]
    strange = [spec.title for spec in specs if spec.of != CONGRESS]
    if strange:
        raise UserError(f"“{strange[0]}”不是会议的材料，不能编入汇编。")
    for spec in specs:
        refuse_foreign(reading, spec)
    material = congress_material(reading)

    def part(spec: DocumentSpec) -> Part:
        return Part(
            spec.title,
            lambda entries, mark: _in_packet(compose(spec, replace(material, contents=entries, copy_mark=mark))),
            spec.compose not in (CONTENTS_MAKER, COVER_MAKER),
        )

    return write_packet(
        [part(spec) for spec in specs],
        stream,
        title=f"{material.title}会议材料",
        copies=request.copies,
        odd_starts=request.duplex,
        progress=progress,
    )


def _in_packet(document: Document) -> Document:
    """Return a paper with the page numbers that all papers of a packet have."""
    if document.page.numbering == "none":
        return document
    return replace(document, page=replace(document.page, numbering="official"))


def _spec(workspace: Workspace, document_id: str) -> DocumentSpec:
    spec = workspace.catalog.documents.get(document_id)
    if spec is None:
        raise UserError(f"没有“{document_id}”这种材料。", "请刷新后重选。")
    return spec


def _writer(spec: DocumentSpec, path: Path) -> "Callable[[Document, BinaryIO], PdfReport]":
    suffix = path.suffix.lower().lstrip(".")
    if suffix not in spec.formats:
        formats = "、".join(spec.formats)
        raise UserError(f"“{spec.title}”不能存为“{path.name}”这种格式。", f"可用的格式：{formats}。")
    return WRITERS[suffix]


def _write_pdf(document: Document, stream: BinaryIO) -> "PdfReport":
    from huanjie_desktop.documents.pdf import write_pdf

    return write_pdf([document], stream)


def _write_docx(document: Document, stream: BinaryIO) -> "PdfReport":
    from huanjie_desktop.documents.docx import write_docx
    from huanjie_desktop.documents.pdf import PdfReport

    return PdfReport(0, (), (), write_docx([document], stream))


def _write_xlsx(document: Document, stream: BinaryIO) -> "PdfReport":
    from huanjie_desktop.documents.pdf import PdfReport
    from huanjie_desktop.documents.xlsx import write_xlsx

    return PdfReport(0, (), (), write_xlsx([document], stream))


WRITERS: "Mapping[str, Callable[[Document, BinaryIO], PdfReport]]" = {
    "pdf": _write_pdf,
    "docx": _write_docx,
    "xlsx": _write_xlsx,
}
