"""`overlap sweep --dask` with a real scheduler and workers on 127.0.0.1, some of which are killed.

python3 .ci/dask/check_dask.py OVERLAP [--short]     # by `make dask`; the interpreter has the module distributed
"""

import argparse
import contextlib
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SCENARIO = ROOT / "Tests/OverlapTests/Fixtures/small.yaml"
BIN = Path(sys.executable).parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Cluster(contextlib.ExitStack):
    """A scheduler and its workers, each a process of its own; all are gone in the end."""

    def __init__(self, overlap: Path, folder: Path):
        super().__init__()
        self.folder, self.overlap = folder, overlap
        self.port = free_port()
        self.address = f"tcp://127.0.0.1:{self.port}"
        self.scheduler = self.start("scheduler", {}, "--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard")
        self.workers: list[subprocess.Popen] = []

    def start(self, kind: str, environment: dict, *arguments: str) -> subprocess.Popen:
        log = self.enter_context(open(self.folder / f"{kind}-{time.time_ns()}.log", "w"))
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{kind}", *arguments], stdout=log, stderr=log,
            cwd=self.folder, env={**os.environ, **environment}, start_new_session=True)
        self.callback(self.end, process)
        return process

    @staticmethod
    def end(process: subprocess.Popen) -> None:
        if process.poll() is None:
            process.kill()
        process.wait()

    def add(self, program: Path | None = None) -> subprocess.Popen:
        """A worker of one thread, whose PATH has a folder with `overlap`."""
        path = f"{(program or self.overlap).parent}:{BIN}:/usr/bin:/bin"
        worker = self.start(
            "worker", {"PATH": path}, self.address, "--host", "127.0.0.1", "--nthreads", "1", "--no-nanny",
            "--no-dashboard", "--local-directory", str(self.folder))
        self.workers.append(worker)
        return worker

    def wait(self, count: int) -> None:
        """Until a number of workers have come."""
        from distributed import Client

        with Client(self.address, timeout="60s", set_as_default=False) as client:
            client.wait_for_workers(count, timeout=120)


class Command:
    """A command that is started again and again, each time with other options."""

    def __init__(self, overlap: Path, folder: Path, *arguments: str):
        self.folder, self.arguments = folder, [str(overlap), *arguments]

    def start(self, *more: str) -> subprocess.Popen:
        environment = {**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}"}
        return subprocess.Popen(
            [*self.arguments, *more], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
            cwd=self.folder)

    def run(self, *more: str, code: int = 0) -> tuple[str, str]:
        process = self.start(*more)
        output, errors = process.communicate(timeout=600)
        check(process.returncode == code, f"{more}: code {process.returncode}, {errors}")
        return output, errors

    def until(self, process: subprocess.Popen, name: str, points: int) -> None:
        """Until some points are written."""
        partial = self.folder / f"{name}.partial"
        while process.poll() is None:
            if partial.exists() and len(set(re.findall(r"^\d+,", partial.read_text(), re.M))) >= points:
                return
            time.sleep(0.01)


class Sweep(Command):
    """A sweep of some hundred points that takes some seconds."""

    def __init__(self, overlap: Path, folder: Path, points: int, elements: int = 2000):
        super().__init__(
            overlap, folder, "sweep", str(SCENARIO), "--variants", "all,naive", "--vary",
            f"prefetch.buffer=1..{points // 2}", "--set", f"source.elements={elements}")


def check(condition: bool, text: str) -> None:
    if not condition:
        raise SystemExit(f"dask: {text}")


def check_nothing_left(folder: Path) -> None:
    """A command removes from workers what it gave them."""
    left = [str(path) for path in folder.rglob("worker-*/overlap-*")]
    check(not left, f"a command left {left} on its workers")


def same_bytes(overlap: Path, folder: Path, counts: list[int]) -> None:
    sweep = Sweep(overlap, folder, 60)
    alone, _ = sweep.run("-q")
    with Cluster(overlap, folder) as cluster:
        for count in counts:
            while len(cluster.workers) < count:
                cluster.add()
            cluster.wait(count)
            output, errors = sweep.run("-q", "--dask", cluster.address)
            check(output == alone, f"{count} workers print something else: {errors}")
            check_nothing_left(folder)
        print(f"the same bytes with {counts} workers")
        idle = folder / "idle.yaml"
        idle.write_text("{overlap: 1, pipeline: [source: 8, batch: 4], train: 1 ms, run: {replications: 1}}")
        failing = Command(overlap, folder, "sweep", str(idle), "--vary", "train.step=1 ms,2 ms,0 ms,3 ms", "--threads", "1")
        here, there = failing.run("-q", code=65), failing.run("-q", "--dask", cluster.address, code=65)
        check("no work takes as long as 1 ns" in there[1] and here == there, f"a failure of the model: {there}")
        print("a scenario that cannot be simulated fails as it does on one machine")


