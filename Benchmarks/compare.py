"""Speed of the engine beside SimPy programs of the same rules, as ratios taken in one run; then the executor's overhead.

Both sides run alternately, so that whatever else the machine does hits them alike; a ratio is taken per round, and the
median of the rounds is printed. Allocations are counted by valgrind, as the difference between two lengths of run.
"""

import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
BENCH = HERE.parent / ".build/release/overlap-bench"
ROUNDS = 5
EXECUTOR_ITEMS = 200_000
# Name, our items, SimPy's items, model events per item, known figure, what the figure is.
WORKLOADS = [
    ("w1", 2_000_000, 100_000, 2, "9.0", "mean wait"),
    ("w3", 2_000_000, 60_000, 3, ".874", "items/s"),
    ("w3_pipeline", 1_000_000, 40_000, 3, ".767", "items/s"),
    ("w3_pipeline_events", 1_000_000, 40_000, 3, ".767", "items/s"),
]
# What is compared with another workload's SimPy program.
SIMPY_OF = {"w3_pipeline_events": "w3_pipeline"}


def output(command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def peak_kibibytes(command):
    """Peak resident memory of one run, from the kernel's account of the child."""
    code = (
        "import resource,subprocess,sys;subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    return int(output([sys.executable, "-c", code, *command]))


def allocations(arguments):
    """How many a run makes; none where valgrind is missing.

    Of a copy without what debuggers need: valgrind stops at what newer compilers write there."""
    if shutil.which("valgrind") is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        stripped = pathlib.Path(folder) / BENCH.name
        subprocess.run(["strip", "--strip-debug", "-o", stripped, BENCH], check=True)
        command = ["valgrind", "--tool=memcheck", "--leak-check=no", str(stripped), *arguments]
        run = subprocess.run(command, capture_output=True, text=True)
    found = re.search(r"total heap usage: ([\d,]+) allocs", run.stderr)
    if found is None:
        sys.exit(f"valgrind counts no allocations:\n{run.stderr}")
    return int(found.group(1).replace(",", ""))


def compare_engines():
    header = "workload, figure (known), ns/event, items/s, peak MiB, allocations/event, SimPy ns/event, ratio"
    print("| " + " | ".join(header.split(", ")) + " |")
    print("|" + "---|" * len(header.split(", ")))
    for name, items, simpy_items, events, known, figure in WORKLOADS:
        ours_command = [str(BENCH), name.replace("_", "-")]
        ours, theirs = [], []
        for _ in range(ROUNDS):
            ours.append(json.loads(output([*ours_command, str(items)])))
            simpy = HERE / "simpy" / f"{SIMPY_OF.get(name, name)}.py"
            theirs.append(json.loads(output([sys.executable, str(simpy), str(simpy_items)])))
        ratio = statistics.median(b["ns_per_model_event"] / a["ns_per_model_event"] for a, b in zip(ours, theirs))
        best = min(ours, key=lambda run: run["ns_per_model_event"])
        peak = peak_kibibytes([*ours_command, str(items)]) / 1024
        short, long = (allocations([*ours_command[1:], str(n)]) for n in (20_000, 40_000))
        per_event = "valgrind is missing" if short is None else f"{(long - short) / (20_000 * events):.5f}"
        simpy_best = min(run["ns_per_model_event"] for run in theirs)
        print(
            f"| {best['workload']} | {figure} {best['figure']:.4g} ({known}) | {best['ns_per_model_event']:.1f} "
            f"| {best['items_per_second']:,.0f} | {peak:.1f} | {per_event} | {simpy_best:,.0f} | {ratio:.0f}× |"
        )


def seconds_text(seconds):
    return f"{seconds * 1e6:g} µs" if seconds < 1e-3 else f"{seconds * 1e3:g} ms"


def measure_planning():
    """What planners ask for, by events alone and by the engine that is chosen; the median of the rounds, each in one process."""
    runs = [json.loads(output([str(BENCH), "planning"])) for _ in range(ROUNDS)]

    def median(*path):
        figures = []
        for run in runs:
            for key in path:
                run = run[key]
            figures.append(run)
        return statistics.median(figures)

    print("| s | by events | as chosen | ratio |")
    print("|---|---|---|---|")
    rows = [
        (f"curve: 33 buffers × 20 × 10,000 elements, {threads} threads", ("curve", f"{{}}, {threads} threads"))
        for threads in (1, 2)
    ]
    rows += [("epoch of 1.28 million samples", ("epoch", "{}")), ("replication of two elements", ("replication", "{}"))]
    for name, (group, key) in rows:
        events, chosen = (median(group, key.format(engine)) for engine in ("events", "auto"))
        print(f"| {name} | {events:.3g} | {chosen:.3g} | {events / chosen:.1f}× |")


def measure_executor():
    """Wall and processor time per element with empty bodies; what waking a thread costs comes on top where it sleeps."""
    runs = [json.loads(output([str(BENCH), "executor", str(EXECUTOR_ITEMS)])) for _ in range(ROUNDS)]
    print(f"| executor, µs per element | best | median of {ROUNDS} |")
    print("|---|---|---|")
    for name, key in [("wall", "wall_us_per_item"), ("processor", "cpu_us_per_item")]:
        figures = [run[key] for run in runs]
        print(f"| {name} | {min(figures):.2f} | {statistics.median(figures):.2f} |")


def measure_threads():
    costs = json.loads(output([str(BENCH), "threads"]))
    print("| between threads, µs | median | p90 |")
    print("|---|---|---|")
    rows = [(f"waking one that was blocked {seconds_text(point['seconds'])}", point) for point in costs["wake_ups"]]
    rows += [(f"sleep of {seconds_text(point['seconds'])}: too long by", point) for point in costs["sleep_overshoots"]]
    rows.append(("handing over to one that spins", costs["hand_over"]))
    for name, spread in rows:
        print(f"| {name} | {spread['median_us']:.2f} | {spread['p90_us']:.2f} |")


def main():
    compare_engines()
    print()
    measure_planning()
    print()
    measure_executor()
    print()
    measure_threads()
    print(f"\nLoad of the machine at the end, over one minute: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.")


if __name__ == "__main__":
    main()
