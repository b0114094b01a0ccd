"""Cross-checks the catalogue's entries with each other and with the fields of the domain."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from string import Formatter

from huanjie_desktop.catalog.forms import form_problems
from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.catalog.specs import PackageEntrySpec, PackageSpec
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
SUBJECTS = frozenset({"roster", "congress", "campaign", "campaign_category", "package"})
PACKAGE_SOURCES = {"congress": "congress", "rosters": "roster", "campaigns": ""}  # and what their documents are of


def check_catalog(catalog: Catalog) -> list[str]:
    """Return what is wrong, a sentence each; nothing when all is well."""
    return [
        *_check_ids(catalog),
        *_check_columns(catalog),
        *_check_congress_kinds(catalog),
        *_check_documents(catalog),
        *_check_forms(catalog),
        *_check_packages(catalog),
    ]


def _check_ids(catalog: Catalog) -> Iterator[str]:
    """An id has a hyphen, so that a test can tell it in code from other words (`agenda`, `delegates`)."""
    every = (catalog.documents, catalog.congress_kinds, catalog.roster_kinds, catalog.forms, catalog.packages)
    for id_ in (id_ for entries in every for id_ in entries):
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


def _check_forms(catalog: Catalog) -> Iterator[str]:
    for form in catalog.forms.values():
        for problem in form_problems(form):
            yield f"forms: {form.id!r}: {problem}"
        names = {name for _, name, _, _ in Formatter().parse(form.heading) if name}
        if names - {"unit"}:
            yield f"forms: {form.id!r}: the heading {form.heading!r} may have {{unit}} only"


def _check_packages(catalog: Catalog) -> Iterator[str]:
    served = Counter(kind for package in catalog.packages.values() for kind in package.kinds)
    for kind, count in served.items():
        if count > 1:
            yield f"packages: the congress kind {kind!r} has {count} packages"
    for package in catalog.packages.values():
        yield from (f"packages: {package.id!r}: {text}" for text in _check_package(catalog, package))


def _check_package(catalog: Catalog, package: PackageSpec) -> Iterator[str]:
    for kind in package.kinds:
        if kind not in catalog.congress_kinds:
            yield f"is for the unknown congress kind {kind!r}"
    for field in package.fields:
        if field not in catalog.columns or not catalog.columns[field].importable:
            yield f"carries {field!r}, which is no field of a person"
    if [entry.number for entry in package.entries] != list(range(1, len(package.entries) + 1)):
        yield "the entries are not numbered 1, 2, 3 ..."
    for entry in package.entries:
        yield from (f"{entry.title!r} {text}" for text in _check_entry(catalog, entry))


def _check_entry(catalog: Catalog, entry: PackageEntrySpec) -> Iterator[str]:
    of = PACKAGE_SOURCES.get(entry.source)
    if of is None:
        yield f"has the unknown source {entry.source!r}"
    if set(entry.formats) - FORMATS:
        yield f"has the formats {entry.formats!r}"
    for document in entry.documents:
        if document not in catalog.documents or catalog.documents[document].of != of:
            yield f"names {document!r}, which is no document of a {of}"
        elif not set(entry.formats) & set(catalog.documents[document].formats):
            yield f"wants {document!r} in formats that it does not have"
    for kind in entry.roster_kinds:
        if kind not in catalog.roster_kinds:
            yield f"names the unknown roster kind {kind!r}"
