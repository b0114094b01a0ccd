"""Composes papers: named functions from a spec and its material to a document of neutral blocks."""

from huanjie_desktop.catalog.specs import DocumentSpec
from huanjie_desktop.documents.blocks import OFFICIAL_MARGINS, TABLE_MARGINS, Document, PageStyle, Paper
from huanjie_desktop.documents.compose.functions import MAKERS
from huanjie_desktop.documents.compose.texts import filled_params
from huanjie_desktop.documents.material import CongressMaterial, Material


def compose(spec: DocumentSpec, material: Material) -> Document:
    """Return the paper that `spec` describes, made of `material`; of a congress as its kind has it.

    Its `lacking` are the titles of the fields that have no value.
    """
    spec = _own(spec, material)
    maker = MAKERS[spec.compose]
    page = maker.page(material) if maker.page else _page(spec)
    params, empty = filled_params(spec, material)
    return Document(spec.title, page, maker.compose(material, params), page.numbering != "none", empty)


def lacking(spec: DocumentSpec, material: Material) -> tuple[str, ...]:
    """Return the titles of the fields of a paper's texts that have no value, without composing it."""
    return filled_params(_own(spec, material), material)[1]


def _own(spec: DocumentSpec, material: Material) -> DocumentSpec:
    return material.kind.paper(spec) if isinstance(material, CongressMaterial) else spec


def _page(spec: DocumentSpec) -> PageStyle:
    return PageStyle(
        Paper(spec.paper),
        spec.landscape,
        OFFICIAL_MARGINS if spec.margins == "official" else TABLE_MARGINS,
        spec.numbering,
    )
