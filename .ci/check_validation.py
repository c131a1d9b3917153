"""Compares the validation figures that README.md quotes with the committed results they come from.

With --write it prints the rows that README.md should have.
"""

import csv
import pathlib
import sys

ROOT = pathlib.Path(__file__).parent.parent
GROUPS = [
    ("wait", "functions and steps wait"),
    ("core", "functions compute, two cores"),
    ("opencl", "steps on PoCL, one core"),
]


def quantile(values, probability):
    """By linear interpolation, as `overlap validate` has it."""
    ordered = sorted(values)
    position = probability * (len(ordered) - 1)
    index = int(position)
    if index + 1 == len(ordered):
        return ordered[index]
    return ordered[index] + (position - index) * (ordered[index + 1] - ordered[index])


def ordered_pairs(rows):
    right = pairs = 0
    for index, one in enumerate(rows):
        for other in rows[:index]:
            difference = float(one["measured"]) - float(other["measured"])
            spread = max(float(row["spread"]) * float(row["measured"]) for row in (one, other))
            if abs(difference) > 2 * spread:
                pairs += 1
                right += (float(one["predicted"]) - float(other["predicted"])) * difference > 0
    return right, pairs


def row(group, meaning):
    with open(ROOT / "notebooks-export/validation" / group / "validation.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    errors = [abs(float(entry["error"])) for entry in rows]
    spread = quantile([float(entry["spread"]) for entry in rows], 0.5)
    right, pairs = ordered_pairs(rows)
    figures = " | ".join(f"{100 * value:.1f} %" for value in [*(quantile(errors, p) for p in (0.5, 0.95, 1)), spread])
    return f"| {meaning} | {len(rows)} | {figures} | {right} of {pairs} |"


def main():
    expected = [row(group, meaning) for group, meaning in GROUPS]
    if "--write" in sys.argv:
        print("\n".join(expected))
        return
    readme = (ROOT / "README.md").read_text()
    missing = [line for line in expected if line not in readme]
    if missing:
        sys.exit("README.md does not quote notebooks-export/validation as it is; it should have\n" + "\n".join(missing))
    print(f"README.md: {len(expected)} groups of validated points are quoted as they were measured")


if __name__ == "__main__":
    main()
