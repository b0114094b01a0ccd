"""What a change's rows were before it and became by it, as the journal keeps them: short in place, long once, by digest.

An image is JSON: the ids of rows that were added, `{id: {column: value}}` of changed ones, `{"columns", "rows"}` of whole
rows; before the sixth schema whole rows were a list of objects. Bytes stand in hexadecimal.
"""

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from huanjie_desktop.store.driver import Database, Value

_BYTES = "\0bytes"  # the key under which an image holds bytes: no column is called so
_BYTES_IN_JSON = json.dumps(_BYTES)
_IN_PLACE = 600  # characters; a longer image stands in journal_image, and undone and redone again it stands there once
_LEVEL = 1  # an import of 50,000 people is packed in a tenth of a second
_ELSEWHERE = "="  # before the digest of an image that stands in journal_image: no JSON begins so
_GONE = """
    SELECT DISTINCT substr(kept, 2) FROM (SELECT images AS kept FROM journal_row UNION SELECT images_after FROM journal_row)
    WHERE kept LIKE '=%' AND substr(kept, 2) NOT IN (SELECT digest FROM journal_image)
"""


def write_image(image: Any) -> str:
    """Return an image as text, the same for the same rows."""
    return json.dumps(image, ensure_ascii=False, separators=(",", ":"), default=_bytes_out)


def whole_rows(columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> dict[str, Any]:
    """Return the image of whole rows."""
    return {"columns": list(columns), "rows": rows}


def keep_image(db: Database, text: str) -> str:
    """Return what the journal's row holds for an image: itself, or where it stands."""
    if len(text) <= _IN_PLACE:
        return text
    content = text.encode()
    digest = hashlib.sha256(content).hexdigest()
    if not db.conn.execute("SELECT 1 FROM journal_image WHERE digest = ?", (digest,)).fetchone():
        packed = zlib.compress(content, _LEVEL)
        db.conn.execute("INSERT INTO journal_image (digest, content) VALUES (?, ?)", (digest, packed))
    return _ELSEWHERE + digest


def digest_of_image(kept: str) -> str:
    """Return an image's SHA-256, wherever it stands."""
    return kept[1:] if kept.startswith(_ELSEWHERE) else hashlib.sha256(kept.encode()).hexdigest()


def read_image(db: Database, kept: str) -> Any:
    """Return an image as it was written; None where there is none. Raises ValueError where it cannot be read."""
    if kept.startswith(_ELSEWHERE):
        row = db.conn.execute("SELECT content FROM journal_image WHERE digest = ?", (kept[1:],)).fetchone()
        if row is None:
            raise ValueError(f"no image {kept}")
        kept = unpack(row[0]).decode()
    return json.loads(kept, object_hook=_bytes_back if _BYTES_IN_JSON in kept else None) if kept else None


def unpack(content: bytes) -> bytes:
    """Return the bytes of an image that stands in journal_image. Raises ValueError where they are damaged."""
    try:
        return zlib.decompress(content)
    except zlib.error as error:
        raise ValueError("a damaged image") from error


def columns_and_rows(image: Any) -> tuple[list[str], list[list[Value]]]:
    """Return the columns and the rows of an image of whole rows, in either way of writing it."""
    if isinstance(image, Mapping):
        return image["columns"], image["rows"]
    columns = list(image[0]) if image else []
    return columns, [[row[column] for column in columns] for row in image]


def values_by_id(image: Any) -> Iterator[tuple[str, Mapping[str, Value]]]:
    """Return the columns that an image tells of, row by row; nothing for ids alone."""
    if isinstance(image, Mapping) and "rows" not in image:
        yield from image.items()
    elif image and not isinstance(image[0] if isinstance(image, Sequence) else None, str):
        columns, rows = columns_and_rows(image)
        for row in rows:
            values = dict(zip(columns, row, strict=True))
            yield str(values["id"]), values


def list_damaged_images(db: Database) -> list[str]:
    """Return the digests of images that are no longer what was kept, or are gone."""
    found = [str(row[0]) for row in db.conn.execute(_GONE)]
    for digest, content in db.conn.execute("SELECT digest, content FROM journal_image"):
        try:
            sound = hashlib.sha256(unpack(content)).hexdigest() == digest
        except ValueError:
            sound = False
        if not sound:
            found.append(str(digest))
    return found


def _bytes_out(value: bytes) -> dict[str, str]:
    return {_BYTES: value.hex()}


def _bytes_back(pairs: dict[str, Any]) -> Any:
    return bytes.fromhex(pairs[_BYTES]) if _BYTES in pairs else pairs
