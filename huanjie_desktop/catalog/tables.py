"""What the program knows by itself: the catalogue, the rules and the tables of names, each read when first asked for."""

from collections.abc import Callable, Iterable
from functools import cached_property

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.catalog.name_tables import NameTables
from huanjie_desktop.catalog.plan_tables import PlanTables
from huanjie_desktop.catalog.specs import CongressKindSpec
from huanjie_desktop.domain.rules import RuleBook

KindPapers = Callable[[CongressKindSpec, Catalog], Iterable[str]]


class Tables:
    """目录、规则、字表、工期的表, by the functions that give them."""

    def __init__(
        self,
        catalog: Callable[[], Catalog],
        rules: Callable[[], RuleBook],
        names: Callable[[], NameTables],
        plans: Callable[[], PlanTables],
        papers: KindPapers = lambda _kind, _catalog: (),
    ) -> None:
        """Take what gives the tables; `papers` says what is wrong with the papers that a kind of congress has of its own."""
        self._catalog = catalog
        self._rules = rules
        self._names = names
        self._plans = plans
        self._papers = papers

    def with_papers(self, papers: KindPapers) -> "Tables":
        """Return the same tables, with what looks through the papers of kinds of congress."""
        return Tables(self._catalog, self._rules, self._names, self._plans, papers)

    def paper_problems(self, kind: CongressKindSpec) -> Iterable[str]:
        """Return what is wrong with the papers that a kind has of its own, a phrase each."""
        return self._papers(kind, self.catalog)

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

    @cached_property
    def plans(self) -> PlanTables:
        """Return what plans are made with besides the kinds' steps."""
        return self._plans()
