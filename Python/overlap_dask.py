"""Hands the points of `overlap sweep --dask` to the workers of a Dask scheduler.

`overlap` starts it and speaks to it in lines of JSON. The first says what all requests have in common: scheduler, version, files,
arguments. Every other line is a request, which a worker gives to `overlap points` as it is. What is printed are answers,
`{"answer": …, "host": …}`, notices, and the end, `{"end": reason}`, when nothing more will come. What a line means is known to
`overlap` alone: it checks that workers make the same scenarios, and it stores what comes back.
"""

from __future__ import annotations

import base64
import collections
import io
import json
import os
import platform
import queue
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
from typing import Any, Container, Dict, List, NamedTuple, Optional, Tuple

try:
    from distributed import Client, TimeoutError as DaskTimeoutError, WorkerPlugin, get_worker
except ImportError:
    print(json.dumps({"end": "python3 has no module `distributed`: python3 -m pip install distributed"}), flush=True)
    sys.exit(0)

# A task should take much longer than the scheduler needs for it, and be over soon when its worker is lost.
TASK_SECONDS = 1.0
MOST_POINTS = 500
MOST_TASKS_PER_SECOND = 200
# So that no worker waits for the next task.
TASKS_PER_THREAD = 2
# An answer of 500 points is there in much less, unless the worker that had it is gone.
ANSWER_SECONDS = 30.0
# `overlap` waits a little longer for the driver's end: RemoteDriver.
CLOSING_SECONDS = 3.0


class Installed(WorkerPlugin):
    """The files of a command on a worker, and the program that reads them; says why the worker cannot be used."""

    def __init__(self, setup: Dict[str, Any]):
        self.name = f"overlap-{os.getpid()}-{time.time_ns()}"
        self.files = {name: base64.b64decode(text) for name, text in setup["files"].items()}
        self.archive = base64.b64decode(setup["archive"]) if setup.get("archive") else None
        self.version = setup["version"]
        self.machine = platform.machine()
        self.arguments = setup["arguments"]
        self.folder: Optional[str] = None
        self.program: Optional[str] = None
        self.problem: Optional[str] = None

    def setup(self, worker: Any) -> None:
        """Writes the files; called on each worker, also on one that comes later."""
        try:
            self.folder = tempfile.mkdtemp(prefix="overlap-", dir=worker.local_directory)
            for name, contents in self.files.items():
                path = os.path.join(self.folder, name)
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "wb") as file:
                    file.write(contents)
            self.problem = self.install()
        except Exception as error:  # A worker that cannot be used must not end the others' work.
            self.problem = f"{type(error).__name__}: {error}"

    def install(self) -> Optional[str]:
        """Finds the program; a reason why there is none."""
        if platform.machine() != self.machine:
            return f"it is a {platform.machine()}, and this machine a {self.machine}: last digits may differ"
        self.program = shutil.which("overlap")
        if self.program is None and self.archive is not None:
            self.program = self.unpack(self.archive)
        if self.program is None:
            return "it has no `overlap` on its PATH: install it there, or give the archive with --upload"
        shown = subprocess.run([self.program, "--version"], capture_output=True, text=True, timeout=60)
        if shown.returncode != 0:
            return f"`{self.program} --version` failed: {shown.stderr.strip()[-500:]}"
        if shown.stdout.strip() != self.version:
            return f"it has overlap {shown.stdout.strip()}, and this is {self.version}"
        return None

    def unpack(self, archive: bytes) -> Optional[str]:
        """Unpacks the program, which needs nothing but the C library."""
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            names = tar.getnames()
            tar.extractall(os.path.join(self.folder or ".", "program"), filter="data")
        program = next((name for name in names if name.endswith("/bin/overlap")), None)
        return program and os.path.join(self.folder or ".", "program", program)

    def teardown(self, worker: Any) -> None:
        """Leaves nothing behind."""
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)


def simulate(plugin: str, requests: List[str]) -> Tuple[List[str], str, float]:
    """Runs on a worker: the answers to some requests, the worker's host, and seconds for each of them."""
    began = time.monotonic()
    worker = get_worker()
    installed = worker.plugins[plugin]
    host = f"{platform.node()} ({worker.address})"
    ended = subprocess.run(
        [installed.program, *installed.arguments], cwd=installed.folder, input="\n".join(requests) + "\n",
        capture_output=True, text=True)
    if ended.returncode != 0:
        reason = ended.stderr.strip()[-2000:] or f"nothing but code {ended.returncode}"
        raise RuntimeError(f"{host}: `overlap` says: {reason}")
    return ended.stdout.splitlines(), host, (time.monotonic() - began) / len(requests)


def problems(plugin: str, dask_worker: Any = None) -> Any:
    """Runs on a worker: why it cannot be used, None, or False while it has not got the files."""
    installed = dask_worker.plugins.get(plugin)
    return installed.problem if installed else False


class Task(NamedTuple):
    """Requests that are with the scheduler, and the workers of which one may do them."""

    batch: List[str]
    workers: List[str]


