"""Cross-checks the catalogue's entries with each other and with the fields of the domain."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields

from huanjie_desktop.catalog.compare_rules import compare_rule_problems
from huanjie_desktop.catalog.forms import form_problems, heading_problems
from huanjie_desktop.catalog.kind_texts import SEED_FIELDS
from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.catalog.specs import CongressKindSpec, ItemSeed, PackageEntrySpec, PackageSpec
from huanjie_desktop.domain.columns import PEOPLE
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.people_rows import NAME
from huanjie_desktop.domain.roster import EXAMPLE
from huanjie_desktop.domain.templates import parse

_CLOCK = re.compile(r"([01]?\d|2[0-3]):[0-5]\d")
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
MOST_DAYS = 60  # of a congress
MOST_TITLE = 60  # characters
_CONTROL = frozenset({"Cc", "Cs", "Zl", "Zp"})
FORMATS = frozenset({"pdf", "docx", "xlsx"})
SUBJECTS = frozenset({"roster", "congress", "campaign", "campaign_category", "package", "person", "plan", "staffing"})
PACKAGE_SOURCES = {"congress": "congress", "rosters": "roster", "campaigns": ""}  # and what their documents are of


def check_catalog(catalog: Catalog) -> list[str]:
    """Return what is wrong, a sentence each; nothing when all is well."""
    return [
        *_check_ids(catalog),
        *_check_columns(catalog),
        *_check_samples(catalog),
        *_check_congress_kinds(catalog),
        *_check_documents(catalog),
        *_check_forms(catalog),
        *_check_packages(catalog),
        *_check_compare_rules(catalog),
    ]


def _check_ids(catalog: Catalog) -> Iterator[str]:
    """An id has a hyphen, so that a test can tell it in code from other words (`agenda`, `delegates`)."""
    every = (
        catalog.documents,
        catalog.congress_kinds,
        catalog.roster_kinds,
        catalog.forms,
        catalog.packages,
        catalog.compare_rules,
    )
    for id_ in (id_ for entries in every for id_ in entries):
        if "-" not in id_:
            yield f"the id {id_!r} must have a hyphen"


def _check_columns(catalog: Catalog) -> Iterator[str]:
    known = {field.name for field in fields(Person)} - {"id"} | PEOPLE.computed.keys()
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


def _check_samples(catalog: Catalog) -> Iterator[str]:
    """A kind of roster has a sample sheet, of columns that are imported, people's names among them."""
    for kind in catalog.roster_kinds.values():
        for field in kind.sample:
            if field not in catalog.columns or not catalog.columns[field].importable:
                yield f"roster_kinds.toml: {kind.id}: {field!r} is no column that is imported"
        if NAME not in kind.sample:
            yield f"roster_kinds.toml: {kind.id}: the sample has no names"
    if not catalog.columns[NAME].example.startswith(EXAMPLE):
        yield f"columns.toml: the example of a name must begin with {EXAMPLE}, so that nobody takes it for a person"


def _check_congress_kinds(catalog: Catalog) -> Iterator[str]:
    for kind in catalog.congress_kinds.values():
        problems = congress_kind_problems(kind, catalog)
        yield from (f"{catalog.files.get(kind.id, kind.id)}: {text}" for text in problems)


def congress_kind_problems(kind: CongressKindSpec, catalog: Catalog) -> Iterator[str]:
    """Return what is wrong with a kind of congress, a short Chinese phrase each."""
    if not kind.title.strip():
        yield "没有填写名称"
    if not 1 <= kind.days <= MOST_DAYS:
        yield f"会期“{kind.days}”天不对（days），应是1到{MOST_DAYS}天"
    yield from _check_titles(kind)
    numbers = {number.field for number in kind.numbers}
    if "term" not in numbers or len(numbers) != len(kind.numbers):
        yield "编号应有届次，会次至多一个"
    wanted = {"unit", *numbers}
    for pattern in (kind.title_pattern, kind.short_pattern):
        if _names_in(pattern) != wanted:
            yield f"会议名称“{pattern}”里应有{_braced(wanted)}"
    if kind.cover_lines and "".join(kind.cover_lines) != kind.title_pattern:
        yield "封面上的会议名称连起来应与会议全称相同"
    if not any(capacity.counted for capacity in kind.capacities):
        yield "没有一种身份是应到人员"
    texts = [("会议的召开者", kind.host, {"unit"}), ("报送的上级单位", kind.superior, {"county", "superior"})]
    texts += [(f"选举事项“{each.title}”", each.title, {"unit"}) for each in kind.elections]
    for key, text, of_whom in texts:
        if _names_in(text) - of_whom:
            yield f"{key}里只能有{_braced(of_whom)}"
    yield from _check_parts(kind)
    yield from _check_kind(catalog, kind)


