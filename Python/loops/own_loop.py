# SPDX-License-Identifier: GPL-3.0-or-later
"""The proof: record each loop once, predict it at other settings, then run it there by turns; `make own-loop` calls it.

    python3 own_loop.py --overlap PROGRAM --scratch FOLDER -o FOLDER [--runs 5] [--loops A,B] [--settings A,B]

Loops and settings are those of settings.json. Predictions are written before anything else than the recordings has run, and
are not written again.
"""

import argparse
import csv
import json
import os
import random
import statistics
import subprocess
import sys

import data

HERE = os.path.dirname(os.path.abspath(__file__))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--overlap", required=True, help="the command")
    parser.add_argument("--scratch", required=True, help="where the loops' data lie")
    parser.add_argument("-o", "--output", required=True, help="where recordings, predictions and results go")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--loops", help="some of them, for a trial")
    parser.add_argument("--settings", help="some of them, for a trial")
    options = parser.parse_args()
    with open(os.path.join(HERE, "settings.json"), encoding="utf-8") as file:
        plan = json.load(file)
    loops = {name: plan["loops"][name] for name in (options.loops or ",".join(plan["loops"])).split(",")}
    names = options.settings.split(";") if options.settings else list(plan["settings"])
    settings = {name: plan["settings"][name] for name in names}
    os.makedirs(options.output, exist_ok=True)
    data.make(options.scratch)
    for loop, default in loops.items():
        record(options, loop, default)
    predictions = predict(options, loops, settings)
    runs = measure(options, loops, settings)
    report(options, predictions, runs)


def batch_of(loop):
    from torch_loops import LOOPS

    return LOOPS[loop]["batch"]


def arguments_of(loop, setting):
    """A setting as arguments of the loader."""
    arguments = dict(setting)
    scale = arguments.pop("batch_scale", 1)
    return {**arguments, "batch_size": int(batch_of(loop) * scale)}


def run(options, loop, setting, *more):
    command = [sys.executable, os.path.join(HERE, "torch_loops.py"), loop, options.scratch]
    command += ["--settings", json.dumps(arguments_of(loop, setting)), *more]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(ended.stdout)["samples_per_second"]


def record(options, loop, default):
    """Once, at the loop's default settings; and import it."""
    path = os.path.join(options.output, f"{loop}.json")
    if os.path.exists(path):
        return
    rate = run(options, loop, default, "--record", path)
    scenario = os.path.join(options.output, f"{loop}.yaml")
    ended = subprocess.run(
        [options.overlap, "import", "loop", path, "-o", scenario, "--force"], capture_output=True, text=True, check=True)
    print(f"{loop}: {rate:.1f} samples/s while it was recorded; {ended.stderr.splitlines()[0]}", flush=True)


def overrides(options, loop, default, setting):
    """A setting as changes of the imported scenario."""
    changes = {
        "dataLoader.workers": setting["num_workers"],
        "dataLoader.prefetchFactor": setting.get("prefetch_factor", 2),
        "dataLoader.workersLive": "run" if setting.get("persistent_workers") else "epoch",
        "dataLoader.order": "ordered" if setting.get("in_order", True) else "unordered",
    }
    scale = setting.get("batch_scale", 1)
    if scale != 1:
        changes["dataLoader.batchSize"] = int(batch_of(loop) * scale)
        changes.update(scaled(options, loop, scale))
    if setting.get("cache"):
        changes.update({"dataLoader.cost": "0 s", "disk.latency": "0 s"})
    return [part for path, value in changes.items() for part in ("--set", f"{path}={value}")]


def scaled(options, loop, scale):
    """Steps and joining in proportion to the batch, by their means."""
    with open(os.path.join(options.output, f"{loop}.json"), encoding="utf-8") as file:
        recording = json.load(file)
    epochs = recording["epochs"]
    steps = [value - delay for epoch in epochs
             for value, delay in zip(epoch["step_us"], epoch.get("step_delay_us") or [0] * len(epoch["step_us"]))]
    cores = [value for epoch in epochs for value in epoch["step_core_us"]]
    step, core = statistics.mean(steps), statistics.mean(cores)
    if core >= 0.8 * step:
        return {"train.step": f"{step * scale:.1f} us"}
    return {"train.step": f"{(step - core) * scale:.1f} us", "train.hostOverhead": f"{core * scale:.1f} us"}


