"""Composes papers: named functions from a spec and its material to a document of neutral blocks."""

from huanjie_desktop.catalog.specs import DocumentSpec
from huanjie_desktop.documents.blocks import OFFICIAL_MARGINS, TABLE_MARGINS, Document, PageStyle, Paper
from huanjie_desktop.documents.compose.functions import MAKERS
from huanjie_desktop.documents.compose.needs import result
from huanjie_desktop.documents.compose.texts import filled_params
from huanjie_desktop.documents.material import CampaignMaterial, CongressMaterial, Material


def compose(spec: DocumentSpec, material: Material) -> Document:
    """Return the paper that `spec` describes, made of `material`; of a congress as its kind has it.

    Its `lacking` are the titles of the fields that have no value.
    """
    spec = _own(spec, material)
    maker = MAKERS[spec.compose]
    page = maker.page(material) if maker.page else _page(spec)
    params, empty = filled_params(spec, material)
    blocks = maker.compose(material, params)
    return Document(spec.title, page, blocks, page.numbering != "none", empty, _names(material))


def lacks_of(spec: DocumentSpec, material: Material) -> tuple[str, ...]:
    """Return what a paper still lacks, a phrase each: what its maker needs, and fields of its texts without a value."""
    own = _own(spec, material)
    lacks = [lack for need in MAKERS[own.compose].needs for lack in need(material, own.params)]
    return tuple(dict.fromkeys((*lacks, *(f"没有{title}" for title in lacking(spec, material)))))


def lacking(spec: DocumentSpec, material: Material) -> tuple[str, ...]:
    """Return the titles of the fields of a paper's texts that have no value, without composing it."""
    return filled_params(_own(spec, material), material)[1]


def needs_result(spec: DocumentSpec) -> bool:
    """Tell whether a paper can be composed only when a campaign has a result."""
    return result in MAKERS[spec.compose].needs


def _names(material: Material) -> tuple[str, ...]:
    """Return the names that titles are not broken in."""
    county = getattr(material, "county", "")
    if isinstance(material, CongressMaterial):
        names = [county, material.congress.unit, material.host, *material.title_lines, material.short_title]
    elif isinstance(material, CampaignMaterial):
        names = [county, material.setup.campaign.unit]
    else:
        names = [county]
    return tuple(name for name in dict.fromkeys(names) if name)


def _own(spec: DocumentSpec, material: Material) -> DocumentSpec:
    return material.kind.paper(spec) if isinstance(material, CongressMaterial) else spec


def _page(spec: DocumentSpec) -> PageStyle:
    return PageStyle(
        Paper(spec.paper),
        spec.landscape,
        OFFICIAL_MARGINS if spec.margins == "official" else TABLE_MARGINS,
        spec.numbering,
    )
