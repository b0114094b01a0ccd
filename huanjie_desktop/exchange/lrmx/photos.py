"""Photos as forms carry them: an upright JPEG in colours that every printer knows; others are turned into one."""

import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

_LARGEST_SIDE = 1200  # pixels; 36.3 x 48.7 mm at 600 dpi
_LARGEST_KEPT = 1_000_000  # bytes of a photo that is kept as it came
_MOST_PIXELS = 120_000_000
_TURNED = 0x0112  # the EXIF tag that says how the camera was held


@dataclass(frozen=True)
class Photo:
    """照片: the bytes to keep, and in words why they are not those that came, "" where they are."""

    content: bytes
    changed: str = ""


def read_photo(content: bytes) -> Photo:
    """Return a photo fit to be kept; ValueError says in Chinese why it is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(content))
            if image.width * image.height > _MOST_PIXELS:
                raise ValueError(f"照片有{image.width}×{image.height}点，太大")
            turned = image.getexif().get(_TURNED, 1) != 1
            plain = image.format == "JPEG" and image.mode in ("RGB", "L") and not turned
            if plain and max(image.size) <= _LARGEST_SIDE and len(content) <= _LARGEST_KEPT:
                image.load()
                return Photo(content)
            image.draft("RGB", (_LARGEST_SIDE, _LARGEST_SIDE))
            return Photo(_as_jpeg(ImageOps.exif_transpose(image)), "已转成普通的 JPEG 照片")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValueError("照片的点数太多，可能有害") from error
    except UnidentifiedImageError as error:
        raise ValueError("照片不是图片") from error
    except (OSError, SyntaxError, EOFError, MemoryError) as error:
        raise ValueError("照片的内容已损坏") from error


@dataclass(frozen=True)
class Crop:
    """裁剪: what of a picture is kept, as shares of its width and height from the left and the top."""

    left: float
    top: float
    width: float
    height: float


def cut_out(content: bytes, crop: Crop) -> bytes:
    """Return a part of a photo, a point high and wide at least."""
    image = Image.open(BytesIO(content))
    wide, high = image.size
    left, top = min(round(crop.left * wide), wide - 1), min(round(crop.top * high), high - 1)
    right = min(max(round((crop.left + crop.width) * wide), left + 1), wide)
    bottom = min(max(round((crop.top + crop.height) * high), top + 1), high)
    whole = (left, top, right, bottom) == (0, 0, wide, high)
    return content if whole else _as_jpeg(image.crop((left, top, right, bottom)))


def shrunk(content: bytes, side: int) -> bytes:
    """Return a kept photo no larger than this, as it is where it is smaller."""
    image = Image.open(BytesIO(content))
    if max(image.size) <= side:
        return content
    image.draft("RGB", (side, side))
    image.thumbnail((side, side))
    return _as_jpeg(image)


def size_of(content: bytes) -> tuple[int, int]:
    """Return a kept photo's width and height in points."""
    wide, high = Image.open(BytesIO(content)).size
    return wide, high


def cropped(content: bytes, shape: tuple[float, float]) -> bytes:
    """Return the middle of a photo in the proportions of a place for it, never stretched; what is right already stays as it is."""
    image = Image.open(BytesIO(content))
    wide, high = image.size
    width, height = min(wide, round(high * shape[0] / shape[1])), min(high, round(wide * shape[1] / shape[0]))
    if (wide - width) <= 1 and (high - height) <= 1:
        return content
    left, top = (wide - width) // 2, (high - height) // 2
    return _as_jpeg(image.crop((left, top, left + width, top + height)))


def _as_jpeg(image: Image.Image) -> bytes:
    image.thumbnail((_LARGEST_SIDE, _LARGEST_SIDE))
    if image.mode in ("RGBA", "LA", "P", "PA"):
        clear = image.convert("RGBA")
        ground = Image.new("RGBA", clear.size, "white")
        image = Image.alpha_composite(ground, clear)
    stream = BytesIO()
    image.convert("RGB").save(stream, "JPEG", quality=90)
    return stream.getvalue()