def predict(options, loops, settings):
    """Samples per second of each loop at each setting, written down."""
    path = os.path.join(options.output, "predictions.csv")
    if not os.path.exists(path):
        rows = []
        for loop, default in loops.items():
            for name, setting in settings.items():
                command = [options.overlap, "simulate", os.path.join(options.output, f"{loop}.yaml"), "--json", "--quiet"]
                command += ["--variants", "as recorded"] + overrides(options, loop, default, setting)
                ended = subprocess.run(command, capture_output=True, text=True)
                if ended.returncode:
                    sys.exit(f"{' '.join(command)}\n{ended.stderr}")
                metrics = json.loads(ended.stdout)["variants"][0]["metrics"]
                rows.append([loop, name, metrics["runSamplesPerSecond"]["mean"]])
        write(path, ["loop", "setting", "samples_per_second"], rows)
    with open(path, encoding="utf-8") as file:
        return {(row["loop"], row["setting"]): float(row["samples_per_second"]) for row in csv.DictReader(file)}


def measure(options, loops, settings):
    """Every loop at every setting, by turns, in another order each time; what is there is not run again."""
    path = os.path.join(options.output, "runs.csv")
    rows = []
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            rows = [list(row.values()) for row in csv.DictReader(file)]
    chance = random.Random(1)
    for turn in range(options.runs):
        points = [(loop, name) for loop in loops for name in settings]
        chance.shuffle(points)
        for loop, name in points:
            if any(row[:3] == [loop, name, str(turn)] for row in rows):
                continue
            rows.append([loop, name, str(turn), f"{run(options, loop, settings[name]):.3f}"])
            write(path, ["loop", "setting", "run", "samples_per_second"], rows)
    rates = {}
    for loop, name, _, rate in rows:
        rates.setdefault((loop, name), []).append(float(rate))
    return rates


def report(options, predictions, runs):
    """Each error beside the spread of the runs, then what was to be shown."""
    rows, errors = [], []
    for (loop, name), rates in sorted(runs.items()):
        if (loop, name) not in predictions:
            continue
        rate, predicted = statistics.median(rates), predictions[loop, name]
        spread = statistics.stdev(rates) / statistics.mean(rates) if len(rates) > 1 else 0
        errors.append(abs(predicted / rate - 1))
        rows.append([loop, name, f"{predicted:.1f}", f"{rate:.1f}", f"{(predicted / rate - 1) * 100:+.1f}", f"{spread * 100:.1f}"])
    write(os.path.join(options.output, "results.csv"),
          ["loop", "setting", "predicted", "measured", "error_percent", "spread_percent"], rows)
    for row in rows:
        print("{:16} {:30} {:>9} {:>9} {:>7} % ± {} %".format(*row))
    errors.sort()
    print(f"median |error| {statistics.median(errors) * 100:.1f} %, "
          f"nine of ten within {errors[max(0, -(-len(errors) * 9 // 10) - 1)] * 100:.1f} %, all within {errors[-1] * 100:.1f} %")
    for loop in sorted({loop for loop, _ in runs}):
        best(loop, predictions, runs)


def best(loop, predictions, runs):
    """The setting that was predicted to be the best, beside the best one."""
    rates = {name: measured for (own, name), measured in runs.items() if own == loop and (loop, name) in predictions}
    chosen = max(rates, key=lambda name: predictions[loop, name])
    top = max(rates, key=lambda name: statistics.mean(rates[name]))
    share = statistics.mean(rates[chosen]) / statistics.mean(rates[top])
    error = statistics.stdev(rates[top]) / len(rates[top]) ** 0.5 / statistics.mean(rates[top]) if len(rates[top]) > 1 else 0
    print(f"{loop}: predicted best `{chosen}`, {share * 100:.1f} % of the best, `{top}` (± {200 * error:.1f} %)")


def write(path, head, rows):
    with open(path + ".tmp", "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([head] + rows)
    os.replace(path + ".tmp", path)


if __name__ == "__main__":
    main()
