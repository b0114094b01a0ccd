"""Cross-checks papers and congress kinds with the functions that compose papers and the fields that texts may name."""

from collections.abc import Collection, Iterator

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.catalog.specs import CongressKindSpec, DocumentSpec
from huanjie_desktop.documents.compose.functions import MAKERS
from huanjie_desktop.documents.compose.params import Kind, leaves, problems_of
from huanjie_desktop.documents.compose.texts import texts_of

_WORDS = "words."


def check_papers(catalog: Catalog) -> list[str]:
    """Return what is wrong with the papers of a catalogue, each with file and key; nothing when all is well."""
    offices = {office.id for kind in catalog.congress_kinds.values() for office in kind.offices}
    found = [
        f"{catalog.files.get(spec.id, spec.id)}: {problem}"
        for spec in catalog.documents.values()
        for problem in _paper_problems(spec, catalog, offices)
    ]
    for kind in catalog.congress_kinds.values():
        found += [f"{catalog.files.get(kind.id, kind.id)}: {each}" for each in kind_paper_problems(kind, catalog)]
    return found


def kind_paper_problems(kind: CongressKindSpec, catalog: Catalog) -> Iterator[str]:
    """Give what is wrong with a kind's words and with the papers that it has of its own, a phrase each with the key."""
    for each in texts_of(kind):
        if each.path.startswith(_WORDS):  # its other texts: catalog.check
            yield from (f"{each.path}: {problem}" for problem in each.fields.problems(each.text))
    every = [*catalog.congress_kinds.values(), kind]
    offices = {office.id for other in every for office in other.offices}
    for spec in (catalog.documents[id_] for id_ in kind.papers if id_ in catalog.documents):
        known = set(_paper_problems(spec, catalog, offices))  # said of the paper itself
        problems = _paper_problems(kind.paper(spec), catalog, offices)
        yield from (f"papers.{spec.id}.{problem}" for problem in problems if problem not in known)


def _paper_problems(spec: DocumentSpec, catalog: Catalog, offices: Collection[str]) -> Iterator[str]:
    maker = MAKERS.get(spec.compose)
    if maker is None:
        yield f"compose: 没有“{spec.compose}”这种排法"
        return
    if spec.of not in maker.of:
        yield f"of: “{spec.compose}”只能排{'、'.join(maker.of)}，不能排{spec.of}"
        return
    yield from (f"params.{place}: {problem}" for place, problem in problems_of(maker.params, spec.params))
    kinds = {param.path: param.kind for param in maker.params}
    for leaf in leaves(spec.params):
        kind = kinds.get(leaf.path)
        if kind is Kind.OFFICE and leaf.value not in offices:
            yield f"params.{leaf.place}: 没有会议职务“{leaf.value}”"
        elif kind is Kind.COLUMN and leaf.value not in catalog.columns:
            yield f"params.{leaf.place}: 没有栏目“{leaf.value}”"
    for each in texts_of(spec):
        yield from (f"{each.path}: {problem}" for problem in each.fields.problems(each.text))
