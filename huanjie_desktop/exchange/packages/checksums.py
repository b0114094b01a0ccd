"""校验.txt: the checksums that people can read and `sha256sum -c` can check."""

import re
from collections.abc import Mapping, Sequence

from huanjie_desktop.exchange.packages.manifest import ManifestFault, digest_of

_LINE = re.compile(r"([0-9a-f]{64})  (.+)\Z")
_SEAL = "# 以上各行的校验值："


def write_checksums(heading: Sequence[str], digests: Mapping[str, str]) -> bytes:
    """Return the file: `heading` as remarks, a line for each path, and last the checksum of the lines above."""
    lines = [*(f"# {line}" for line in heading), *(f"{digest}  {path}" for path, digest in digests.items())]
    above = "".join(f"{line}\n" for line in lines).encode()
    return above + f"{_SEAL}{digest_of(above)}\n".encode()


def read_checksums(content: bytes) -> dict[str, str]:
    """Return the digests by path; raises ManifestFault where a single byte is not as it was written."""
    above, mark, seal = content.rpartition(_SEAL.encode())
    if not mark or seal != f"{digest_of(above)}\n".encode():
        raise ManifestFault("内容已变")
    digests: dict[str, str] = {}
    for line in above.decode("utf-8", "replace").split("\n")[:-1]:
        found = _LINE.match(line)
        if found:
            digests[found[2]] = found[1]
        elif not line.startswith("#"):
            raise ManifestFault("内容读不懂")
    return digests