def _check_titles(kind: CongressKindSpec) -> Iterator[str]:
    """A title stands on one line, in lists and in papers: no line ends or other signs of control, and not a whole text."""
    parts: list[tuple[str, str]] = [("title", kind.title)]
    for key in ("sessions", "steps", "elections", "offices", "capacities"):
        parts += [(f"{key}[{at}].title", part.title) for at, part in enumerate(getattr(kind, key))]
    for key, title in parts:
        if any(unicodedata.category(sign) in _CONTROL for sign in title):
            yield f"名称里有换行或控制字符（{key}）"
        elif len(title) > MOST_TITLE:
            yield f"名称有{len(title)}个字，太长（{key}），最多{MOST_TITLE}个字"


def _check_parts(kind: CongressKindSpec) -> Iterator[str]:
    for noun, parts in (("会议职务", kind.offices), ("身份", kind.capacities), ("选举事项", kind.elections)):
        ids = Counter(part.id for part in parts)
        yield from (f"{noun}“{id_}”重复" for id_, count in ids.items() if count > 1)
        if not all(part.title.strip() for part in parts):
            yield f"{noun}的名称不能为空"
    for session in kind.sessions:
        if not _CLOCK.fullmatch(session.start):
            yield f"会次“{session.title}”的开始时间“{session.start}”不对"
        if abs(session.day) > MOST_DAYS:
            yield f"会次“{session.title}”的日子“{session.day}”不对（day），离开幕最多{MOST_DAYS}天"
        for item in _items(session.items):
            for problem in (*SEED_FIELDS.problems(item.title), *SEED_FIELDS.problems(item.papers)):
                yield f"会次“{session.title}”的议程“{item.title}”{problem}"
    said = {"surname": "姓氏笔", "name": "姓名笔"}
    for order, words in said.items():
        if words in kind.words.order_note and kind.name_order != order:
            yield f"名单说明写的是{words}画，排序却不是"


def _items(seeds: Iterable[ItemSeed]) -> Iterator[ItemSeed]:
    for seed in seeds:
        yield seed
        yield from _items(seed.items)


def _check_kind(catalog: Catalog, kind: CongressKindSpec) -> Iterator[str]:
    for document in (*kind.packet, *kind.papers, *kind.without):
        found = catalog.documents.get(document)
        if found is None:
            yield f"没有材料“{document}”"
        elif found.of != "congress":
            yield f"“{found.title}”不是会议的材料"
        elif found.kinds and not {kind.id, kind.like} & set(found.kinds):
            yield f"“{found.title}”是别的会议种类的材料"
        elif document in kind.without and document in (*kind.packet, *kind.papers):
            yield f"“{found.title}”既列为没有的材料，又要排印"
    for capacity in kind.capacities:
        for roster_kind in capacity.roster_kinds:
            if roster_kind not in catalog.roster_kinds:
                yield f"身份“{capacity.title}”没有名册类别“{roster_kind}”"


def _names_in(pattern: str) -> set[str]:
    try:
        return set(parse(pattern).fields)
    except ValueError:
        return {pattern}


def _braced(names: Iterable[str]) -> str:
    return "和".join(f"{{{name}}}" for name in sorted(names))


def _check_documents(catalog: Catalog) -> Iterator[str]:
    for document in catalog.documents.values():
        for kind in document.kinds:
            if kind not in catalog.congress_kinds:
                yield f"documents: {document.id!r} is for the unknown congress kind {kind!r}"
        if document.of not in SUBJECTS:
            yield f"documents: {document.id!r} is of the unknown {document.of!r}"
        like = catalog.documents.get(document.like)
        if document.like and (like is None or like.like or like.compose != document.compose):
            yield f"documents: {document.id!r} is like {document.like!r}, which is no paper of its make"
        if not document.formats or set(document.formats) - FORMATS:
            yield f"documents: {document.id!r} has the formats {document.formats!r}"


def _check_forms(catalog: Catalog) -> Iterator[str]:
    for form in catalog.forms.values():
        for problem in (*form_problems(form), *heading_problems(form.heading)):
            yield f"{catalog.files.get(form.id, form.id)}: {problem}"


def _check_compare_rules(catalog: Catalog) -> Iterator[str]:
    for rule in catalog.compare_rules.values():
        yield from (f"{catalog.files.get(rule.id, rule.id)}: {text}" for text in compare_rule_problems(rule, catalog))


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
