"""Composes papers: named functions from a spec and its material to a document of neutral blocks."""

from collections.abc import Callable, Mapping
from typing import Any

from huanjie_desktop.catalog.specs import DocumentSpec
from huanjie_desktop.documents.blocks import (
    OFFICIAL_MARGINS,
    TABLE_MARGINS,
    Block,
    Document,
    PageStyle,
    Paper,
)
from huanjie_desktop.documents.compose import (
    agenda,
    count_slip,
    front,
    names,
    packages,
    recommendations,
    request,
    results,
    rosters,
    sheet_layout,
    sheets,
)
from huanjie_desktop.documents.material import CongressMaterial, Material

Compose = Callable[[Any, Mapping[str, Any]], tuple[Block, ...]]

FUNCTIONS: Mapping[str, Compose] = {
    "cover": front.compose_cover,
    "contents": front.compose_contents,
    "articles": front.compose_articles,
    "agenda": agenda.compose_agenda,
    "programme": agenda.compose_programme,
    "member_names": names.compose_member_names,
    "attending_names": names.compose_attending_names,
    "office_names": names.compose_office_names,
    "groups": names.compose_groups,
    "roster_table": rosters.compose_roster_table,
    "sign_in": rosters.compose_sign_in,
    "request": request.compose_request,
    "receipt": packages.compose_receipt,
    "sheet": sheets.compose_sheet,
    "count_slip": count_slip.compose_count_slip,
    "results": results.compose_results,
    "recommendations": recommendations.compose_recommendations,
}


PAGES: Mapping[str, Callable[[Any], PageStyle]] = {  # for papers that do not stand on the sheet that the spec names
    "sheet": lambda material: sheet_layout.page_of(material.form),
    "results": results.result_page,
    "recommendations": recommendations.recommendation_page,
}


def compose(spec: DocumentSpec, material: Material) -> Document:
    """Return the paper that `spec` describes, made of `material`; of a congress as its kind has it."""
    if isinstance(material, CongressMaterial):
        spec = material.kind.paper(spec)
    own = PAGES.get(spec.compose)
    page = own(material) if own else _page(spec)
    return Document(spec.title, page, FUNCTIONS[spec.compose](material, spec.params), page.numbering != "none")


def _page(spec: DocumentSpec) -> PageStyle:
    return PageStyle(
        Paper(spec.paper),
        spec.landscape,
        OFFICIAL_MARGINS if spec.margins == "official" else TABLE_MARGINS,
        spec.numbering,
    )
