"""The pages of a desk, each made when it is first asked for: a window shows its first page before it has the others."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from huanjie_desktop.qt.widgets.page import Page


@dataclass(frozen=True)
class PageMaker:
    """What the navigation shows of a page that may not be there yet, and how it is made."""

    title: str
    icon: str
    make: Callable[[], Page]


class Shelf:
    """页面架: pages by their numbers in the navigation; `made` hears of each new one."""

    def __init__(self, makers: Sequence[PageMaker], made: Callable[[Page], None]) -> None:
        self.makers = tuple(makers)
        self._made = made
        self._pages: dict[int, Page] = {}

    def __len__(self) -> int:
        return len(self.makers)

    def __getitem__(self, number: int) -> Page:
        page = self._pages.get(number)
        if page is None:
            page = self._pages[number] = self.makers[number].make()
            self._made(page)
        return page

    def __iter__(self) -> Iterator[Page]:
        return (self[number] for number in range(len(self.makers)))

    def made(self) -> list[tuple[int, Page]]:
        """Return the pages that are there, with their numbers."""
        return sorted(self._pages.items())

    def index(self, page: Page) -> int:
        """Return the number of a page that was made."""
        return next(number for number, each in self._pages.items() if each is page)
