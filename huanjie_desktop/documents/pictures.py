"""Pictures of PDF pages for the preview and the printer; what is seen is what is printed."""

from dataclasses import dataclass

from huanjie_desktop.domain.errors import UserError

_POINTS = 72


@dataclass(frozen=True)
class Picture:
    """A page as pixels, four bytes each (blue, green, red, unused), rows of `stride` bytes from the top."""

    width: int
    height: int
    stride: int
    pixels: bytes


def page_count(content: bytes) -> int:
    """Return how many pages a PDF has."""
    pages = Pages(content)
    try:
        return len(pages)
    finally:
        pages.close()


class Pages:
    """The pages of one PDF; sizes in points. Close it when done."""

    def __init__(self, content: bytes) -> None:
        import pypdfium2  # its library is loaded with the first PDF that is seen, not with the window

        try:
            self._pdf = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            raise UserError("这份 PDF 打不开。", "请重新生成后再试。") from error

    def __len__(self) -> int:
        return len(self._pdf)

    def size(self, index: int) -> tuple[float, float]:
        """Return a page's width and height, pt."""
        width, height = self._pdf.get_page_size(index)
        return float(width), float(height)

    def picture(self, index: int, dpi: float) -> Picture:
        """Return a page drawn at a resolution."""
        page = self._pdf[index]
        try:
            bitmap = page.render(scale=dpi / _POINTS, rev_byteorder=False, prefer_bgrx=True)
            return Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
        finally:
            page.close()

    def text(self, index: int) -> str:
        """Return a page's text as a reader copies it."""
        page = self._pdf[index]
        try:
            return str(page.get_textpage().get_text_bounded())
        finally:
            page.close()

    def close(self) -> None:
        """Free the file."""
        self._pdf.close()
