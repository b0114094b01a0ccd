"""Checks the catalogue: every file is read, and what names something elsewhere names something that is there."""

import sys

from huanjie_desktop.catalog.check import check_catalog
from huanjie_desktop.catalog.loader import CatalogError
from huanjie_desktop.catalog.plan_tables import check_plan_tables
from huanjie_desktop.catalog.rules import check_rules
from huanjie_desktop.catalog.shipped import load_catalog, load_plan_tables, load_rule_book
from huanjie_desktop.documents.compose.check import check_papers


def main() -> int:
    """Print what is wrong; return 1 if anything is."""
    try:
        catalog, rules = load_catalog(), load_rule_book()
        wrong = [*check_catalog(catalog), *check_papers(catalog), *check_rules(rules, catalog)]
        wrong += check_plan_tables(load_plan_tables(), catalog, rules)
    except CatalogError as error:
        wrong = [str(error)]
    for line in wrong:
        print(f"catalogue: {line}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
