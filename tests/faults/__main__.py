"""Try faults and print one JSON object with their counts.

python3 dev.py faults [--only NAME ...] [--scale X] [--seed S] [--short] [--list]
"""

import argparse
import json
import sys
import time

from tests import sockets
from tests.faults.registry import all_faults


def main() -> int:
    """Try what was asked for; the exit code says whether all of it went as it must."""
    parser = argparse.ArgumentParser(prog="dev.py faults", description=__doc__)
    faults = all_faults()
    parser.add_argument("--only", nargs="+", choices=sorted(faults), default=list(faults), metavar="NAME")
    parser.add_argument("--scale", type=float, default=1.0, help="a share of the full counts")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--short", action="store_true", help="the counts of the test command")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    if options.list:
        print("\n".join(f"{each.name}\t{each.full}\t{each.short}" for each in faults.values()))
        return 0
    sockets.watch()
    said: dict[str, dict[str, object]] = {}
    for name in options.only:
        each = faults[name]
        if each.posix and sys.platform == "win32":
            said[name] = {"ok": True, "tried": 0, "notes": ["needs fork, which this system has not"]}
            continue
        count = each.short if options.short else max(1, round(each.full * options.scale))
        print(f"{name}: {count} ...", file=sys.stderr, flush=True)
        started = time.perf_counter()
        tally = each.try_it(count, options.seed)
        for opened in sockets.opened:
            tally.wrong("sockets", opened)
        sockets.opened.clear()
        said[name] = tally.as_json() | {"seconds": round(time.perf_counter() - started, 1)}
    ok = all(each["ok"] for each in said.values())
    print(json.dumps({"ok": ok, "seed": options.seed, "faults": said}, ensure_ascii=False, indent=2), flush=True)
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
