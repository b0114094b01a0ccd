"""Make the stroke tables in resources/catalog/names from the public tables they rest on.

    python workbench/make_strokes.py all_word.json Unihan_IRGSources.txt.bz2 Unihan_OtherMappings.txt.bz2 OUTPUT_DIR

`all_word.json` lies in the PyPI package cn-sort 0.14 (MIT, folder cn_sort/res): a stroke rank of 20,897 characters.
The two Unihan files lie in the Debian package unicode-data 15.0 (Unicode licence): kTotalStrokes, and kTGH, the number
of each of the 8,105 characters of the 2013 通用规范汉字表, whose three levels are each printed in 字序 (GF 3003).

Written are, all UTF-8 with \\n:
- strokes.txt: a line per stroke count, "count TAB characters in stroke order";
- strokes_placed.txt: characters of strokes.txt whose count is sure but whose place among equal counts is estimated;
- strokes_rare.txt: a line per stroke count of all other characters, in code point order.

The rank is corrected by the standard where the two differ (十 before 丁; 达 has six strokes): inside each level the
longest run that already agrees stays, and every other character goes right behind the one the standard puts before it.
"""

import bz2
import json
import sys
from bisect import bisect_left
from pathlib import Path

LEVELS = ((1, 3500), (3501, 6500), (6501, 8105))
MOST_STROKES = 84
# Characters outside both tables whose strokes were compared by hand: they go right behind the other character.
PLACED_BY_HAND = {"𠮷": "吉"}


def read_ranks(path: Path) -> list[str]:
    """Return the Han characters of cn-sort in its stroke order."""
    entries = json.loads(path.read_text(encoding="utf-8"))["all_word"]
    ranks = {entry["chinese"]: entry["stroke_increment_level"] for entry in entries}
    return sorted((char for char in ranks if len(char) == 1 and ord(char) > 0x7F), key=lambda char: ranks[char])


def read_unihan(path: Path, wanted: str) -> dict[str, str]:
    """Return one field of a Unihan file by character."""
    found = {}
    with bz2.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            parts = line.rstrip("\n").split("\t")
            if len(parts) == 3 and parts[1] == wanted:
                found[chr(int(parts[0][2:], 16))] = parts[2]
    return found


def longest_rising(values: list[int]) -> set[int]:
    """Return the indexes of a longest strictly rising subsequence."""
    tails: list[int] = []
    tail_values: list[int] = []
    before: list[int] = []
    for index, value in enumerate(values):
        place = bisect_left(tail_values, value)
        before.append(tails[place - 1] if place else -1)
        if place == len(tails):
            tails.append(index)
            tail_values.append(value)
        else:
            tails[place], tail_values[place] = index, value
    kept: set[int] = set()
    index = tails[-1] if tails else -1
    while index >= 0:
        kept.add(index)
        index = before[index]
    return kept


def correct_by_standard(
    order: list[str], numbers: dict[str, int], strokes: dict[str, int]
) -> tuple[list[str], list[str]]:
    """Return the corrected order, and the characters that the standard adds to it."""
    rank = {char: float(place) for place, char in enumerate(order)}
    added = []
    for first, last in LEVELS:
        chain = sorted((char for char, number in numbers.items() if first <= number <= last), key=numbers.__getitem__)
        known = [char for char in chain if char in rank]
        kept = {known[index] for index in longest_rising([int(rank[char]) for char in known])}
        for index, char in enumerate(chain):
            if char in kept:
                continue
            if char not in rank:
                added.append(char)
            before = chain[index - 1] if index else ""
            behind = next((other for other in chain[index + 1 :] if other in kept), "")
            if before and (not behind or strokes[before] in (strokes[char], strokes[behind])):
                rank[char] = rank[before] + 1e-6
            else:  # the first of its count in this level
                rank[char] = rank[behind] - 1e-3
    for char, before in PLACED_BY_HAND.items():
        rank[char] = rank[before] + 1e-7
    return sorted(rank, key=lambda char: (rank[char], char)), added


def fit_counts(order: list[str], strokes: dict[str, int]) -> list[int]:
    """Return a never falling stroke count for each place of the order, agreeing with `strokes` as often as can be."""
    best = [0] * (MOST_STROKES + 1)
    back: list[list[int]] = []
    for char in order:
        chosen, chosen_score, scores, row = 0, -1, [], []
        for count in range(MOST_STROKES + 1):
            if best[count] > chosen_score:
                chosen, chosen_score = count, best[count]
            row.append(chosen)
            scores.append(chosen_score + (strokes.get(char) == count))
        best = scores
        back.append(row)
    count = max(range(MOST_STROKES + 1), key=best.__getitem__)
    counts = []
    for row in reversed(back):
        # row[count] is the count of the place before, given this place's count
        counts.append(count)
        count = row[count]
    return counts[::-1]


def write_counted(path: Path, pairs: list[tuple[int, str]]) -> None:
    """Write "count TAB characters" lines."""
    lines: dict[int, list[str]] = {}
    for count, char in pairs:
        lines.setdefault(count, []).append(char)
    text = "".join(f"{count}\t{''.join(chars)}\n" for count, chars in sorted(lines.items()))
    path.write_bytes(text.encode("utf-8"))


def main(arguments: list[str]) -> None:
    """Read the three sources and write the three tables."""
    words, sources, mappings, out = (Path(argument) for argument in arguments)
    strokes = {char: int(text.split()[0]) for char, text in read_unihan(sources, "kTotalStrokes").items()}
    numbers = {char: int(text.split()[0].split(":")[1]) for char, text in read_unihan(mappings, "kTGH").items()}
    order, added = correct_by_standard(read_ranks(words), numbers, strokes)
    counts = fit_counts(order, strokes)
    write_counted(out / "strokes.txt", list(zip(counts, order, strict=True)))
    (out / "strokes_placed.txt").write_bytes(("".join(added) + "\n").encode("utf-8"))
    known = set(order)
    rare = sorted((count, char) for char, count in strokes.items() if char not in known)
    write_counted(out / "strokes_rare.txt", rare)
    differing = [char for char, count in zip(order, counts, strict=True) if strokes.get(char) != count]
    sys.stdout.write(f"{len(order)} in order, {len(added)} placed, {len(rare)} rare\n")
    sys.stdout.write(f"count differs from kTotalStrokes: {''.join(differing)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
