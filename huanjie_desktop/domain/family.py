"""家庭主要成员及重要社会关系: who has died, and what is said of them in a line."""

import re
from collections.abc import Iterable
from datetime import date

from huanjie_desktop.domain.approval import Relative
from huanjie_desktop.domain.dates import age_at

_DIED = re.compile(r"已去世|已故|已逝|已病故|已亡")


def has_died(relative: Relative) -> bool:
    """Tell whether the words on somebody's post say that he is dead."""
    return bool(_DIED.search(relative.post))


def printed_age(relative: Relative, base: date) -> str:
    """Return the age as the form has it, "" of the dead and of whom no birth is known."""
    if relative.birth is None or has_died(relative):
        return ""
    return str(age_at(relative.birth, base))


def in_words(family: Iterable[Relative]) -> str:
    """Return relatives in a line: 妻子示例乙、长女示例丙."""
    return "、".join(f"{each.relation}{each.name}" for each in family)
