"""What was read of a cell: the values, and what is doubtful about them or was passed over."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Doubt(NamedTuple):
    """存疑: what may mean something else; `code` is doubt-… as findings have it, `text` a short Chinese sentence without its 。

    `then` says what the values are if it comes in as it is (按1月).
    """

    code: str
    text: str
    then: str = ""


class Reading(NamedTuple):
    """The fields that a cell sets; `doubts` are to be asked, `notes` say in words what of the cell was not taken."""

    values: Mapping[str, Any]
    doubts: tuple[Doubt, ...] = ()
    notes: tuple[str, ...] = ()
