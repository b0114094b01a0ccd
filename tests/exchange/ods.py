"""Makes ods files, which no library of the tests writes."""

import zipfile
from pathlib import Path

_SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{}</manifest:manifest>'
)
KIND = "application/vnd.oasis.opendocument.spreadsheet"


def cell(text: str, attributes: str = "", name: str = "table-cell") -> str:
    """Return a cell with a text."""
    kind = "" if "value-type" in attributes else ' office:value-type="string"'
    return f"<table:{name}{kind} {attributes}><text:p>{text}</text:p></table:{name}>"


def row(*cells: str, attributes: str = "") -> str:
    """Return a row; plain texts are made cells."""
    made = "".join(each if each.startswith("<") else cell(each) for each in cells)
    return f"<table:table-row {attributes}>{made}</table:table-row>"


def write_ods(path: Path, rows: str, styles: str = "", manifest: str = "") -> Path:
    """Write an ods of one sheet with these rows as XML."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES} office:version="1.2">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="名册">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", KIND)
        archive.writestr("META-INF/manifest.xml", _MANIFEST.format(manifest))
        archive.writestr("content.xml", content)
    return path
