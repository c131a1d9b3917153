"""Exports scenarios, runs the programs with TensorFlow and PyTorch, and compares what their steps get with what is recorded.

    check_export.py OVERLAP [--renew] [--only NAME]

Programs and outcomes are in Tests/ExportersTests/Fixtures, where the tests compare them with what the command writes and
with what the simulator delivers. Printed beside each: samples/s, and those of the simulation.
"""

import argparse
import csv
import io
import json
import os
import pathlib
import shutil
import subprocess
import sys

import yaml

FIXTURES = pathlib.Path("Tests/ExportersTests/Fixtures")
WORK = pathlib.Path(".build/export-check")
OVERLAYS = {"tfdata": "tensorflow", "pytorch": "torch-fork"}
RUNNER = pathlib.Path(__file__).with_name("run_program.py")


def changes(case):
    return [word for value in case["set"] for word in ("--set", value)]


def export(overlap, case):
    words = [overlap, "export", case["framework"], case["scenario"], "--variant", case["variant"], *changes(case)]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def simulated(overlap, case):
    """Samples/s of the whole run, as the program counts them, with what the framework costs on the machine of the overlay."""
    words = [overlap, "simulate", case["scenario"], "--variants", case["variant"], *changes(case), "--csv", "--quiet"]
    words += ["--replications", "20", "--overlay", case.get("overlay") or OVERLAYS[case["framework"]]]
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode not in (0, 2):
        sys.exit(done.stderr)
    rows = csv.DictReader(io.StringIO(done.stdout))
    return next(float(row["mean"]) for row in rows if row["metric"] == "runSamplesPerSecond")


def run(case, text):
    """What the steps of a program got, and how long it took."""
    program = WORK / (case["name"].replace("-", "_") + ".py")
    program.write_text(text)
    outcome = WORK / (case["name"] + ".json")
    subprocess.run(
        [sys.executable, "-W", "ignore", str(RUNNER), str(program), str(outcome)],
        check=True, stdout=subprocess.DEVNULL, stderr=None if os.environ.get("VERBOSE") else subprocess.DEVNULL)
    return json.loads(outcome.read_text())


def imported(overlap, case):
    """The pipeline that an import makes of a profile, or of a recording, of the program: without times and sizes."""
    program, outcome = WORK / (case["name"].replace("-", "_") + ".py"), WORK / "imported.json"
    if case["framework"] == "tfdata":
        folder = WORK / (case["name"] + ".profile")
        options, command = ["--profile", str(folder)], "tfprofile"
    else:
        recording = WORK / (case["name"] + ".loop.json")
        options, command = ["--record", str(recording)], "loop"
    environment = dict(os.environ, PYTHONPATH="Python")
    subprocess.run(
        [sys.executable, "-W", "ignore", str(RUNNER), str(program), str(outcome), *options],
        check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    source = next(folder.rglob("*.xplane.pb")) if command == "tfprofile" else recording
    done = subprocess.run([overlap, "import", command, str(source)], check=True, capture_output=True, text=True)
    print("   " + done.stdout.splitlines()[0].lstrip("# "), end="", flush=True)
    left_out = {"cost", "collate", "size", "outputBytes"}
    stages = []
    for stage in yaml.safe_load(done.stdout)["pipeline"]:
        name, value = next(iter(stage.items()))
        if name == "source":  # How many samples were asked for at the end is not the same in every run.
            stages.append("  - source: 1\n")
            continue
        kept = {key: each for key, each in value.items() if key not in left_out} if isinstance(value, dict) else value
        stages.append(f"  - {name}: {json.dumps(kept)}\n")
    return "overlap: 1\npipeline:\n" + "".join(stages) + "train: {step: 1 ms}\n"


def comparable(case, epochs):
    """The part of an outcome that is the same in every run."""
    if case["compare"] == "order":
        return epochs
    return [[len(batch) for batch in epoch] + sorted(sample for batch in epoch for sample in batch) for epoch in epochs]


def in_lines(epochs):
    """A line for each batch, so that differences can be read."""
    batches = ",\n  ".join("[" + ",\n   ".join(json.dumps(batch) for batch in epoch) + "]" for epoch in epochs)
    return '{"epochs": [\n  ' + batches + "\n]}\n"


def check(overlap, case, renew):
    """Whether a case is as recorded."""
    text = export(overlap, case)
    program, outcome = FIXTURES / "Programs" / (case["name"] + ".py"), FIXTURES / "Outcomes" / (case["name"] + ".json")
    result = run(case, text)
    samples = sum(len(batch) for epoch in result["epochs"] for batch in epoch)
    print(f"{case['name']:26}{samples / result['seconds']:10.0f}{simulated(overlap, case):12.0f}", end="", flush=True)
    read = imported(overlap, case) if case.get("import") else None
    if renew:
        program.write_text(text)
        outcome.write_text(in_lines(result["epochs"]))
        if read:
            (FIXTURES / "Imported" / (case["name"] + ".yaml")).write_text(read)
        print("   written")
        return True
    recorded = json.loads(outcome.read_text())["epochs"]
    problems = []
    if program.read_text() != text:
        problems.append("another program")
    if comparable(case, result["epochs"]) != comparable(case, recorded):
        problems.append("other batches")
    if read and read != (FIXTURES / "Imported" / (case["name"] + ".yaml")).read_text():
        problems.append("another import")
    print("   " + (", ".join(problems) or "as recorded"))
    return not problems


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("overlap")
    parser.add_argument("--renew", action="store_true")
    parser.add_argument("--only")
    arguments = parser.parse_args()
    cases = json.loads((FIXTURES / "cases.json").read_text())
    if arguments.only:
        cases = [case for case in cases if case["name"] == arguments.only]
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    print(f"{'samples/s':26}{'program':>10}{'simulated':>12}")
    results = [check(arguments.overlap, case, arguments.renew) for case in cases]
    formatted = subprocess.run([sys.executable, "-m", "black", "--check", "-q", "-l", "100", str(WORK)]).returncode == 0
    if not formatted:
        print("the programs are not laid out as Black does it")
    sys.exit(0 if all(results) and formatted else 1)


if __name__ == "__main__":
    main()
