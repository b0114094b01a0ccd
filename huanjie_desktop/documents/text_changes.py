"""The office's own words in the papers: which texts of a paper it has changed, for one congress or for all."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.catalog.own_kinds import EntryKind
from huanjie_desktop.catalog.specs import CongressKindSpec, DocumentSpec, Entry, PaperSpec
from huanjie_desktop.catalog.tables import Tables

if TYPE_CHECKING:
    from huanjie_desktop.documents.compose.texts import EntryText

_CONGRESS = "congress"


class TextChange(Entry, frozen=True):
    """材料文字的改动: `id` is the paper's, `texts` the office's words by the place of the text in it.

    `instead` has the program's words that they were written for: where a later program has others, the place may be
    another text's, and the change is not used.
    """

    id: str
    texts: dict[str, str]
    instead: dict[str, str] = msgspec.field(default_factory=dict)


def changed_paper(spec: DocumentSpec, change: TextChange) -> DocumentSpec:
    """Return a paper with the office's words where it has such texts."""
    from huanjie_desktop.documents.compose.texts import texts_of, with_texts

    places = {each.path for each in texts_of(spec)}
    return with_texts(spec, {path: words for path, words in change.texts.items() if path in places})


def kind_with_texts(
    kind: CongressKindSpec, documents: Mapping[str, DocumentSpec], changes: Sequence[TextChange]
) -> CongressKindSpec:
    """Return a kind of congress whose papers have the office's words, the later change over the earlier."""
    for change in changes:
        found = documents.get(change.id)
        if found is not None and found.of == _CONGRESS:
            spec = changed_paper(kind.paper(found), change)
            papers = {**kind.papers, spec.id: PaperSpec(title=spec.title, params=spec.params)}
            kind = msgspec.structs.replace(kind, papers=papers)
    return kind


def _texts(documents: Iterable[DocumentSpec], kinds: Iterable[CongressKindSpec]) -> "Iterator[EntryText]":
    from huanjie_desktop.documents.compose.texts import texts_of

    kinds = list(kinds)
    for spec in documents:
        yield from texts_of(spec)
        for kind in kinds if spec.of == _CONGRESS else ():
            yield from texts_of(kind.paper(spec))


def _problems(change: TextChange, tables: Tables) -> Iterator[str]:
    spec = tables.catalog.documents.get(change.id)
    if spec is None:
        yield f"没有材料“{change.id}”"
        return
    every = list(_texts([spec], tables.catalog.congress_kinds.values()))
    known = {each.path: each for each in every}
    shipped = {(each.path, each.text) for each in every}
    for path, words in change.texts.items():
        each = known.get(path)
        if each is None:
            yield f"“{spec.title}”没有“{path}”这一处文字"
        elif (path, change.instead.get(path, each.text)) not in shipped:
            yield f"“{spec.title}”的“{each.title}”：程序换了原文，请重新修改"
        else:
            yield from (f"“{spec.title}”的“{each.title}”：{problem}" for problem in each.fields.problems(words))


def _over(catalog: Catalog, changes: Sequence[TextChange]) -> Catalog:
    documents = dict(catalog.documents)
    for change in changes:
        if change.id in documents and documents[change.id].of != _CONGRESS:  # those of congresses go by their kinds
            documents[change.id] = changed_paper(documents[change.id], change)
    return replace(catalog, documents=documents)


def _shipped(tables: Tables) -> Mapping[str, TextChange]:
    return {
        id_: TextChange(id=id_, texts={}) for id_, spec in tables.catalog.documents.items() if list(_texts([spec], ()))
    }


DOCUMENT_TEXT = EntryKind("document_text", "材料文字", TextChange, _problems, _shipped, {"catalog": _over})
