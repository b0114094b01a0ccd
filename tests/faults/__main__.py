"""Try faults and print one JSON object with their counts.

python3 dev.py faults [--only NAME ...] [--scale X] [--seed S] [--short] [--list]
"""

import argparse
import json
import subprocess
import sys
import time
import traceback

from tests import sockets
from tests.faults.registry import Fault, Tally, all_faults


def _try(each: Fault, options: argparse.Namespace) -> dict[str, object]:
    """Try one fault, in a process of its own where there are several: what one breaks or uses up is not the next one's."""
    if each.posix and sys.platform == "win32":
        return {"ok": True, "tried": 0, "notes": ["needs fork, which this system has not"]}
    if len(options.only) > 1:
        further = ["--short"] if options.short else ["--scale", str(options.scale)]
        command = [sys.executable, "-m", "tests.faults", "--only", each.name, "--seed", str(options.seed), *further]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
        try:
            found: dict[str, object] = json.loads(done.stdout)["faults"][each.name]
        except (ValueError, KeyError):
            found = {"ok": False, "tried": 0, "notes": [f"ended with {done.returncode}"]}
        return found
    sockets.watch()
    count = each.short if options.short else max(1, round(each.full * options.scale))
    print(f"{each.name}: {count} ...", file=sys.stderr, flush=True)
    started = time.perf_counter()
    try:
        tally = each.try_it(count, options.seed)
    except Exception as error:  # noqa: BLE001 - a fault that breaks the trial itself is told with the others
        traceback.print_exc()
        tally = Tally(tried=1)
        tally.wrong("broke off", repr(error)[:300])
    for opened in sockets.opened:
        tally.wrong("sockets", opened)
    return tally.as_json() | {"seconds": round(time.perf_counter() - started, 1)}


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
    said = {name: _try(faults[name], options) for name in options.only}
    ok = all(each["ok"] for each in said.values())
    print(json.dumps({"ok": ok, "seed": options.seed, "faults": said}, ensure_ascii=False, indent=2), flush=True)
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
