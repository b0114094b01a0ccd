"""Cross-checks the catalogue's entries with each other and with the fields of the domain."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from string import Formatter

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.domain.people import Person

COMPUTED_COLUMNS = frozenset({"serial", "age", "unit_post", "group_name"})
COLUMN_KINDS = frozenset(
    {
        "text",
        "name",
        "date",
        "sex",
        "ethnic",
        "id_number",
        "phone",
        "long_text",
        "number",
        "party",
        "education",
        "politics",
    }
)
FORMATS = frozenset({"pdf", "docx", "xlsx"})
SUBJECTS = frozenset({"roster", "congress"})


def check_catalog(catalog: Catalog) -> list[str]:
    """Return what is wrong, a sentence each; nothing when all is well."""
    return [
        *_check_ids(catalog),
        *_check_columns(catalog),
        *_check_congress_kinds(catalog),
        *_check_documents(catalog),
    ]


def _check_ids(catalog: Catalog) -> Iterator[str]:
    """An id has a hyphen, so that a test can tell it in code from other words (`agenda`, `delegates`)."""
    for id_ in (*catalog.documents, *catalog.congress_kinds, *catalog.roster_kinds):
        if "-" not in id_:
            yield f"the id {id_!r} must have a hyphen"


def _check_columns(catalog: Catalog) -> Iterator[str]:
    known = {field.name for field in fields(Person)} - {"id"} | COMPUTED_COLUMNS
    for column in catalog.columns.values():
        if column.field not in known:
            yield f"columns.toml: {column.field!r} is no field of a person"
        if column.kind not in COLUMN_KINDS:
            yield f"columns.toml: {column.field!r} has the unknown kind {column.kind!r}"
    imported = [column for column in catalog.columns.values() if column.importable]
    heads = Counter(name for column in imported for name in {column.title, *column.aliases})
    for name, count in heads.items():
        if count > 1:
            yield f"columns.toml: the head {name!r} stands for {count} columns"


def _check_congress_kinds(catalog: Catalog) -> Iterator[str]:
    for kind in catalog.congress_kinds.values():
        for pattern in (kind.title_pattern, kind.short_pattern):
            names = {name for _, name, _, _ in Formatter().parse(pattern) if name}
            if names != {"unit", "ordinal"}:
                yield f"congress_kinds: {kind.id!r}: {pattern!r} must have {{unit}} and {{ordinal}}"
        for document in kind.packet:
            if document not in catalog.documents:
                yield f"congress_kinds: {kind.id!r}: the packet names the unknown document {document!r}"
            elif catalog.documents[document].of != "congress":
                yield f"congress_kinds: {kind.id!r}: the document {document!r} is not of a congress"
        offices = Counter(office.id for office in kind.offices)
        if any(count > 1 for count in offices.values()):
            yield f"congress_kinds: {kind.id!r}: an office stands twice"


def _check_documents(catalog: Catalog) -> Iterator[str]:
    for document in catalog.documents.values():
        if document.of not in SUBJECTS:
            yield f"documents: {document.id!r} is of the unknown {document.of!r}"
        if not document.formats or set(document.formats) - FORMATS:
            yield f"documents: {document.id!r} has the formats {document.formats!r}"
        for field in document.params.get("columns", []):
            if isinstance(field, str) and field not in catalog.columns:
                yield f"documents: {document.id!r} names the unknown column {field!r}"
