"""The program's own catalogue, rules and name tables, each read once; only the workspace and the entry points load them."""

from functools import cache

from huanjie_desktop.catalog.loader import Catalog, read_catalog
from huanjie_desktop.catalog.name_tables import NameTables, read_name_tables
from huanjie_desktop.catalog.plan_tables import PlanTables, read_plan_tables
from huanjie_desktop.catalog.rules import read_rule_book
from huanjie_desktop.catalog.tables import Tables
from huanjie_desktop.domain.rules import RuleBook
from huanjie_desktop.paths import resource_dir


@cache
def load_catalog() -> Catalog:
    """Return the shipped catalogue."""
    return read_catalog(resource_dir() / "catalog")


@cache
def load_rule_book() -> RuleBook:
    """Return the shipped rules, read on the first call."""
    return read_rule_book(sorted((resource_dir() / "catalog" / "rules").glob("*.toml")))


@cache
def load_name_tables() -> NameTables:
    """Return the shipped tables, read on the first call (about 15 ms)."""
    return read_name_tables(resource_dir() / "catalog" / "names")


@cache
def load_plan_tables() -> PlanTables:
    """Return the shipped anchors, holidays and presets, read on the first call."""
    return read_plan_tables(resource_dir() / "catalog")


SHIPPED = Tables(load_catalog, load_rule_book, load_name_tables, load_plan_tables)
