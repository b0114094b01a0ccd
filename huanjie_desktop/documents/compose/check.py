"""Cross-checks papers, congress kinds and forms with the functions that compose them and the fields that texts may name."""

from collections.abc import Iterator

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.catalog.specs import DocumentSpec
from huanjie_desktop.documents.compose.functions import MAKERS
from huanjie_desktop.documents.compose.params import Kind, leaves, problems_of
from huanjie_desktop.documents.compose.texts import texts_of

_WORDS = "words."


def check_papers(catalog: Catalog) -> list[str]:
    """Return what is wrong with the papers of a catalogue, each with file and key; nothing when all is well."""
    found = [
        f"{catalog.files.get(spec.id, spec.id)}: {problem}"
        for spec in catalog.documents.values()
        for problem in _check_paper(catalog, spec)
    ]
    for kind in catalog.congress_kinds.values():
        file = catalog.files.get(kind.id, kind.id)
        words = [each for each in texts_of(kind) if each.path.startswith(_WORDS)]  # its other texts: catalog.check
        found += [f"{file}: {each.path}: {problem}" for each in words for problem in each.fields.problems(each.text)]
        for spec in (catalog.documents[id_] for id_ in kind.papers if id_ in catalog.documents):
            found += [f"{file}: papers.{spec.id}.{problem}" for problem in _check_paper(catalog, kind.paper(spec))]
    return found


def _check_paper(catalog: Catalog, spec: DocumentSpec) -> Iterator[str]:
    maker = MAKERS.get(spec.compose)
    if maker is None:
        yield f"compose: no function {spec.compose!r}"
        return
    if spec.of not in maker.of:
        yield f"of: {spec.compose!r} prints of {', '.join(maker.of)}, not of {spec.of!r}"
        return
    yield from (f"params.{place}: {problem}" for place, problem in problems_of(maker.params, spec.params))
    kinds = {param.path: param.kind for param in maker.params}
    offices = {office.id for kind in catalog.congress_kinds.values() for office in kind.offices}
    for leaf in leaves(spec.params):
        kind = kinds.get(leaf.path)
        if kind is Kind.OFFICE and leaf.value not in offices:
            yield f"params.{leaf.place}: no congress kind has the office {leaf.value!r}"
        elif kind is Kind.COLUMN and leaf.value not in catalog.columns:
            yield f"params.{leaf.place}: no column {leaf.value!r}"
    for each in texts_of(spec):
        yield from (f"{each.path}: {problem}" for problem in each.fields.problems(each.text))
