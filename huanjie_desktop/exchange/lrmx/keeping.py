"""Keeps a form's file without the text of its photo, where the photo itself is kept and the text can be made of it again."""

import base64

from huanjie_desktop.exchange.lrmx.reading import without_photo

_ENDS = {"": b"", "n": b"\n", "rn": b"\r\n"}


def stripped(content: bytes, photo: bytes) -> tuple[bytes, str]:
    """Return what to keep of a file whose photo is `photo`, and how the photo goes back; the whole file and "" where it cannot."""
    body, coded = without_photo(content)
    if not photo or not coded:
        return content, ""
    length = coded.find(b"\n")
    end = "" if length < 0 else "rn" if coded[length - 1 : length] == b"\r" else "n"
    kept = f"{_place(content, body)}:{max(length - (end == 'rn'), 0)}:{end}"
    return (body, kept) if restored(body, photo, kept) == content else (content, "")


def restored(body: bytes, photo: bytes, kept: str) -> bytes:
    """Return a file as it came, of what was kept of it and its photo."""
    if not kept:
        return body
    place, length, end = kept.split(":")
    coded = base64.b64encode(photo)
    size = int(length)
    if size:
        coded = _ENDS[end].join(coded[at : at + size] for at in range(0, len(coded), size))
    return body[: int(place)] + coded + body[int(place) :]


def _place(content: bytes, body: bytes) -> int:
    """Return where in the body the photo's text stood: behind its opening tag."""
    at = body.index(b"<ZhaoPian")
    assert content[:at] == body[:at], "the photo is the first thing that is taken out"
    return body.index(b">", at) + 1
