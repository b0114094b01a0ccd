"""A maker: a compose function with what it takes from a spec."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from huanjie_desktop.documents.blocks import Block, PageStyle
from huanjie_desktop.documents.compose.needs import Need
from huanjie_desktop.documents.compose.params import Kind, Param

ROSTER, CONGRESS, CAMPAIGN, CATEGORY, PACKAGE = "roster", "congress", "campaign", "campaign_category", "package"
PERSON, PLAN, STAFFING = "person", "plan", "staffing"

Compose = Callable[[Any, Mapping[str, Any]], tuple[Block, ...]]


@dataclass(frozen=True)
class Maker:
    """A compose function as the catalogue names it; the texts among its `params` reach it with their fields filled.

    `of` are the kinds of thing that it prints of, `page` gives the sheet where that does not stand in the spec;
    what a paper lacks derives from its `needs`.
    """

    compose: Compose
    of: tuple[str, ...]
    params: tuple[Param, ...] = ()
    page: Callable[[Any], PageStyle] | None = None
    needs: tuple[Need, ...] = ()

    @property
    def texts(self) -> Mapping[str, Param]:
        """Return the texts by their keys."""
        return {param.path: param for param in self.params if param.kind is Kind.TEXT}
