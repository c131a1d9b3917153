#!/usr/bin/env python3
"""Checks that the README quotes the validation's results as they are; with --print, prints the rows to quote.

Rows are computed from notebooks-export/validation/*/validation.csv alone.
"""

import csv
import itertools
import pathlib
import sys

RESULTS = pathlib.Path("notebooks-export/validation")
GROUPS = [
    ("functions wait", "wait"),
    ("functions compute: busy threads", "spin"),
    ("functions compute: over their bytes", "work"),
    ("loaders: files, requests, locks", "loaders"),
    ("steps on OpenCL (PoCL)", "opencl"),
    ("steps on a GPU (NVIDIA H200)", "opencl-gpu"),
    ("copies beside kernels (the same)", "copies-gpu"),
]
HEAD = "| Group | Points | Median error | 95th percentile | Worst | Spread, median | Pairs in order |"
QUOTING = ["README.md", str(RESULTS / "README.md")]


def points(group):
    with open(RESULTS / group / "validation.csv", newline="") as file:
        return list(csv.DictReader(file))


def quantile(values, probability):
    values = sorted(values)
    position = probability * (len(values) - 1)
    index = int(position)
    upper = values[min(index + 1, len(values) - 1)]
    return values[index] + (position - index) * (upper - values[index])


def order(rows):
    """Pairs that the measurements tell apart by twice their spread, and those that the predictions have in that order."""
    right = pairs = 0
    for one, other in itertools.combinations(rows, 2):
        difference = float(one["measured"]) - float(other["measured"])
        spread = max(float(row["spread"]) * float(row["measured"]) for row in (one, other))
        if abs(difference) <= 2 * spread or difference == 0:
            continue
        pairs += 1
        right += (float(one["predicted"]) - float(other["predicted"])) * difference > 0
    return right, pairs


def row(title, group):
    rows = points(group)
    errors = [abs(float(point["error"])) for point in rows]
    spreads = [float(point["spread"]) for point in rows]
    shares = [quantile(errors, 0.5), quantile(errors, 0.95), max(errors), quantile(spreads, 0.5)]
    right, pairs = order(rows)
    cells = [title, str(len(rows))] + [f"{100 * share:.1f} %" for share in shares] + [f"{right} of {pairs}"]
    return "| " + " | ".join(cells) + " |"


def main():
    rows = [row(title, group) for title, group in GROUPS]
    if "--print" in sys.argv[1:]:
        print(HEAD, "|---|---|---|---|---|---|---|", *rows, sep="\n")
        return 0
    missing = [
        (name, line)
        for name in QUOTING
        for line in [HEAD, *rows]
        if line not in pathlib.Path(name).read_text().splitlines()
    ]
    for name, line in missing:
        print(f"{name} does not quote the results, which would be:\n{line}", file=sys.stderr)
    if not missing:
        print("the README quotes the validation as it was measured")
    return 1 if missing else 0


sys.exit(main())
