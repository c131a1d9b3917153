# SPDX-License-Identifier: GPL-3.0-or-later
"""The proof: record each loop once, predict it at other settings, then run it there by turns; `make own-loop` calls it.

    python3 own_loop.py --overlap PROGRAM --scratch FOLDER -o FOLDER [--frameworks torch,tfdata] [--runs 5] [--loops A,B]
        [--settings 'A;B']
    python3 own_loop.py --check --overlap PROGRAM -o FOLDER [--frameworks …] [--loops …] [--settings …]

Loops and settings are those of settings.json; each framework has a folder of the output. Predictions are written before anything
else than the recordings has run, and are not written again. With --check they are made anew from what was recorded there, beside
what was measured: nothing runs, and the errors may be as large as settings.json says.
"""

import argparse
import csv
import json
import os
import random
import shutil
import statistics
import sys
import tempfile
from typing import Any, Dict, List, Tuple

from framework import Framework
from tfdata_proof import TFData
from torch_proof import Torch

FRAMEWORKS = {"torch": Torch, "tfdata": TFData}
Rates = Dict[Tuple[str, str], List[float]]
"""Samples per second of loops at settings."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--overlap", required=True, help="the command")
    parser.add_argument("--scratch", help="where the loops' data lie; not with --check")
    parser.add_argument("-o", "--output", required=True, help="where recordings, predictions and results go")
    parser.add_argument("--frameworks", default=",".join(FRAMEWORKS))
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--loops", help="some of them, for a trial")
    parser.add_argument("--settings", help="some of them, for a trial")
    parser.add_argument("--check", action="store_true", help="predict what was recorded and measured there anew")
    options = parser.parse_args()
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "settings.json"), encoding="utf-8") as file:
        plan = json.load(file)
    if not options.check:
        import data

        data.make(options.scratch)
    exceeded = False
    for name in options.frameworks.split(","):
        loops, settings = plan[name]["loops"], plan[name]["settings"]
        if options.loops:
            loops = {loop: loops[loop] for loop in options.loops.split(",") if loop in loops}
        if options.settings:
            settings = {name: settings[name] for name in options.settings.split(";") if name in settings}
        output = os.path.join(options.output, name)
        os.makedirs(output, exist_ok=True)
        framework = FRAMEWORKS[name](options.overlap, options.scratch, output)
        if options.check:
            exceeded |= not check(framework, loops, settings, plan[name]["errors_percent"])
        else:
            prove(framework, loops, settings, options.runs)
    sys.exit(exceeded)


def prove(framework: Framework, loops: Dict[str, Any], settings: Dict[str, Any], runs: int) -> None:
    """Record, predict, measure, report."""
    for loop, default in loops.items():
        if not os.path.exists(framework.scenario(loop)):
            framework.record(loop, default)
            print(f"{loop}: {framework.imported(loop)}", flush=True)
    predictions = predict(framework, loops, settings)
    report(framework, settings, predictions, measure(framework, loops, settings, runs))


def check(framework: Framework, loops: Dict[str, Any], settings: Dict[str, Any], limits: Dict[str, float]) -> bool:
    """Whether predictions that are made now are about as good as is said."""
    with tempfile.TemporaryDirectory() as folder:
        again = type(framework)(framework.overlap, framework.scratch, folder)
        for loop in loops:
            shutil.copy(framework.recording(loop), folder)
            print(f"{loop}: {again.imported(loop)}", flush=True)
        shutil.copy(os.path.join(framework.output, "runs.csv"), folder)
        median, ninth = report(again, settings, predict(again, loops, settings), measure(again, loops, settings, runs=0))
    if median <= limits["median"] and ninth <= limits["nine_of_ten"]:
        return True
    print(f"{os.path.basename(framework.output)}: errors are larger than a median of {limits['median']} %, and {limits['nine_of_ten']} % "
          "for nine of ten, which the settings allow", file=sys.stderr)
    return False


def predict(framework: Framework, loops: Dict[str, Any], settings: Dict[str, Any]) -> Dict[Tuple[str, str], float]:
    """Samples per second of each loop at each setting, written down."""
    path = os.path.join(framework.output, "predictions.csv")
    if not os.path.exists(path):
        rows = [[loop, name, framework.predicted(loop, setting)] for loop in loops for name, setting in settings.items()]
        write(path, ["loop", "setting", "samples_per_second"], rows)
    with open(path, encoding="utf-8") as file:
        return {(row["loop"], row["setting"]): float(row["samples_per_second"]) for row in csv.DictReader(file)}


def measure(framework: Framework, loops: Dict[str, Any], settings: Dict[str, Any], runs: int) -> Rates:
    """Every loop at every setting, by turns, in another order each time; what is there is not run again."""
    path = os.path.join(framework.output, "runs.csv")
    rows = []
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            rows = [list(row.values()) for row in csv.DictReader(file)]
    chance = random.Random(1)
    for turn in range(runs):
        points = [(loop, name) for loop in loops for name in settings]
        chance.shuffle(points)
        for loop, name in points:
            if any(row[:3] == [loop, name, str(turn)] for row in rows):
                continue
            rows.append([loop, name, str(turn), f"{framework.run(loop, settings[name]):.3f}"])
            write(path, ["loop", "setting", "run", "samples_per_second"], rows)
    rates: Rates = {}
    for loop, name, _, rate in rows:
        rates.setdefault((loop, name), []).append(float(rate))
    return rates


def report(
    framework: Framework, settings: Dict[str, Any], predictions: Dict[Tuple[str, str], float], runs: Rates
) -> Tuple[float, float]:
    """Each error beside the spread of the runs, then what was to be shown; the median error, and that of nine in ten (%)."""
    rows, errors, beyond = [], [], 0
    for (loop, name), rates in sorted(runs.items()):
        if (loop, name) not in predictions:
            continue
        rate, predicted = statistics.median(rates), predictions[loop, name]
        spread = statistics.stdev(rates) / statistics.mean(rates) if len(rates) > 1 else 0
        error = predicted / rate - 1
        errors.append(abs(error))
        beyond += abs(error) > max(0.1, spread)
        rows.append([loop, name, f"{predicted:.1f}", f"{rate:.1f}", f"{error * 100:+.1f}", f"{spread * 100:.1f}"])
    write(os.path.join(framework.output, "results.csv"),
          ["loop", "setting", "predicted", "measured", "error_percent", "spread_percent"], rows)
    for row in rows:
        print("{:16} {:30} {:>9} {:>9} {:>7} % ± {} %".format(*row))
    errors.sort()
    median, ninth = statistics.median(errors) * 100, errors[max(0, -(-len(errors) * 9 // 10) - 1)] * 100
    print(f"median |error| {median:.1f} %, nine of ten within {ninth:.1f} %, all within {errors[-1] * 100:.1f} %; "
          f"{beyond} of {len(errors)} beyond both 10 % and the spread of their runs")
    # Samples in memory beat every number of workers: that choice needs no prediction.
    chosen = [name for name in settings if not settings[name].get("cache")]
    for loop in sorted({loop for loop, _ in predictions}):
        best(loop, chosen, predictions, runs)
    return median, ninth


def best(loop: str, settings: List[str], predictions: Dict[Tuple[str, str], float], runs: Rates) -> None:
    """The setting that was predicted to be the best, beside the best one."""
    rates = {name: runs[loop, name] for name in settings if (loop, name) in runs and (loop, name) in predictions}
    chosen = max(rates, key=lambda name: predictions[loop, name])
    top = max(rates, key=lambda name: statistics.mean(rates[name]))
    share = statistics.mean(rates[chosen]) / statistics.mean(rates[top])
    error = statistics.stdev(rates[top]) / len(rates[top]) ** 0.5 / statistics.mean(rates[top]) if len(rates[top]) > 1 else 0
    print(f"{loop}: predicted best `{chosen}`, {share * 100:.1f} % of the best, `{top}` (± {200 * error:.1f} %)")


def write(path: str, head: List[str], rows: List[List[Any]]) -> None:
    with open(path + ".tmp", "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([head] + rows)
    os.replace(path + ".tmp", path)


if __name__ == "__main__":
    main()