class Driver:
    """Keeps workers busy with requests, in batches that take about a second."""

    def __init__(self, setup: Dict[str, Any], events: "queue.Queue[Tuple[str, Any]]"):
        self.events = events
        self.client = Client(setup["scheduler"], timeout="20s", set_as_default=False, name="overlap")
        self.installed = Installed(setup)
        self.waiting: "collections.deque[str]" = collections.deque()
        self.tasks: Dict[Any, Task] = {}
        self.usable: Dict[str, int] = {}
        self.refused: Dict[str, str] = {}
        self.threads = 0
        self.seconds: Optional[float] = None
        self.has_told = False

    def look(self) -> None:
        """Notices workers that came and went."""
        workers = self.client.nthreads()
        new = [address for address in workers if address not in self.usable and address not in self.refused]
        if new:
            found = self.client.run(problems, self.installed.name, workers=new, on_error="return")
            for address, problem in found.items():
                if problem is None:
                    self.usable[address] = workers[address]
                elif isinstance(problem, str):
                    self.refused[address] = problem
                    say(notice=f"worker {address} is not used: {problem}")
        self.usable = {address: count for address, count in self.usable.items() if address in workers}
        self.take_back_lost(workers)
        if sum(self.usable.values()) != self.threads:
            self.threads = sum(self.usable.values())
            say(threads=self.threads)
        if not self.usable and self.refused and not self.tasks:
            reasons = "; ".join(f"{address}: {reason}" for address, reason in sorted(self.refused.items()))
            raise RuntimeError(f"no worker can be used: {reasons}")
        if not self.usable and not self.has_told:
            self.has_told = True
            say(notice="the scheduler has no workers: waiting for some")

    def take_back_lost(self, workers: Container[str]) -> None:
        """Takes back tasks that only lost workers may do: the scheduler would keep them for those for ever."""
        for future, task in list(self.tasks.items()):
            if not any(address in workers for address in task.workers):
                self.take_back(future)

    def take_back(self, future: Any) -> None:
        """Makes a task's requests the next that are given out."""
        self.waiting.extendleft(reversed(self.tasks.pop(future).batch))
        future.cancel()

    def fill(self) -> None:
        """Gives workers something to do."""
        threads = sum(self.usable.values())
        while self.waiting and len(self.tasks) < TASKS_PER_THREAD * threads:
            # No more tasks a second than a scheduler can pass on.
            length = max(TASK_SECONDS, threads / MOST_TASKS_PER_SECOND)
            most = 1 if self.seconds is None else int(length / max(self.seconds, 1e-6))
            # In the end all threads should have something.
            share = -(-len(self.waiting) // (TASKS_PER_THREAD * threads))
            count = max(1, min(most, share, MOST_POINTS))
            batch = [self.waiting.popleft() for _ in range(min(count, len(self.waiting)))]
            task = Task(batch, list(self.usable))
            future = self.client.submit(
                simulate, self.installed.name, batch, workers=task.workers, pure=False, retries=2)
            self.tasks[future] = task
            future.add_done_callback(lambda done: self.events.put(("done", done)))

    def take(self, future: Any) -> None:
        """Prints what came back."""
        if future not in self.tasks:
            return
        if self.client.status != "running":
            raise RuntimeError("the scheduler is gone")
        if future.status == "error":
            raise RuntimeError(f"a worker could not simulate: {future.exception()}")
        if future.status == "cancelled":
            raise RuntimeError("a worker could not simulate: it was cancelled")
        try:
            answers, host, seconds = future.result(timeout=ANSWER_SECONDS)
        except DaskTimeoutError:
            # The worker was lost with its answer.
            self.take_back(future)
            return
        batch = self.tasks.pop(future).batch
        if len(answers) != len(batch):
            raise RuntimeError(f"{host}: {len(answers)} answers to {len(batch)} requests")
        self.seconds = seconds if self.seconds is None else 0.7 * self.seconds + 0.3 * seconds
        for answer in answers:
            say_text('{"answer":' + answer + ',"host":' + json.dumps(host) + "}")

    def run(self) -> None:
        """Works until there are no more requests."""
        self.client.register_plugin(self.installed)
        looked = 0.0
        while True:
            if time.monotonic() - looked > 1 or not self.usable:
                self.look()
                looked = time.monotonic()
            self.fill()
            try:
                kind, value = self.events.get(timeout=0.5)
            except queue.Empty:
                if self.client.status != "running":
                    raise RuntimeError("the scheduler is gone") from None
                continue
            if kind == "request":
                self.waiting.append(value)
            elif kind == "done":
                self.take(value)
            else:
                return

    def close(self) -> None:
        """Leaves nothing at the scheduler and the workers, where they still answer."""
        closing = threading.Thread(target=self.clean, daemon=True)
        closing.start()
        closing.join(CLOSING_SECONDS)

    def clean(self) -> None:
        """Takes back what was given to them."""
        if self.client.status == "running":
            self.client.cancel(list(self.tasks))
            self.client.unregister_worker_plugin(self.installed.name)


def say(**line: Any) -> None:
    """Prints a line."""
    say_text(json.dumps(line))


def say_text(line: str) -> None:
    """Prints a line; whoever started the driver may be gone."""
    try:
        print(line, flush=True)
    except BrokenPipeError:
        sys.exit()


def listen(events: "queue.Queue[Tuple[str, Any]]") -> None:
    """Takes requests until there are no more."""
    for line in sys.stdin:
        events.put(("request", line.rstrip("\n")))
    events.put(("end", None))


def terminate(signal_number: int, frame: Any) -> None:
    """Ends the driver where it is, so that it still leaves nothing behind."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit()


def main() -> None:
    """Drives, and says why it ended."""
    # Ctrl-C is for `overlap`, which ends the driver.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, terminate)
    setup = json.loads(sys.stdin.readline())
    events: "queue.Queue[Tuple[str, Any]]" = queue.Queue()
    driver: Optional[Driver] = None
    try:
        driver = Driver(setup, events)
        threading.Thread(target=listen, args=(events,), daemon=True).start()
        driver.run()
    except OSError as error:
        say(end=f"there is no scheduler at {setup['scheduler']}: {error}")
    except Exception as error:
        say(end=str(error) or type(error).__name__)
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        if driver:
            driver.close()
        # The client's threads may wait for a scheduler that is gone.
        os._exit(0)


if __name__ == "__main__":
    main()
