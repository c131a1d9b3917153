# SPDX-License-Identifier: GPL-3.0-or-later
"""Record where the time of a training loop goes, for `overlap import loop`.

One line changes::

    from overlap_recorder import record

    for batch in record(loader, "loop.json"):
        train(batch)

``loader`` is a ``torch.utils.data.DataLoader``, or any other iterable, of which only steps and waits are recorded. The
loop runs as before: samples, their order, worker processes and exceptions are those of the loader. The file is written
at the end of an epoch, when the loop is left, and when a limit is reached; the loop then goes on without being recorded.
Where that would make it slower, several epochs are written together: the last at ``close()``, or when the program ends.
In a loop over epochs the line is the same: what is recorded of one loader to one file is one recording.

Of each sample the wall time and the processor time of its thread are taken. What lies between the two is waiting: for
storage, a network, a lock. Short samples, batches and steps are timed every n-th, to keep what recording costs small
(``Python/benchmarks/overhead.py`` measures it). Workers append what they see to files in a temporary folder; a worker that is killed leaves all but
its last line.

The format of the file is described in Overlap's ``docs/loop-recording.md``.
"""

from __future__ import annotations

import atexit
import contextlib
import errno
import json
import math
import operator
import os
import platform
import random
import shutil
import sys
import tempfile
import time
import warnings
import weakref
from array import array
from typing import Any, Callable, Dict, Generic, Iterable, Iterator, List, NamedTuple, Optional, Set, Tuple, TypeVar, Union

__all__ = ["FORMAT", "Recording", "record", "__version__"]
__version__ = "0.11.0"

FORMAT = 1
"""The version of the file's format."""

Batch = TypeVar("Batch")


def record(
    loader: Iterable[Batch],
    path: Union[str, "os.PathLike[str]"] = "loop.json",
    *,
    synchronize: bool = False,
    probe: bool = False,
    elements: int = 1_000_000,
    seconds: float = 600.0,
    megabytes: float = 32.0,
) -> "Recording[Batch]":
    """Return what a loop iterates over in place of ``loader``, and record the loop.

    Args:
        loader: a ``DataLoader``, or any iterable of batches. It is not changed.
        path: the file that is written.
        synchronize: wait for the GPU (``torch.cuda.synchronize()``) before a step is taken to have ended. Without it, a
            step on a GPU is as long as it takes to ask for it; with it, the loop cannot run ahead of the GPU.
        probe: make some batches of the same data with one and two workers before the loop, and with none after it, for
            seconds. A loop shows what its own number of workers costs; this shows what others do. What cannot be made with
            other workers is left out, with a warning.
        elements: samples after which recording stops.
        seconds: seconds after which recording stops.
        megabytes: size of what is recorded after which recording stops.

    Raises:
        TypeError: ``loader`` is not iterable.
        OSError: no file can be written at ``path``. Later failures to write are warnings: the loop goes on.
    """
    if not hasattr(type(loader), "__iter__") and not hasattr(type(loader), "__getitem__"):
        raise TypeError(f"record() takes a DataLoader or another iterable, not {type(loader).__name__}")
    place = os.path.abspath(os.fspath(path))
    run = _run_of(loader, place)
    if run is None:
        _require_writable(place)
        limits = _Limits(elements, seconds, int(megabytes * 1e6))
        run = _Run(loader, place, synchronize, probe, limits)
        _keep(run, loader, place)
    return Recording(loader, run)


def _require_writable(path: str) -> None:
    """Refuse a path at which nothing can be written before there is anything to lose."""
    if os.path.isdir(path):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
    with tempfile.TemporaryFile(dir=os.path.dirname(path)):
        pass


# The recording of each file, for loops over epochs that ask for it again and again: of a `DataLoader` as long as that lives;
# another iterable is kept with its recording until the file is another's, or the program ends.
_runs: Dict[str, Tuple[Callable[[], Any], "_Run"]] = {}
_live_runs: "weakref.WeakSet[_Run]" = weakref.WeakSet()
_paths: Set[str] = set()


def _run_of(loader: Any, path: str) -> Optional["_Run"]:
    """What has been recorded of a loader to a file, if that goes on."""
    owner, run = _runs.get(path, (None, None))
    return run if owner is not None and owner() is loader and run is not None and not run.is_closed else None


def _keep(run: "_Run", loader: Any, path: str) -> None:
    if path in _paths:
        warnings.warn(f"overlap_recorder: {path} is written anew: give each recording a file of its own", stacklevel=3)
    _paths.add(path)

    # A loader that recordings keep alive would keep its workers.
    def forget(owner: Any) -> None:
        if _runs.get(path, (None,))[0] is owner:
            del _runs[path]

    owner: Callable[[], Any]
    try:
        owner = weakref.ref(loader, forget)
    except TypeError:  # A list has no weak references; its recording keeps it anyway.
        owner = lambda: loader
    _runs[path] = (owner, run)


@atexit.register
def _close_all() -> None:
    for run in list(_live_runs):
        run.close()


class _Limits(NamedTuple):
    elements: int
    seconds: float
    bytes: int


_wall = time.perf_counter_ns  # One clock for all processes of a machine.
_core = time.thread_time_ns
_cores = time.process_time_ns


# MARK: The loop


