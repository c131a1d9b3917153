# SPDX-License-Identifier: GPL-3.0-or-later
"""What recording costs a loop: rounds of three runs in random order, one recorded and two not.

    python3 benchmarks/overhead.py [--rounds 40] [--core 100] [--batch 32] [--workers 0,2]

Samples compute as long as given (µs of processor time). The two runs that are not recorded show what chance does. With torch the
loader is PyTorch's, otherwise that of the tests.
"""

import argparse
import os
import random
import resource
import statistics
import sys
import tempfile
import time

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.dirname(here), os.path.join(os.path.dirname(here), "tests")]

from data_sets import Squares  # noqa: E402
from overlap_recorder import record  # noqa: E402

try:
    from torch.utils.data import DataLoader as Loader
except ImportError:
    from mock_loader import MockLoader as Loader


def times(dataset, batch, workers, path=None):
    """Wall and processor time of a loop, its workers' included; the start of workers is left out of the wall time."""
    loader = Loader(dataset, batch_size=batch, num_workers=workers)
    began_core = core()
    batches = iter(loader if path is None else record(loader, path))
    next(batches)
    began = time.perf_counter()
    for _ in batches:
        pass
    return time.perf_counter() - began, core() - began_core


def core():
    """Processor time of this process and of those that have ended."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--core", type=float, default=100, help="processor time of a sample, in µs")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--samples", type=int, default=3_000)
    parser.add_argument("--workers", default="0,2")
    arguments = parser.parse_args()
    for workers in map(int, arguments.workers.split(",")):
        # Burning holds the interpreter's lock, so that it does not depend on clocks what is computed.
        dataset = Work(arguments.samples, arguments.core * 1e-6)
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "loop.json")
            ratios = []
            for _ in range(arguments.rounds):
                kinds = [("plain", None), ("again", None), ("recorded", path)]
                random.shuffle(kinds)
                runs = {kind: times(dataset, arguments.batch, workers, place) for kind, place in kinds}
                ratios.append({kind: [one / other - 1 for one, other in zip(runs[kind], runs["plain"])] for kind in runs})
        print(f"{Loader.__module__}, workers {workers}, samples of {dataset.measured() * 1e6:.0f} µs, batches of {arguments.batch}")
        for kind in ("recorded", "again"):
            texts = []
            for place, name in enumerate(("wall", "processor")):
                column = [ratio[kind][place] for ratio in ratios]
                error = 1.253 * statistics.stdev(column) / len(column) ** 0.5
                texts.append(f"{name} time {statistics.median(column) * 100:+.2f} % ± {2 * error * 100:.2f}")
            print(f"  {kind}: {', '.join(texts)} (medians of {len(ratios)} rounds, two standard errors)", flush=True)


class Work(Squares):
    """Samples of a fixed amount of work, whatever the clocks say meanwhile.

    The work is in C: the same Python code is up to 40 % slower or faster from one caller to another (3.11), which would
    be taken for the recorder's.
    """

    def __init__(self, count, core):
        super().__init__(count)
        self.rounds = 1
        while self.measured() < core:
            self.rounds = int(self.rounds * max(1.05, min(10, core / self.measured() * 0.98))) + 1

    def measured(self):
        times = []
        for _ in range(30):
            began = time.thread_time()
            self[3]
            times.append(time.thread_time() - began)
        return statistics.median(times)

    def __getitem__(self, index):
        return sum(range(self.rounds)) + index


if __name__ == "__main__":
    main()