def killed_worker(overlap: Path, folder: Path) -> None:
    sweep = Sweep(overlap, folder, 300)
    alone, _ = sweep.run("-q")
    with Cluster(overlap, folder) as cluster:
        victim = cluster.add()
        cluster.add()
        cluster.wait(2)
        process = sweep.start("-q", "--dask", cluster.address, "-o", "killed.csv")
        sweep.until(process, "killed.csv", 10)
        check(process.poll() is None, "the sweep was over before a worker could be killed")
        victim.kill()
        _, errors = process.communicate(timeout=600)
        check(process.returncode == 0 and (folder / "killed.csv").read_text() == alone, f"a worker killed: {errors}")
    print("a worker killed -9: the same bytes")


def only_worker_killed(overlap: Path, folder: Path) -> None:
    sweep = Sweep(overlap, folder, 300)
    alone, _ = sweep.run("-q")
    with Cluster(overlap, folder) as cluster:
        victim = cluster.add()
        cluster.wait(1)
        process = sweep.start("-q", "--dask", cluster.address, "-o", "only.csv")
        sweep.until(process, "only.csv", 10)
        check(process.poll() is None, "the sweep was over before its only worker could be killed")
        victim.kill()
        cluster.add()
        _, errors = process.communicate(timeout=120)
        check(process.returncode == 0 and (folder / "only.csv").read_text() == alone, f"the only worker killed: {errors}")
    print("the only worker killed -9, and another that comes: the same bytes")


def late_worker(overlap: Path, folder: Path) -> None:
    sweep = Sweep(overlap, folder, 60)
    alone, _ = sweep.run("-q")
    with Cluster(overlap, folder) as cluster:
        process = sweep.start("--dask", cluster.address)
        line = process.stderr.readline()
        check("has no workers" in line, f"without workers: {line}")
        cluster.add()
        output, errors = process.communicate(timeout=120)
        check(process.returncode == 0 and output == alone, f"a worker that comes late: {errors}")
    print("a worker that comes late is used")


def killed_scheduler(overlap: Path, folder: Path) -> None:
    sweep = Sweep(overlap, folder, 300)
    alone, _ = sweep.run("-q")
    with Cluster(overlap, folder) as cluster:
        cluster.add()
        cluster.wait(1)
        process = sweep.start("-q", "--dask", cluster.address, "-o", "lost.csv")
        sweep.until(process, "lost.csv", 10)
        check(process.poll() is None, "the sweep was over before the scheduler could be killed")
        cluster.scheduler.kill()
        _, errors = process.communicate(timeout=120)
        check(process.returncode == 74 and "scheduler" in errors and "--resume" in errors, f"scheduler killed: {errors}")
    _, errors = sweep.run("-o", "lost.csv", "--resume")
    found = re.search(r"has (\d+) results", errors)
    check(found is not None and int(found[1]) >= 10, f"nothing was stored: {errors}")
    check((folder / "lost.csv").read_text() == alone, "resumed without a scheduler: other bytes")
    print(f"the scheduler killed -9: a clear end, {found[1]} of 300 points stored, resumed to the same bytes")


def interrupted(overlap: Path, folder: Path) -> None:
    sweep = Sweep(overlap, folder, 300)
    alone, _ = sweep.run("-q")
    with Cluster(overlap, folder) as cluster:
        cluster.add()
        cluster.wait(1)
        process = sweep.start("-q", "--dask", cluster.address, "-o", "stopped.csv")
        sweep.until(process, "stopped.csv", 10)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
        check(process.returncode == 130 and "--resume" in errors, f"Ctrl-C: {process.returncode}, {errors}")
        check_nothing_left(folder)
        output, errors = sweep.run("-o", "stopped.csv", "--resume", "--dask", cluster.address)
        check((folder / "stopped.csv").read_text() == alone, f"resumed after Ctrl-C: other bytes, {errors}")
    print("Ctrl-C keeps what came back, and --resume goes on with the workers")


