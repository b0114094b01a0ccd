"""What the program knows by itself: the catalogue, the rules and the tables of names, each read when first asked for."""

from collections.abc import Callable
from functools import cached_property

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.catalog.name_tables import NameTables
from huanjie_desktop.domain.rules import RuleBook


class Tables:
    """目录、规则、字表, by the functions that give them."""

    def __init__(
        self, catalog: Callable[[], Catalog], rules: Callable[[], RuleBook], names: Callable[[], NameTables]
    ) -> None:
        self._catalog = catalog
        self._rules = rules
        self._names = names

    @cached_property
    def catalog(self) -> Catalog:
        """Return the catalogue."""
        return self._catalog()

    @cached_property
    def rules(self) -> RuleBook:
        """Return the rules."""
        return self._rules()

    @cached_property
    def names(self) -> NameTables:
        """Return the tables that names are sorted and read by."""
        return self._names()
