"""Pictures on their way to become photos: read and set upright before anybody is asked what of them is kept."""

from pathlib import Path

from huanjie_desktop.domain.errors import UserError, WorldError, os_reason
from huanjie_desktop.exchange.lrmx.photos import read_photo
from huanjie_desktop.services.people.person_edit import parts_of
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import blobs

_MOST_BYTES = 100_000_000


def read_picture(source: Path | bytes) -> tuple[bytes, str]:
    """Return a picture as it can be kept, with what was done to it; UserError where it is none, WorldError where it cannot be read."""
    try:
        size = source.stat().st_size if isinstance(source, Path) else len(source)
        if size > _MOST_BYTES:
            raise UserError("照片文件超过100MB。", "请换一个小一些的文件。")
        content = source.read_bytes() if isinstance(source, Path) else source
    except OSError as error:
        raise WorldError(f"照片读不出来（{os_reason(error)}）。", "请检查文件后再试。") from error
    try:
        photo = read_photo(content)
    except ValueError as error:
        raise UserError(f"{error}，没有换照片。", "请换一个图片文件。") from error
    return photo.content, photo.changed


def read_kept(workspace: Workspace, person_id: str) -> tuple[bytes, str]:
    """Return the photo that is kept of a person; UserError where there is none."""
    known = parts_of(workspace, person_id).photo
    content = blobs.read(workspace.store.db, known.digest) if known is not None else None
    if content is None:
        raise UserError("这个人没有照片。")
    return content, ""
