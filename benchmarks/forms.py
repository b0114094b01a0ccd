"""Forms: importing a folder of lrmx against parsing them and decoding their photos alone; printing them against a bare canvas."""

import base64
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from benchmarks.timing import seconds_of
from huanjie_desktop.documents.blocks import Grid
from huanjie_desktop.documents.compose import compose
from huanjie_desktop.documents.drawing import Box, Entries, Item, Picture, Words
from huanjie_desktop.documents.fitting import MM, Fitted, fit, fit_entries
from huanjie_desktop.documents.fonts import font_book
from huanjie_desktop.documents.grids import grid_drawing
from huanjie_desktop.documents.pdf import write_pdf
from huanjie_desktop.domain.identity import make_check_digit
from huanjie_desktop.domain.ports import NoProgress
from huanjie_desktop.exchange.lrmx.writing import new_lrmx
from huanjie_desktop.services.people.import_request import ImportRequest
from huanjie_desktop.services.people.importing import commit_import, prepare_import
from huanjie_desktop.services.printing.approval_material import approval_material
from huanjie_desktop.services.printing.form_printing import preview_forms
from huanjie_desktop.services.workspace import Workspace, create_workspace

COUNT, PRINTED = 1000, 500
_NAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
_WIFE = {
    "ChengWei": "妻子",
    "XingMing": "杜文静",
    "ChuShengRiQi": "198703",
    "GongZuoDanWeiJiZhiWu": "青禾县第二小学教师",
}


def measure_forms(folder: Path) -> dict[str, Any]:
    """Import a thousand forms with photos, and print five hundred."""
    files = _write_files(folder / "审批表")
    plain = seconds_of(lambda: _read_plainly(files), 1)
    workspace = create_workspace(folder / "青禾县2026年换届.huanjie", "青禾县")
    try:
        took = seconds_of(lambda: _import(workspace, folder / "审批表"), 1)
        spec = workspace.catalog.documents["approval-form"]
        roster = workspace.store.db.conn.execute("SELECT id FROM roster").fetchone()[0]
        material = approval_material(workspace, spec, roster)
        document = compose(
            spec, type(material)(material.county, material.title, material.forms[:PRINTED], material.base_date)
        )
        printed = seconds_of(lambda: write_pdf([document], BytesIO()))
        bare = _operations([block for block in document.blocks if isinstance(block, Grid)])
        drawn = seconds_of(lambda: _draw_plainly(bare))
        ids = [form.person.id for form in material.forms[:PRINTED]]
        chosen = seconds_of(lambda: preview_forms(workspace, spec.id, ids, NoProgress()), 1)
    finally:
        workspace.close()
    return {
        "forms": COUNT,
        "import_seconds": round(took, 2),
        "import_ratio": round(took / plain, 2),
        "print_seconds": round(printed, 2),
        "print_ratio": round(printed / drawn, 2),
        "print_chosen_seconds": round(chosen, 2),  # read, cropped, composed and written, a bookmark each
    }


def _write_files(folder: Path) -> list[Path]:
    folder.mkdir()
    photos = []
    for _ in range(20):
        stream = BytesIO()
        Image.effect_noise((295, 413), 40).convert("RGB").save(stream, "JPEG", quality=88)
        photos.append(stream.getvalue())
    files = []
    for at in range(COUNT):
        name = _NAMES[at % 16] + _NAMES[at // 16 % 16] + _NAMES[at // 256 % 16]
        number = f"990101{1960 + at % 40}{at % 12 + 1:02d}{at % 28 + 1:02d}{at % 500 * 2 + 1:03d}"
        values = {
            "XingMing": name,
            "XingBie": "男",
            "ChuShengNianYue": number[6:12],
            "ShenFenZheng": number + make_check_digit(number),
            "XianRenZhiWu": "柳河镇党委副书记、镇长",
            "JianLi": "2004.09--2008.07  云川农业大学学习\n2008.08--2013.04  青禾县农业局科员\n"
            f"2013.04--         柳河镇镇长，第{at}届人大代表",
        }
        files.append(folder / f"{name}{at}.lrmx")
        files[-1].write_bytes(new_lrmx(values, [_WIFE], photos[at % len(photos)], four=False))
    return files


def _read_plainly(files: list[Path]) -> None:
    for file in files:
        root = etree.fromstring(file.read_bytes())
        Image.open(BytesIO(base64.b64decode(root.findtext("ZhaoPian")))).load()


def _import(workspace: Workspace, folder: Path) -> None:
    preview = prepare_import(workspace, ImportRequest(folder, on_doubt="accept"))
    commit_import(workspace, preview, skip_bad_rows=True, back_up=False)


def _operations(grids: list[Grid]) -> list[list[tuple[Item, Fitted | None]]]:
    """Return what a page is made of, with the text set already."""
    fonts = font_book()

    def fitted(item: Item) -> Fitted | None:
        if isinstance(item, Words):
            return fit(item, fonts)
        return fit_entries(item, fonts) if isinstance(item, Entries) else None

    return [[(item, fitted(item)) for item in grid_drawing(grid).items] for grid in grids]


def _draw_plainly(pages: list[list[tuple[Item, Fitted | None]]]) -> None:
    canvas = Canvas(BytesIO(), invariant=1, pageCompression=1)
    for page in pages:
        for item, fitted in page:
            if isinstance(item, Box):
                canvas.rect(item.x * MM, item.y * MM, item.width * MM, item.height * MM)
            elif isinstance(item, Picture):
                canvas.drawImage(ImageReader(BytesIO(item.content)), 0, 0, 100, 140)
            for line in fitted.lines if fitted is not None else ():
                for piece in line.line.pieces:
                    canvas.setFont(piece.font, piece.size)
                    canvas.drawString(line.x + piece.x, 700 - line.baseline, piece.text)
        canvas.showPage()
    canvas.save()