class Recording(Generic[Batch]):
    """A loader whose loop is recorded; whatever else is asked of it, the loader answers."""

    def __init__(self, loader: Iterable[Batch], run: "_Run") -> None:
        self._loader = loader
        self._run = run

    def __iter__(self) -> Iterator[Batch]:
        return _Steps(self, self._run) if self._run.begin() else iter(self._loader)

    def __len__(self) -> int:
        return len(self._loader)  # type: ignore[arg-type]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._loader, name)

    def __enter__(self) -> "Recording[Batch]":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Write what is recorded, and record no more. The loop may go on."""
        self._run.close()

    def __del__(self) -> None:
        # At the interpreter's end little works; `atexit` was earlier.
        if not sys.is_finalizing():
            self._run.rest()


class _Run:
    """What is recorded of a loader to a file. It does not keep a `DataLoader` alive."""

    WRITING_NS = 250_000_000
    """What writing may take beside a hundredth of the time: it is the whole file each time, which grows with the epochs."""

    def __init__(
        self, loader: Any, path: Optional[str], synchronize: bool, probes: bool, limits: _Limits
    ) -> None:
        self._loader = _like(loader) if _is_loader(loader) else loader
        self._path = path
        self._limits = limits
        self.synchronize = synchronize
        self._probes = probes
        self._probed: List[Dict[str, Any]] = []
        self.process = os.getpid()
        self.log: Optional[_Log] = None
        self._observed: Optional[Iterable[Any]] = None
        self._samples_of_a_batch = _number(getattr(loader, "batch_size", None)) or 1
        self._epochs: List[_Epoch] = []
        self._began = 0
        self._steps = 0
        self._stopped: Optional[str] = None
        self._is_written = True
        self._writing = 0
        _live_runs.add(self)

    def begin(self) -> bool:
        """An epoch begins; false if nothing more is recorded of any."""
        if self._stopped is not None and self._observed is None:
            return False
        if not self._began:
            if self._probes and _is_loader(self._loader):
                self._probed += _probe(self._loader, _PROBED_BEFORE)
            self._began = _wall()
        return True

    @property
    def is_closed(self) -> bool:
        return self._stopped == "closed"

    def rest(self) -> None:
        """The loop may be over, or another epoch may follow."""
        if os.getpid() != self.process:
            return
        if self._probes and self._stopped is None and self.log is not None and self._has_whole_epoch():
            self._probes = False
            self._probed += _probe(self._loader, _PROBED_AFTER)
            self._is_written = False
        self._write_rarely()

    def close(self) -> None:
        if os.getpid() != self.process:
            return
        self.rest()
        if not self._is_written:
            self._write()
        self._stop(None)
        if self.log is not None:
            shutil.rmtree(self.log.folder, ignore_errors=True)

    def _has_whole_epoch(self) -> bool:
        """Whether the last epoch got all its batches: some frameworks do not ask whether there are more."""
        last = self._epochs[-1] if self._epochs else None
        return last is not None and (last.end == "end" or last.end == "left" and last.batches == _length(self._loader))

    def __del__(self) -> None:
        if not sys.is_finalizing():
            self.close()

    # What an epoch asks of it

    def source(self) -> Iterable[Any]:
        """The loader with data set, collate function and start of workers wrapped, or another iterable as it is."""
        if self._observed is None:
            self._observed = self._loader
            if _is_loader(self._loader):
                try:
                    folder = tempfile.mkdtemp(prefix="overlap-loop-")
                except OSError as error:
                    _warn(f"only waits and steps are recorded, no samples: {error}")
                    return self._observed
                share = self._limits.bytes // max(1, _number(self._loader.num_workers) or 0)
                deadline = self._began + int(self._limits.seconds * 1e9)
                # Probes are not the loop: they may be slowed down.
                self.log = _Log(folder, deadline, share, 1.0 if self._path is None else _Log.SHARE)
                self._observed = _with_log(self._loader, self.log)
        return self._observed

    def add(self, epoch: "_Epoch") -> None:
        self._epochs.append(epoch)
        self._is_written = False

    def has_step(self) -> bool:
        """Whether the step that was asked for is recorded, by the limits."""
        self._steps += 1
        if self._steps * self._samples_of_a_batch > self._limits.elements:
            self._stop("elements")
        elif self._steps * _Epoch.BYTES_OF_A_STEP > self._limits.bytes:
            self._stop("bytes")
        elif _wall() - self._began > self._limits.seconds * 1e9:
            self._stop("seconds")
        return self._stopped is None

    @property
    def is_recording(self) -> bool:
        return self._stopped is None

    def _stop(self, limit: Optional[str]) -> None:
        if self._stopped is None:
            self._stopped = limit or "closed"
            if self.log is not None:
                self.log.stop()

    def end(self, epoch: "_Epoch") -> None:
        """An epoch is over: after a failure or at a limit there may be no other occasion to write."""
        if epoch.end not in ("end", "left") or self._stopped is not None:
            self._write()
        else:
            self._write_rarely()

    # The file

    def _write_rarely(self) -> None:
        """Write what is new, unless that would make the loop slower."""
        now = _wall()
        if not self._is_written and self._writing < self.WRITING_NS + (now - self._began) // 100:
            self._write()
            self._writing += _wall() - now

    def _write(self) -> None:
        self._is_written = True
        if self._path is None or os.getpid() != self.process:
            return
        content = self.content()
        temporary = f"{self._path}.{self.process}.tmp"
        try:
            with open(temporary, "w", encoding="utf-8") as file:
                file.write(json.dumps(content, separators=(",", ":")) + "\n")
            os.replace(temporary, self._path)
        except OSError as error:
            # The loop matters more than its recording.
            _warn(f"{self._path} is not written: {error}")
            with contextlib.suppress(OSError):
                os.unlink(temporary)

    def content(self) -> Dict[str, Any]:
        """What the file holds."""
        workers, damaged = self._notes()
        return {
            "overlap_loop": FORMAT,
            "recorder": __version__,
            "recorded_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "stopped": None if self._stopped == "closed" else self._stopped,
            "damaged_lines": damaged,
            "versions": _versions(),
            "machine": _machine(),
            "loader": _description(self._loader),
            "accelerator": _accelerator(),
            "synchronized": self.synchronize,
            "epochs": [epoch.content(self._began) for epoch in self._epochs],
            "workers": workers,
            "probes": self._probed,
        }

    def _notes(self) -> Tuple[List[Dict[str, Any]], int]:
        """What each process noted about samples and batches, and how many lines could not be read."""
        if self.log is None:
            return [], 0
        texts = ["".join(self.log.lines)]
        for name in sorted(os.listdir(self.log.folder)) if os.path.isdir(self.log.folder) else []:
            with open(os.path.join(self.log.folder, name), encoding="ascii", errors="replace") as file:
                texts.append(file.read())
        notes = [_Notes(text, self._began) for text in texts]
        read = sorted((one for one in notes if one.has_content), key=lambda one: one.first)
        return [one.content for one in read], sum(one.damaged for one in notes)


class _Steps(Generic[Batch]):
    """The iterator of one epoch: asks the loader's own, and notes when."""

    def __init__(self, recording: "Recording[Batch]", run: _Run) -> None:
        source = run.source()
        # That what is being recorded is not at rest.
        self._recording = recording
        self._run = run
        self._is_recorded = run.is_recording
        self._epoch = _Epoch(_wall(), _core())
        if self._is_recorded:
            run.add(self._epoch)
        try:
            self._batches = iter(source)
        except BaseException as error:
            self._finish(type(error).__name__)
            raise
        self._epoch.has_iterator()

    def __iter__(self) -> Iterator[Batch]:
        return self

    def __next__(self) -> Batch:
        if not self._is_recorded:
            return next(self._batches)
        if self._run.synchronize:
            _synchronize()
        epoch = self._epoch
        epoch.ask()
        if not self._run.has_step():
            self._finish("limit")
            return next(self._batches)
        try:
            batch = next(self._batches)
        except StopIteration:
            epoch.has_ended()
            self._finish("end")
            raise
        except BaseException as error:
            self._finish(type(error).__name__)
            raise
        epoch.get()
        if self._run.log is None:
            epoch.bytes.append(_size(batch))
        return batch

    def __len__(self) -> int:
        return len(self._batches)  # type: ignore[arg-type]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._batches, name)

    def _finish(self, end: str) -> None:
        if self._is_recorded:
            self._is_recorded = False
            self._epoch.finish(end)
            self._run.end(self._epoch)

    def __del__(self) -> None:
        # The loop was left: by `break`, or by an exception of its own.
        if getattr(self, "_is_recorded", False) and not sys.is_finalizing():
            if os.getpid() == self._run.process:
                self._finish("left")


