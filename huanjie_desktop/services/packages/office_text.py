"""The words in files of office programs, plain texts and PDFs, as far as this program can read them."""

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

_OFFICE = frozenset({".docx", ".xlsx", ".pptx", ".odt", ".ods", ".wps", ".et", ".docm", ".xlsm"})
_TEXT = frozenset({".txt", ".csv", ".html", ".htm", ".xml", ".json", ".md", ".lrmx"})
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg)\Z", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_PARAGRAPH = re.compile(r"</(?:w:p|a:p|text:p|si|t|v|c|row)>")
LARGEST = 64 * 1024 * 1024
_DEEPEST = 3  # files within files


@dataclass(frozen=True)
class Read:
    """What was read of a file: its `words`, and whether there is something in it that nobody can read (`unseen`)."""

    words: str = ""
    unseen: bool = False


def read_words(name: str, content: bytes, depth: int = 0) -> Read:
    """Return the words of a file by the suffix of its name; a file that cannot be read is `unseen`."""
    suffix = PurePath(name).suffix.lower()
    try:
        if suffix in _TEXT:
            return Read(decode_text(content))
        if (suffix in _OFFICE or suffix == ".zip") and content.startswith(b"PK"):
            return _read_archive(content, suffix == ".zip", depth)
        if suffix == ".pdf":
            return _read_pdf(content)
    except Exception:  # noqa: BLE001 - a broken file is one that nobody can look into
        return Read(unseen=True)
    return Read(unseen=True)


def decode_text(content: bytes) -> str:
    """Return a text in whatever of the usual encodings it is in: UTF-8, UTF-16 with or without its mark, GB 18030."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    zeros = content[:4000].count(0)
    if zeros > len(content[:4000]) // 5:
        even = content[:4000:2].count(0)
        return content.decode("utf-16-be" if even > zeros - even else "utf-16-le", "replace")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", "replace")


def _read_archive(content: bytes, every: bool, depth: int) -> Read:
    words, unseen = [], False
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = [info for info in archive.infolist() if not info.is_dir()]
        if sum(info.file_size for info in parts) > LARGEST or depth >= _DEEPEST:
            return Read(unseen=True)
        for info in parts:
            name = info.filename
            if name.endswith((".xml", ".rels")) and not every:
                text = decode_text(archive.read(info))
                words.append(_TAG.sub("", _PARAGRAPH.sub("\n", text)))
            elif _PICTURE.search(name) and not name.startswith("docProps/"):  # not the program's own thumbnail
                unseen = True
            elif every or "/embeddings/" in f"/{name}" or name.startswith("Object"):
                inner = read_words(name, archive.read(info), depth + 1)
                words.append(inner.words)
                unseen = unseen or inner.unseen
    return Read("\n".join(words), unseen)


def _read_pdf(content: bytes) -> Read:
    from huanjie_desktop.documents.pictures import Pages  # the PDF library is not needed before there is a PDF

    pages = Pages(content)
    try:
        texts = [pages.text(at) for at in range(len(pages))]
    finally:
        pages.close()
    return Read("\n".join(texts), any(not text.strip() for text in texts))  # a scan has no words
