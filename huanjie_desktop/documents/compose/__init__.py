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
from huanjie_desktop.documents.compose import agenda, front, names, packages, request, rosters
from huanjie_desktop.documents.material import Material

Compose = Callable[[Any, Mapping[str, Any]], tuple[Block, ...]]

FUNCTIONS: Mapping[str, Compose] = {
    "cover": front.compose_cover,
    "contents": front.compose_contents,
    "articles": front.compose_articles,
    "agenda": agenda.compose_agenda,
    "programme": agenda.compose_programme,
    "delegate_names": names.compose_delegate_names,
    "office_names": names.compose_office_names,
    "groups": names.compose_groups,
    "roster_table": rosters.compose_roster_table,
    "sign_in": rosters.compose_sign_in,
    "request": request.compose_request,
    "receipt": packages.compose_receipt,
}


def compose(spec: DocumentSpec, material: Material) -> Document:
    """Return the paper that `spec` describes, made of `material`."""
    page = PageStyle(
        Paper(spec.paper),
        spec.landscape,
        OFFICIAL_MARGINS if spec.margins == "official" else TABLE_MARGINS,
        spec.numbering,
    )
    return Document(spec.title, page, FUNCTIONS[spec.compose](material, spec.params), spec.numbering != "none")