class _Epoch:
    """Clocks at the ends of an epoch's waits and steps."""

    BYTES_OF_A_STEP = 100
    READING_NS = 25_000
    """What it costs to read all clocks three times, which the processor's caches have forgotten."""

    def __init__(self, wall: int, core: int) -> None:
        self.began = wall
        self._core_before = core
        self._iterator = (0, 0)
        self._delays: Optional[_Delays] = _Delays()
        self._asked = _Clocks()
        self._got = _Clocks()
        self._next = 0
        self._last: Optional[int] = None
        self.bytes = array("q")
        self.end = "left"

    def has_iterator(self) -> None:
        self._iterator = (_wall() - self.began, _core() - self._core_before)

    def ask(self) -> None:
        """The next batch is asked for: of short steps, one in several has all clocks read from here to the next."""
        step = len(self._asked.wall)
        self._asked.read(self._next <= step <= self._next + 1, self._delays)
        if step == self._next + 1:
            period = self._asked.wall[step] - self._asked.wall[step - 1]
            self._next += max(1, min(9999, math.ceil(self.READING_NS / max(1.0, _Log.SHARE * period))))

    def get(self) -> None:
        """The batch is there."""
        self._got.read(len(self._got.wall) == self._next, self._delays)

    @property
    def batches(self) -> int:
        """Batches so far."""
        return len(self._got.wall)

    def has_ended(self) -> None:
        """The loader has said that there are no more batches."""
        self._last = _wall() - self._asked.wall[-1]

    def finish(self, end: str) -> None:
        """No more is recorded of it. A recording keeps its epochs, which must not keep files open."""
        self.end, self._delays = end, None

    def content(self, began: int) -> Dict[str, Any]:
        asked, got = self._asked, self._got
        waits = len(got.wall)
        steps = min(waits, len(asked.wall) - 1)

        def after_asking(name: str) -> List[float]:
            before, after = getattr(asked, name), getattr(got, name)
            return [_between(before[index], after[index]) for index in range(waits)]

        def after_getting(name: str) -> List[float]:
            before, after = getattr(got, name), getattr(asked, name)
            return [_between(before[index], after[index + 1]) for index in range(steps)]

        content: Dict[str, Any] = {
            "begin_us": _us(self.began - began),
            "iterator_us": _us(self._iterator[0]),
            "iterator_core_us": _us(self._iterator[1]),
            "end": self.end,
            "end_us": None if self._last is None else _us(self._last),
            "asked_us": [_us(wall - began) for wall in asked.wall[:waits]],
            "wait_us": after_asking("wall"),
            "wait_core_us": after_asking("core"),
            "wait_process_us": after_asking("cores"),
            "step_us": after_getting("wall"),
            "step_core_us": after_getting("core"),
            "step_process_us": after_getting("cores"),
        }
        if asked.has_delay:
            content["step_delay_us"] = after_getting("delay")
        if self.bytes:
            content["bytes"] = list(self.bytes)
        return content