def other_version(overlap: Path, folder: Path) -> None:
    sweep = Sweep(overlap, folder, 20)
    alone, _ = sweep.run("-q")
    (folder / "old").mkdir()
    old = folder / "old/overlap"
    old.write_text("#!/bin/sh\necho 0.0.1\n")
    old.chmod(0o755)
    with Cluster(overlap, folder) as cluster:
        cluster.add(old)
        cluster.wait(1)
        _, errors = sweep.run("-q", "--dask", cluster.address, code=74)
        check("has overlap 0.0.1" in errors and "no worker can be used" in errors, f"another version: {errors}")
        cluster.add()
        cluster.wait(2)
        output, errors = sweep.run("--dask", cluster.address)
        check(output == alone and "has overlap 0.0.1" in errors, f"another version beside the right one: {errors}")
    _, errors = sweep.run("-q", "--dask", f"tcp://127.0.0.1:{free_port()}", code=74)
    check("there is no scheduler" in errors, f"no scheduler: {errors}")
    print("a worker of another version is refused by name; without a scheduler there is a clear end")


def uploaded(overlap: Path, folder: Path) -> None:
    sweep = Sweep(overlap, folder, 20)
    alone, _ = sweep.run("-q")
    # As `make dist` packs it; the libraries are this machine's.
    with tarfile.open(folder / "overlap-0-linux.tar.gz", "w:gz", compresslevel=1) as archive:
        archive.add(overlap, "overlap-0-linux/bin/overlap")
    (folder / "nothing").mkdir()
    with Cluster(overlap, folder) as cluster:
        cluster.add(folder / "nothing/overlap")
        cluster.wait(1)
        _, errors = sweep.run("-q", "--dask", cluster.address, code=74)
        check("it has no `overlap` on its PATH" in errors, f"a worker without the program: {errors}")
        output, errors = sweep.run("-q", "--dask", cluster.address, "--upload", "overlap-0-linux.tar.gz")
        check(output == alone, f"the archive was uploaded: {errors}")
    print("a worker without the program gets the archive")


def plans(overlap: Path, folder: Path) -> None:
    with Cluster(overlap, folder) as cluster:
        cluster.add()
        cluster.add()
        cluster.wait(2)
        for scenario, target in ((SCENARIO, "AU>=60%"), (SCENARIO, "epochSeconds<=0.6 s"), (SCENARIO, "AU>=99.99%")):
            plan = Command(
                overlap, folder, "plan", str(scenario), "--variants", "naive", "--target", target, "--seed", "3", "--set",
                "train.step={lognormal: {mean: 8 ms, cv: 1}}", "--set", "run.replications=auto")
            here = plan.start("-q")
            output, _ = here.communicate(timeout=600)
            there, errors = plan.run("-q", "--dask", cluster.address, code=here.returncode)
            check(there == output, f"plan {target} with workers: {there}\ninstead of\n{output}\n{errors}")
            if here.returncode != 64:
                stored, errors = plan.run(
                    "-q", "--dask", cluster.address, "--journal", "plan.journal", code=here.returncode)
                check(stored == output, f"plan {target} with workers and journal: {errors}")
    print("plans with 2 workers: the same bytes")


def efficiency(overlap: Path, folder: Path, rounds: int) -> None:
    sweep = Sweep(overlap, folder, 160, elements=20000)
    with Cluster(overlap, folder) as cluster:
        cluster.add()
        cluster.add()
        cluster.wait(2)
        ratios = []
        for _ in range(rounds):
            seconds = []
            for more in (["--threads", "2"], ["--dask", cluster.address]):
                began = time.monotonic()
                sweep.run("-q", *more)
                seconds.append(time.monotonic() - began)
            ratios.append(seconds[0] / seconds[1])
            print(f"    2 threads {seconds[0]:.2f} s, 2 workers {seconds[1]:.2f} s: {100 * ratios[-1]:.0f} %")
    print(f"efficiency of 2 workers against 2 threads: {100 * statistics.median(ratios):.0f} % (median)")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("overlap", type=Path)
    parser.add_argument("--short", action="store_true", help="only the same bytes, and a killed worker")
    parser.add_argument("--only", help="one of the checks")
    arguments = parser.parse_args()
    overlap = arguments.overlap.absolute()
    checks = {
        "bytes": lambda folder: same_bytes(overlap, folder, [2] if arguments.short else [1, 2, 3]),
        "worker": lambda folder: killed_worker(overlap, folder),
        "only": lambda folder: only_worker_killed(overlap, folder),
        "late": lambda folder: late_worker(overlap, folder),
        "scheduler": lambda folder: killed_scheduler(overlap, folder),
        "interrupted": lambda folder: interrupted(overlap, folder),
        "version": lambda folder: other_version(overlap, folder),
        "upload": lambda folder: uploaded(overlap, folder),
        "plans": lambda folder: plans(overlap, folder),
        "efficiency": lambda folder: efficiency(overlap, folder, 3),
    }
    for name, function in checks.items():
        if arguments.only in (None, name) and (not arguments.short or name in ("bytes", "worker")):
            with tempfile.TemporaryDirectory() as folder:
                function(Path(folder))


if __name__ == "__main__":
    main()
