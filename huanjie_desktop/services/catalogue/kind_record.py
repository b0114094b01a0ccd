"""A kind of congress as a plain record that an office changes: its names, words, offices, order and packet."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.catalog.specs import CongressKindSpec, OfficeSpec
from huanjie_desktop.documents.compose.texts import EntryText, texts_of, with_texts
from huanjie_desktop.domain.errors import UserError

ORDERS = (("surname", "按姓氏笔画"), ("name", "按姓名笔画"), ("own", "按编排的次序"))
SINGLE = "（1人）"


def record_of(kind: CongressKindSpec, catalog: Catalog) -> dict[str, Any]:
    """Return the record; offices and papers are texts of a line for each."""
    titles = [catalog.documents[id_].title for id_ in kind.packet if id_ in catalog.documents]
    offices = [office.title + (SINGLE if office.single else "") for office in kind.offices]
    return {
        "title": kind.title,
        **{each.path: each.fields.in_words(each.text) for each in texts_of(kind)},
        "name_order": kind.name_order,
        "days": kind.days,
        "offices": "\n".join(offices),
        "packet": "\n".join(titles),
    }


def kind_from(kind: CongressKindSpec, record: Mapping[str, Any], catalog: Catalog, new_id: str) -> CongressKindSpec:
    """Return the kind as the record has it; UserError where it names an unknown paper or field.

    An office keeps its id by its name, else by its place; a further one gets one that begins with `new_id`.
    """
    changed: CongressKindSpec = with_texts(
        kind, {each.path: each.fields.in_names(str(record[each.path] or "")) for each in texts_of(kind)}
    )
    return msgspec.structs.replace(
        changed,
        title=str(record["title"] or "").strip(),
        name_order=record["name_order"],
        days=record["days"],
        offices=_offices(kind.offices, _lines(record["offices"]), new_id),
        packet=tuple(_paper(catalog, title) for title in _lines(record["packet"])),
    )


def texts_of_kind(kind: CongressKindSpec) -> list[EntryText]:
    """Return the kind's texts, of which the record has one field each."""
    return texts_of(kind)


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def _offices(known: Sequence[OfficeSpec], lines: Sequence[str], new_id: str) -> tuple[OfficeSpec, ...]:
    titles = [line.removesuffix(SINGLE).strip() for line in lines]
    named = {office.title: office.id for office in known if office.title in titles}
    renamed = {
        title: known[at].id
        for at, title in enumerate(titles)
        if title not in named and at < len(known) and known[at].id not in named.values()
    }
    ids = {title: named.get(title) or renamed.get(title) or f"{new_id}-{at}" for at, title in enumerate(titles)}
    leading = {office.id for office in known if office.leads}
    return tuple(
        OfficeSpec(id=ids[title], title=title, single=line.endswith(SINGLE), leads=ids[title] in leading)
        for title, line in zip(titles, lines, strict=True)
    )


def _paper(catalog: Catalog, title: str) -> str:
    papers = {spec.title: spec.id for spec in catalog.documents.values() if spec.of == "congress"}
    if title not in papers:
        raise UserError(f"会议材料里没有“{title}”。", f"可以编入：{'、'.join(papers)}。")
    return papers[title]