class _Clocks:
    """Times at which something happened, by several clocks (ns)."""

    def __init__(self) -> None:
        self.wall = array("q")
        self.core = array("q")
        self.cores = array("q")
        self.delay = array("q")

    def read(self, all_of_them: bool, delays: Optional["_Delays"]) -> None:
        self.wall.append(_wall())
        self.core.append(_core() if all_of_them else -1)
        self.cores.append(_cores() if all_of_them else -1)
        delay = delays.now() if all_of_them and delays is not None else None
        self.delay.append(-1 if delay is None else delay)

    @property
    def has_delay(self) -> bool:
        return any(delay >= 0 for delay in self.delay)


class _Delays:
    """How long this thread has been ready without a core, where Linux says it."""

    def __init__(self) -> None:
        try:
            self._file: Optional[int] = os.open("/proc/thread-self/schedstat", os.O_RDONLY | os.O_CLOEXEC)
        except OSError:
            self._file = None

    def now(self) -> Optional[int]:
        if self._file is None:
            return None
        try:
            return int(os.pread(self._file, 80, 0).split()[1])
        except (OSError, IndexError, ValueError):
            return None

    def __del__(self) -> None:
        if self._file is not None:
            os.close(self._file)


# MARK: Samples and batches, in whatever process they are made


class _Log:
    """What a process notes of the samples and batches that it makes: in memory, or in a file of its own.

    Workers get a copy, by forking or pickling, and begin a file with it.
    """

    NEVER = 1 << 62
    TIMING_NS = 6_000
    """What it costs to time a sample."""
    NOTING_NS = 60_000
    """What it costs to note a batch: clocks, sizes, a line in a file, all of which the processor's caches have forgotten."""
    SHARE = 0.005
    """How much of the time of samples, and of batches, that may be."""

    def __init__(self, folder: str, deadline: int, limit: int, share: float = SHARE) -> None:
        self.folder = folder
        self._deadline = deadline
        self._limit = limit
        self._share = share
        self.lines: List[str] = []
        self._file: Optional[int] = None
        self._delays: Optional[_Delays] = None
        self.skip = 0
        """Samples that are not timed before one is."""
        self.count = 0
        """Samples of this batch so far."""
        self._is_open = False
        self._is_stopped = False
        self._number = -1
        self._passed = 0
        self._is_second = False
        self._every = 1
        self._carried = 0
        self._written = 0
        self._group = 1
        self._is_group = False
        self._timings: List[int] = []
        self._begin = (0, 0, 0)
        self._ended: Optional[Tuple[int, int]] = None

    def __getstate__(self) -> Dict[str, Any]:
        arguments = (self.folder, self._deadline, self._limit, self._share)
        return {"arguments": arguments, "stopped": self._is_stopped}

    def __setstate__(self, state: Dict[str, Any]) -> None:
        self.__init__(*state["arguments"])  # type: ignore[misc]
        if state["stopped"]:
            self.stop()

    def stop(self) -> None:
        """Note no more."""
        self._is_stopped = True
        self._is_open = False
        self.skip = self._passed = self.NEVER

    def begin_worker(self, worker: int, start: Optional[Callable[[int], Any]]) -> None:
        """In a new worker process: a file of its own, the first line about its start."""
        self.__setstate__(self.__getstate__())
        began, cores = _wall(), _cores()
        if start is not None:
            start(worker)
        if self._is_stopped:
            return
        try:
            name = os.path.join(self.folder, f"{worker}-{os.getpid()}")
            self._file = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        except OSError:  # The recording has been closed.
            return self.stop()
        self._write([worker, os.getpid(), began, cores, _wall() - began, _cores() - cores], "w")

    # Samples

    def sample(self, make: Callable[[Any], Any], argument: Any, is_group: bool = False) -> Any:
        """Make a sample, or several with one call, and time it: called where `skip` is 0."""
        if not self._is_open:
            self._begin_batch()
            if self.skip:
                self.skip -= 1
                made = make(argument)
                self.count += 1
                return made
        wall, core = _wall(), _core()
        made = make(argument)
        core, wall = _core() - core, _wall() - wall
        size = _size(made)
        self._is_group = is_group
        if is_group:
            # By what was asked for: what comes may be columns, or have no length.
            self._group = _length(argument) or 1
            self.count += self._group
            wall, core, size = wall // self._group, core // self._group, size // self._group
        else:
            self.count += 1
            self.skip = self._every - 1
        self._timings += (wall, core, size)
        return made

    def _begin_batch(self) -> None:
        if self._delays is None:
            self._delays = _Delays()
        self._is_open = True
        self._number += 1
        self.skip, self._carried = self._carried, 0
        self.count = 0
        self._group = 1
        self._timings.clear()
        self._begin = (_wall(), _core(), self._delays.now() or 0)

    def abandon(self) -> None:
        """A sample failed: its batch is not made."""
        if self._is_open:
            self._is_open = False
            self.skip = 0
            self._ended = None

    def begin_pass(self) -> None:
        """The data are passed over anew: what a pass has left of a batch was not joined, and is none."""
        if self._is_open:
            self.abandon()
            self._number -= 1

    # Batches

    def collate(self, join: Callable[[Any], Any], samples: Any) -> Any:
        """Join samples, and note the batch."""
        if not self._is_open:
            self._pass_batch()
            return join(samples)
        wall, core = _wall(), _core()
        delay = (self._delays.now() or 0) if self._delays is not None else 0
        batch = join(samples)
        wall_after, core_after = _wall(), _core()
        began, core_began, delay_began = self._begin
        others = _cores() - core_after
        gap_core, others_since = -1, -1
        if self._ended is not None:
            gap_core, others_since = core_began - self._ended[0], others - self._ended[1]
        self._write(
            [self._number, began, wall - began, core - core_began, delay - delay_began, self.count]
            + [wall_after - wall, core_after - core, gap_core, others_since, _size(batch), self._every, self._group]
            + self._timings,
            "b",
        )
        self._end_batch(wall - began, wall_after - began)
        if wall_after > self._deadline or self._written > self._limit:
            self.stop()
        self._ended = (_core(), _cores() - _core())
        return batch

    def _end_batch(self, making: int, all: int) -> None:
        """Decide which samples and batches are noted from now on."""
        self._is_open = False
        self._carried, self.skip = self.skip, 0
        of_a_sample = making / max(1, self.count)
        every = math.ceil(self.TIMING_NS / max(1.0, self._share * of_a_sample))
        # Odd, so that samples of every place in a batch have their turn. A group is timed as a whole.
        self._every = 1 if self._is_group else min(every + 1 - every % 2, 9999)
        # Two in a row, so that what lies between batches is known.
        self._is_second = not self._is_second
        rarely = math.ceil(self.NOTING_NS / max(1.0, self._share * all)) - 1
        self._passed = 0 if self._is_second else min(2 * rarely, 9998)
        if self._passed:
            self.skip = self.NEVER

    def _pass_batch(self) -> None:
        self._number += 1
        self._ended = None
        if self._passed and not self._is_stopped:
            self._passed -= 1
            if self._passed == 0:
                self.skip = 0

    def _write(self, numbers: List[int], kind: str) -> None:
        line = f"{kind} {' '.join(map(str, numbers))}\n"
        self._written += len(line)
        if self._file is None:
            self.lines.append(line)
            return
        try:
            os.write(self._file, line.encode("ascii"))
        except OSError:
            self.stop()


class _Notes:
    """What a process noted, from the lines of its log."""

    BATCH = ["number", "begin", "fetch", "fetch_core", "fetch_delay", "samples", "collate", "collate_core"]
    BATCH += ["gap_core", "other_threads", "bytes", "every", "group"]
    COUNTS = {"number", "samples", "bytes", "every", "group"}

    def __init__(self, text: str, began: int) -> None:
        self.damaged = 0
        self.first = 0
        self._worker: Dict[str, Any] = {"worker": None, "pid": None}
        self._batches: List[List[int]] = []
        self._samples: List[List[int]] = []
        self._began = began
        lines = text.split("\n")
        if lines[-1]:
            self.damaged += 1  # Its process was killed as it wrote, or is writing.
        for line in lines[:-1]:
            self._read(line.split())

    def _read(self, words: List[str]) -> None:
        try:
            numbers = [int(word) for word in words[1:]]
        except ValueError:
            numbers = []
        fixed = len(self.BATCH)
        if words[:1] == ["b"] and len(numbers) >= fixed and (len(numbers) - fixed) % 3 == 0:
            self._batches.append(numbers[:fixed])
            self._samples.append(numbers[fixed:])
            self.first = self.first or numbers[1]
        elif words[:1] == ["w"] and len(numbers) == 6:
            worker, process, start, cores, init, init_cores = numbers
            self._worker = {"worker": worker, "pid": process, "start_us": _us(start - self._began)}
            self._worker.update({"boot_core_us": _us(cores), "init_us": _us(init), "init_core_us": _us(init_cores)})
            self.first = start
        else:
            self.damaged += 1

    @property
    def has_content(self) -> bool:
        return bool(self._batches) or self._worker["worker"] is not None

    @property
    def content(self) -> Dict[str, Any]:
        columns: Dict[str, List[Any]] = {}
        for place, name in enumerate(self.BATCH):
            values = [batch[place] for batch in self._batches]
            if name in self.COUNTS:
                columns[name] = values
            elif name == "begin":
                columns["begin_us"] = [_us(value - self._began) for value in values]
            else:
                # A time that is not known is -1.
                columns[name + "_us"] = [-1 if value == -1 else _us(value) for value in values]
        samples: Dict[str, List[Any]] = {
            "batch": [row for row, timings in enumerate(self._samples) for _ in range(len(timings) // 3)],
            "wall_us": [_us(wall) for timings in self._samples for wall in timings[::3]],
            "core_us": [_us(core) for timings in self._samples for core in timings[1::3]],
            "bytes": [size for timings in self._samples for size in timings[2::3]],
        }
        return {**self._worker, "batches": columns, "samples": samples}


# MARK: Other numbers of workers

# A loop without workers leaves memory to its process that workers inherit: they are tried in a process as it is before.
_PROBED_BEFORE = (1, 2)
_PROBED_AFTER = (0,)
_PROBED_BATCHES = 16
"""Of each half of a probe: asked for at once, and after a pause for which the loop need not wait."""
_PROBED_SECONDS = 4.0


def _probe(loader: Any, numbers: Iterable[int]) -> List[Dict[str, Any]]:
    """Make some batches with other numbers of workers; random states are afterwards as before."""
    probed = []
    restore = [_state(generator) for generator in _generators(loader)]
    try:
        for workers in numbers:
            try:
                probed.append(_probed(loader, workers))
            except Exception as error:  # What the user's data set does in other processes.
                _warn(f"no probe with {workers} workers: {type(error).__name__}: {error}")
    finally:
        for put_back in restore:
            put_back()
    return probed


def _state(generator: Any) -> Callable[[], None]:
    """What gives a generator its present state back."""
    get, put = ("getstate", "setstate") if generator is random else ("get_state", "set_state")
    state = getattr(generator, get)()
    return lambda: getattr(generator, put)(state)


def _generators(loader: Any) -> List[Any]:
    """Those that an epoch draws from: PyTorch's, and those that all of Python and NumPy share."""
    owners = (loader, getattr(loader, "sampler", None), getattr(loader, "batch_sampler", None))
    own = [getattr(owner, "generator", None) for owner in owners]
    default = getattr(sys.modules.get("torch"), "default_generator", None)
    shared = [default, getattr(sys.modules.get("numpy"), "random", None)]
    return [random] + [one for one in own + shared if hasattr(one, "get_state")]


def _probed(loader: Any, workers: int) -> Dict[str, Any]:
    """A short recording with a number of workers."""
    other = _like(loader, num_workers=workers, persistent_workers=False)
    if workers == 0:
        other.__dict__["timeout"] = 0
    elif getattr(other, "prefetch_factor", None) is None:
        other.__dict__["prefetch_factor"] = 2
    limits = _Limits(1 << 62, 1e9, 1 << 30)
    run = _Run(other, None, False, False, limits)
    try:
        _take_batches(iter(Recording(other, run)))  # When it is over, its workers end.
        content = run.content()
    finally:
        run.close()
    return {name: content[name] for name in ("loader", "damaged_lines", "epochs", "workers")}


def _take_batches(steps: Iterator[Any]) -> None:
    """Some asked for at once, and some after a pause."""
    began, longest = _wall(), 0
    for number in range(2 * _PROBED_BATCHES):
        asked = _wall()
        batch = next(steps, None)
        if batch is None:
            break
        _touch(batch)
        longest = max(longest, min(_wall() - asked, 500_000_000)) if number else 0
        if number >= _PROBED_BATCHES:
            time.sleep(1.2 * longest / 1e9 + 0.002)
        elif _wall() - began > _PROBED_SECONDS * 1e9:
            break


def _touch(batch: Any) -> None:
    """Read from every page of a batch's memory, as a step does."""
    if hasattr(batch, "numel") and hasattr(batch, "reshape"):
        batch.reshape(-1)[::512].max() if batch.numel() else None
    elif isinstance(batch, dict):
        for part in batch.values():
            _touch(part)
    elif isinstance(batch, (list, tuple)) and len(batch) <= _MOST_ITEMS:
        for part in batch:
            _touch(part)


def _like(loader: Any, **changes: Any) -> Any:
    """A loader with other attributes; the given one is not changed."""
    other = object.__new__(type(loader))
    other.__dict__.update(loader.__dict__)
    # Workers that persist belong to the loader that began them.
    if "_iterator" in loader.__dict__:
        changes["_iterator"] = None
    # Not through `setattr`, by which a `DataLoader` protects what it has begun with.
    other.__dict__.update(changes)
    return other


def _with_log(loader: Any, log: _Log) -> Any:
    """A loader like the given one, whose data set, collate function and start of workers note what they do."""
    changed: Dict[str, Any] = {"collate_fn": _Collate(log, loader.collate_fn)}
    if not _is_pipe(loader.dataset):
        kinds: Dict[str, Any] = {"iterable": _IterableDataset, "grouped": _GroupedDataset, "map": _MapDataset}
        changed["dataset"] = kinds[_kind(loader.dataset)](log, loader.dataset)
    changed["worker_init_fn"] = _WorkerStart(log, loader.worker_init_fn, loader.dataset)
    return _like(loader, **changed)


class _Dataset:
    """A data set that notes how long its samples take; whatever else is asked of it, the user's answers."""

    __slots__ = ("_overlap_log", "_overlap_dataset", "__weakref__")

    def __init__(self, log: _Log, dataset: Any) -> None:
        object.__setattr__(self, "_overlap_log", log)
        object.__setattr__(self, "_overlap_dataset", dataset)

    def __len__(self) -> int:
        return len(self._overlap_dataset)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._overlap_dataset, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._overlap_dataset, name, value)

    def __delattr__(self, name: str) -> None:
        delattr(self._overlap_dataset, name)

    def __reduce__(self) -> Any:
        return type(self), (self._overlap_log, self._overlap_dataset)

    @property
    def __class__(self) -> Any:
        return type(self._overlap_dataset)

    @__class__.setter
    def __class__(self, value: Any) -> None:
        self._overlap_dataset.__class__ = value


class _MapDataset(_Dataset):
    """Samples by their indices."""

    __slots__ = ()

    def __getitem__(self, index: Any) -> Any:
        log = self._overlap_log
        try:
            if not log.skip:
                return log.sample(self._overlap_dataset.__getitem__, index)
            log.skip -= 1
            sample = self._overlap_dataset[index]
            log.count += 1
            return sample
        except BaseException:
            log.abandon()
            raise


class _IterableDataset(_Dataset):
    """Samples as they come."""

    __slots__ = ()

    def __iter__(self) -> Iterator[Any]:
        self._overlap_log.begin_pass()
        return _Samples(self._overlap_log, iter(self._overlap_dataset))


class _GroupedDataset(_MapDataset):
    """Samples of a whole batch with one call."""

    __slots__ = ()

    def __getitems__(self, indices: Any) -> Any:
        log = self._overlap_log
        try:
            # Batches that are not noted pass.
            if log.skip:
                return self._overlap_dataset.__getitems__(indices)
            return log.sample(self._overlap_dataset.__getitems__, indices, True)
        except BaseException:
            log.abandon()
            raise


class _Samples:
    """The iterator of a data set, with the time of each sample noted."""

    def __init__(self, log: _Log, samples: Iterator[Any]) -> None:
        self._log = log
        self._samples = samples

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        log = self._log
        try:
            if not log.skip:
                return log.sample(next, self._samples)
            log.skip -= 1
            sample = next(self._samples)
            log.count += 1
            return sample
        except StopIteration:
            raise  # What there is of a batch may be joined all the same.
        except BaseException:
            log.abandon()
            raise


class _Collate:
    """A collate function, after which a batch is complete."""

    def __init__(self, log: _Log, join: Callable[[Any], Any]) -> None:
        self._log = log
        self._join = join

    def __call__(self, samples: Any) -> Any:
        return self._log.collate(self._join, samples)


class _WorkerStart:
    """What a worker process runs first: the user's function sees the user's data set."""

    def __init__(self, log: _Log, start: Optional[Callable[[int], Any]], dataset: Any) -> None:
        self._log = log
        self._start = start
        self._dataset = dataset

    def __call__(self, worker: int) -> None:
        information = _worker_information()
        if information is not None:
            # It refuses `setattr`.
            object.__setattr__(information, "dataset", self._dataset)
        self._log.begin_worker(worker, self._start)


# MARK: What is known of the loader and the machine


def _is_loader(loader: Any) -> bool:
    """Whether it has what a `DataLoader` has."""
    names = ("dataset", "collate_fn", "num_workers", "worker_init_fn", "batch_size")
    return hasattr(loader, "__dict__") and all(name in loader.__dict__ for name in names)


def _is_pipe(dataset: Any) -> bool:
    """Whether the loader looks into the data set's graph, which a wrapper would hide."""
    return any(base.__name__ in ("IterDataPipe", "MapDataPipe") for base in type(dataset).__mro__)


def _kind(dataset: Any) -> str:
    """How samples are asked for."""
    if any(base.__name__ == "IterableDataset" for base in type(dataset).__mro__):
        return "iterable"
    if not hasattr(dataset, "__getitem__"):
        return "iterable"
    return "grouped" if getattr(dataset, "__getitems__", None) else "map"


def _worker_information() -> Any:
    """What PyTorch knows of this worker; `None` outside of one."""
    torch_data = sys.modules.get("torch.utils.data")
    return torch_data.get_worker_info() if torch_data is not None else None


def _number(value: Any) -> Optional[int]:
    """A whole number, of Python's or NumPy's; `None` for anything else."""
    try:
        return operator.index(value)
    except TypeError:
        return None


def _warn(text: str) -> None:
    print(f"overlap_recorder: {text}", file=sys.stderr)


def _description(loader: Any) -> Dict[str, Any]:
    """What the loader was told, in PyTorch's words."""
    content: Dict[str, Any] = {"class": _type_name(loader), "batches": _length(loader)}
    if not _is_loader(loader):
        return content
    dataset = loader.dataset
    kind = _kind(dataset)
    content["dataset"] = {
        "class": _type_name(dataset),
        "kind": kind,
        "samples": _length(dataset),
        "is_timed": not _is_pipe(dataset),
    }
    sampler = getattr(loader, "sampler", None)
    context = getattr(loader, "multiprocessing_context", None)
    batch_size = _number(loader.batch_size)
    is_of_batches = batch_size is None and getattr(loader, "batch_sampler", None) is not None
    content.update(
        {
            "num_workers": _number(loader.num_workers) or 0,
            "batch_size": batch_size,
            "drop_last": bool(getattr(loader, "drop_last", False)),
            "in_order": bool(getattr(loader, "in_order", True)),
            "prefetch_factor": _number(getattr(loader, "prefetch_factor", None)),
            "persistent_workers": bool(getattr(loader, "persistent_workers", False)),
            "pin_memory": bool(getattr(loader, "pin_memory", False)),
            "start_method": _start_method(context),
            "sampler": None if sampler is None or kind == "iterable" else type(sampler).__name__,
            # Beside a sampler of batches PyTorch keeps one of samples that it does not ask.
            "sampled": None if sampler is None or kind == "iterable" or is_of_batches else _length(sampler),
            "worker_init": loader.worker_init_fn is not None,
        }
    )
    return content


def _start_method(context: Any) -> Optional[str]:
    if context is None:
        import multiprocessing

        return multiprocessing.get_start_method(allow_none=False)
    method = getattr(context, "get_start_method", None)
    return str(method() if method is not None else context)


def _type_name(value: Any) -> str:
    return f"{type(value).__module__}.{type(value).__qualname__}"


def _length(value: Any) -> Optional[int]:
    try:
        return len(value)
    except Exception:  # Of whatever kind: a data set of streams may not know it.
        return None


def _versions() -> Dict[str, str]:
    """Python's, and those of the libraries that this process uses."""
    versions = {"python": platform.python_version(), "system": f"{platform.system()} {platform.release()}"}
    for name in ("torch", "tensorflow", "numpy", "lightning", "grain"):
        version = getattr(sys.modules.get(name), "__version__", None)
        if version is not None:
            versions[name] = str(version)
    return versions


def _machine() -> Dict[str, Any]:
    """Cores and memory, as far as this process may use them."""
    threads = getattr(sys.modules.get("torch"), "get_num_threads", lambda: None)()
    return {
        "logical_cores": os.cpu_count(),
        "affinity_cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else None,
        "quota_cores": _quota(),
        "memory_bytes": _memory(),
        "memory_limit_bytes": _group_number("memory.max", "memory/memory.limit_in_bytes"),
        "torch_threads": threads,
    }


def _memory() -> Optional[int]:
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return None


def _quota() -> Optional[float]:
    """Cores that the control groups allow, if they limit them: each is bound by those above it."""
    pairs = [_text(f"{folder}/cpu.max").split() for folder in _group_folders()]
    pairs.append([_text(f"/sys/fs/cgroup/cpu/cpu.cfs_{name}_us").strip() for name in ("quota", "period")])
    limits = [pair for pair in pairs if len(pair) == 2 and all(word.isdigit() for word in pair)]
    return min((int(quota) / int(period) for quota, period in limits if int(period)), default=None)


def _group_number(name: str, old: str) -> Optional[int]:
    texts = [_text(f"{folder}/{name}") for folder in _group_folders()] + [_text(f"/sys/fs/cgroup/{old}")]
    numbers = [int(text) for text in texts if text.strip().isdigit()]
    return min(numbers) if numbers else None


def _group_folders() -> List[str]:
    """This process's control group and those above it."""
    path = next((line[3:] for line in _text("/proc/self/cgroup").split("\n") if line.startswith("0::")), "/")
    parts = [part for part in path.split("/") if part]
    return ["/".join(["/sys/fs/cgroup"] + parts[:depth]) for depth in range(len(parts), -1, -1)]


def _text(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def _accelerator() -> Optional[str]:
    """The GPU that this process uses, if it uses one."""
    cuda = getattr(sys.modules.get("torch"), "cuda", None)
    if cuda is None or not cuda.is_initialized():
        return None
    return str(cuda.get_device_name())


def _synchronize() -> None:
    cuda = getattr(sys.modules.get("torch"), "cuda", None)
    if cuda is not None and cuda.is_initialized():
        cuda.synchronize()


# MARK: Sizes and times


def _us(nanoseconds: int) -> float:
    """Microseconds with one decimal, as the file has them."""
    microseconds = round(nanoseconds / 1000, 1)
    return int(microseconds) if microseconds == int(microseconds) else microseconds


def _between(before: int, after: int) -> float:
    """A time, which is not known where one of its ends is not."""
    return -1 if before < 0 or after < 0 else _us(after - before)


def _size(value: Any) -> int:
    """Bytes of what a sample or a batch holds: arrays, texts, and containers of them; never an exception."""
    try:
        return _bytes(value, 0)
    except Exception:  # Of the user's types, whose attributes may do anything.
        return 0


_DEEPEST = 6
_MOST_ITEMS = 64


def _bytes(value: Any, depth: int) -> int:
    if isinstance(value, (int, float, bool, complex)):
        return 8
    if isinstance(value, (str, bytes, bytearray)):
        return len(value)
    if value is None or depth > _DEEPEST:
        return 0
    size = getattr(value, "nbytes", None)
    if isinstance(size, int):
        return size
    if isinstance(value, dict):
        return _bytes_of_items(list(value.values()), depth)
    if isinstance(value, (list, tuple, set, frozenset)):
        return _bytes_of_items(value if isinstance(value, (list, tuple)) else list(value), depth)
    if hasattr(value, "getbands"):  # An image of Pillow.
        return int(value.width * value.height * len(value.getbands()))
    if hasattr(value, "element_size"):
        return int(value.numel() * value.element_size())
    item = getattr(getattr(value, "dtype", None), "size", None)
    if isinstance(item, int) and hasattr(value, "shape"):  # A tensor of TensorFlow.
        return int(math.prod(value.shape)) * item
    return _bytes_of_items(list(value.__dict__.values()), depth) if hasattr(value, "__dict__") else 0


def _bytes_of_items(items: Any, depth: int) -> int:
    """Long lists are judged by some of their items."""
    stride = max(1, len(items) // _MOST_ITEMS)
    some = items[::stride]
    return sum(_bytes(item, depth + 1) for item in some) * len(items) // max(1, len(some))
