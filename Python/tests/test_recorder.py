# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests of the recorder: a recorded loop is as before, and its file says what happened."""

import contextlib
import gc
import glob
import io
import json
import os
import pickle
import random
import subprocess
import sys
import tempfile
import time
import unittest
import unittest.mock
import warnings
import weakref

sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)), os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]

import data_sets  # noqa: E402
from mock_loader import MockLoader, WorkerFailed, join  # noqa: E402
from overlap_recorder import _Log, _Notes, _quota, _Run, _size, record  # noqa: E402


class RecorderTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = os.path.join(folder.name, "loop.json")
        # Most tests write one file again and again.
        caught = warnings.catch_warnings()
        caught.__enter__()
        self.addCleanup(caught.__exit__, None, None, None)
        warnings.filterwarnings("ignore", "overlap_recorder")

    def content(self):
        with open(self.path, encoding="utf-8") as file:
            return json.load(file)


class Clock:
    """Nanoseconds; a microsecond passes with each look."""

    now = 0

    def __call__(self):
        self.now += 1000
        return self.now


class LoopTests(RecorderTest):
    """The loop is the user's."""

    def test_batches_are_the_same(self):
        """Map-style, grouped and iterable; without workers, forked, spawned and persistent ones; two epochs."""
        order = random.Random(1).sample(range(40), 40)
        kinds = [
            {}, {"num_workers": 2}, {"num_workers": 2, "persistent_workers": True},
            {"num_workers": 2, "worker_init_fn": data_sets.begin_with_offset},
        ]
        for dataset in (data_sets.Squares(40), data_sets.Groups(40), data_sets.Stream(40)):
            for kind in kinds:
                with self.subTest(dataset=type(dataset).__name__, **{name: str(value) for name, value in kind.items()}):
                    def loader():
                        sampler = None if isinstance(dataset, data_sets.Stream) else order
                        return MockLoader(dataset, batch_size=7, sampler=sampler, **kind)

                    plain, recorded = loader(), record(loader(), self.path)
                    expected = [batch for _ in range(2) for batch in plain]
                    self.assertEqual([batch for _ in range(2) for batch in recorded], expected)
                    recorded.close()
                    self.assertEqual([epoch["end"] for epoch in self.content()["epochs"]], ["end", "end"])
                    noted = sum(len(notes["batches"]["samples"]) for notes in self.content()["workers"])
                    self.assertGreater(noted, 0)

    def test_spawned_workers(self):
        for method in ("spawn", "forkserver"):
            with self.subTest(method):
                loader = MockLoader(data_sets.Squares(20), batch_size=5, num_workers=2, start_method=method)
                with record(loader, self.path) as recorded:
                    self.assertEqual(list(recorded), list(MockLoader(data_sets.Squares(20), batch_size=5)))
                self.assertEqual(sorted(notes["worker"] for notes in self.content()["workers"]), [0, 1])
                self.assertEqual(self.content()["loader"]["start_method"], method)

    def test_what_else_is_asked_of_the_loader(self):
        loader = MockLoader(data_sets.Squares(40), batch_size=8, sampler=list(range(40)))
        recorded = record(loader, self.path)
        self.assertEqual(len(recorded), 5)
        self.assertIs(recorded.dataset, loader.dataset)
        self.assertIs(recorded.sampler, loader.sampler)
        self.assertIs(loader.collate_fn, join)
        list(recorded)
        self.assertIs(type(loader.dataset), data_sets.Squares)
        with self.assertRaises(AttributeError):
            recorded.nothing
        with self.assertRaises(TypeError):
            record(5, self.path)

    def test_the_wrapped_data_set_answers_as_the_users_own(self):
        recorded = record(MockLoader(data_sets.Squares(4)), self.path)
        wrapped = recorded._run.source().dataset
        self.assertIsInstance(wrapped, data_sets.Squares)
        self.assertEqual(len(wrapped), 4)
        self.assertFalse(hasattr(wrapped, "__getitems__"))
        wrapped.offset = 3
        self.assertEqual(wrapped[2], 7)
        self.assertEqual(pickle.loads(pickle.dumps(wrapped))[2], 7)
        self.assertIs(type(recorded.dataset), data_sets.Squares)

    def test_exceptions_of_samples_keep_their_types(self):
        for workers in (0, 2):
            with self.subTest(workers=workers):
                loader = MockLoader(data_sets.Failing(40), batch_size=5, num_workers=workers)
                with self.assertRaises(KeyError):
                    list(record(loader, self.path))
                content = self.content()
                self.assertEqual(content["epochs"][0]["end"], "KeyError")
                self.assertEqual(len(content["epochs"][0]["wait_us"]), 2)

    def test_exceptions_of_the_loop_leave_a_file(self):
        for error in (ValueError, KeyboardInterrupt):
            with self.subTest(error.__name__):
                with self.assertRaises(error):
                    for number, _ in enumerate(record(MockLoader(data_sets.Squares(40), batch_size=5), self.path)):
                        if number == 3:
                            raise error
                epoch = self.content()["epochs"][0]
                self.assertEqual((epoch["end"], len(epoch["wait_us"]), len(epoch["step_us"])), ("left", 4, 3))

    def test_killed_workers_leave_what_they_noted(self):
        loader = MockLoader(data_sets.Deadly(40, core=1e-4), batch_size=5, num_workers=2)
        with self.assertRaises(WorkerFailed):
            list(record(loader, self.path))
        content = self.content()
        self.assertEqual(content["epochs"][0]["end"], "WorkerFailed")
        self.assertGreater(sum(len(notes["batches"]["number"]) for notes in content["workers"]), 1)

    def test_other_iterables_have_steps_and_waits(self):
        def slow():
            for number in range(5):
                time.sleep(0.002)
                yield bytes(100)

        batches = list(record(slow(), self.path))
        self.assertEqual(len(batches), 5)
        content = self.content()
        self.assertEqual(content["workers"], [])
        self.assertEqual(content["epochs"][0]["bytes"], [100] * 5)
        self.assertGreaterEqual(min(content["epochs"][0]["wait_us"]), 2000)

    def test_nothing_is_left_behind(self):
        before = set(glob.glob(os.path.join(tempfile.gettempdir(), "overlap-loop-*")))
        list(record(MockLoader(data_sets.Squares(10), num_workers=1), self.path))
        self.assertEqual(set(glob.glob(os.path.join(tempfile.gettempdir(), "overlap-loop-*"))), before)
        self.assertEqual(os.listdir(os.path.dirname(self.path)), ["loop.json"])

    def test_a_program_that_is_interrupted_leaves_a_file(self):
        here = os.path.dirname(os.path.abspath(__file__))
        program = (
            f"import sys, os, signal; sys.path[:0] = [{here!r}, {os.path.dirname(here)!r}]\n"
            "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # A program in the background ignores it.
            "from mock_loader import MockLoader; import data_sets; from overlap_recorder import record\n"
            f"recorded = record(MockLoader(data_sets.Squares(90), batch_size=5, num_workers=1), {self.path!r})\n"
            "for number, batch in enumerate(recorded):\n"
            "    if number == 4: os.kill(os.getpid(), signal.SIGINT)\n"
        )
        ended = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=30)
        self.assertIn(b"KeyboardInterrupt", ended.stderr)
        self.assertEqual(len(self.content()["epochs"][0]["wait_us"]), 5)


class EpochTests(RecorderTest):
    """The line may stand inside a loop over epochs."""

    def test_a_loop_over_epochs_is_one_recording(self):
        for kind in ({}, {"num_workers": 2}, {"num_workers": 2, "persistent_workers": True}):
            with self.subTest(**kind):
                loader = MockLoader(data_sets.Squares(40), batch_size=5, **kind)
                for _ in range(3):
                    for _ in record(loader, self.path):
                        pass
                content = self.content()
                self.assertEqual([len(epoch["wait_us"]) for epoch in content["epochs"]], [8, 8, 8])
                workers = kind.get("num_workers", 1) * (1 if len(kind) != 1 else 3)
                self.assertEqual(len(content["workers"]), workers)
                if loader._iterator is not None:
                    loader._iterator.end()
                del loader
                gc.collect()

    def test_a_list_is_one_recording_too(self):
        """It has no weak references."""
        batches = [bytes(3), bytes(3)]
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            for _ in range(3):
                recorded = record(batches, self.path)
                list(recorded)
            recorded.close()
        self.assertEqual([len(epoch["wait_us"]) for epoch in self.content()["epochs"]], [2, 2, 2])

    @unittest.skipUnless(os.path.isdir("/proc/self/fd"), "the system does not list open files")
    def test_epochs_leave_no_files_open(self):
        for name, epoch in (("whole", list), ("left", lambda loader: next(iter(loader)))):
            with self.subTest(name):
                recorded = record(MockLoader(data_sets.Squares(2)), self.path)
                epoch(recorded)
                before = len(os.listdir("/proc/self/fd"))
                for _ in range(50):
                    epoch(recorded)
                self.assertLessEqual(len(os.listdir("/proc/self/fd")), before)

    def test_many_epochs_are_not_each_written(self):
        """A write takes 100 ms of a clock on which all else takes next to nothing."""
        for end, take in (("end", list), ("left", lambda recorded: next(iter(recorded)))):
            for is_anew in (False, True):
                loader, clock, writes, write = MockLoader(data_sets.Squares(2)), Clock(), [], _Run._write

                def slow_write(run):
                    clock.now += 100_000_000
                    writes.append(write(run))

                patches = (("_wall", clock), ("_Run._write", slow_write))
                with self.subTest(end, is_anew=is_anew), contextlib.ExitStack() as stack:
                    for name, value in patches:
                        stack.enter_context(unittest.mock.patch(f"overlap_recorder.{name}", value))
                    recorded = record(loader, self.path)
                    for _ in range(100):
                        take(record(loader, self.path) if is_anew else recorded)
                    self.assertEqual(len(writes), 3)
                    recorded.close()
                    self.assertEqual(len(writes), 4)
                    self.assertEqual([epoch["end"] for epoch in self.content()["epochs"]], [end] * 100)

    def test_a_recording_does_not_keep_its_loader_alive(self):
        loader = MockLoader(data_sets.Squares(10))
        list(record(loader, self.path))
        alive = weakref.ref(loader)
        del loader
        gc.collect()
        self.assertIsNone(alive())

    def test_probes_are_made_once(self):
        loader = MockLoader(data_sets.Squares(40), batch_size=5)
        for _ in range(3):
            list(record(loader, self.path, probe=True))
        self.assertEqual([probe["loader"]["num_workers"] for probe in self.content()["probes"]], [1, 2, 0])

    def test_another_loader_with_the_same_file_is_told(self):
        training, validation = (MockLoader(data_sets.Squares(10)) for _ in range(2))
        list(record(training, self.path))
        with self.assertWarnsRegex(UserWarning, "file of its own"):
            list(record(validation, self.path))

    def test_the_pause_between_epochs_is_no_waiting_of_samples(self):
        """Of an iterable data set whose last batch is whole, or dropped."""
        for count in (40, 42):
            with self.subTest(count=count):
                loader = MockLoader(data_sets.Stream(count, wait=0.003), batch_size=8, drop_last=True)
                for _ in record(loader, self.path):
                    pass
                time.sleep(0.3)
                for _ in record(loader, self.path):
                    pass
                batches = self.content()["workers"][0]["batches"]
                self.assertLess(max(batches["fetch_us"]), 250_000)
                self.assertLess(max(batches["number"]), 10)


class FailureTests(RecorderTest):
    """What goes wrong with recording does not end the loop."""

    def test_a_path_that_cannot_be_written_is_refused_at_once(self):
        for path in (os.path.join(os.path.dirname(self.path), "nothing", "loop.json"), os.path.dirname(self.path)):
            with self.subTest(path), self.assertRaises(OSError):
                record(MockLoader(data_sets.Squares(10)), path)

    def test_a_file_that_cannot_be_written_later_is_a_warning(self):
        folder = os.path.join(os.path.dirname(self.path), "gone")
        os.mkdir(folder)
        errors = io.StringIO()
        with contextlib.redirect_stderr(errors):
            recorded = record(MockLoader(data_sets.Squares(10)), os.path.join(folder, "loop.json"))
            os.rmdir(folder)
            self.assertEqual(len(list(recorded)), 10)
            recorded.close()
        self.assertIn("is not written", errors.getvalue())

    def test_without_room_for_notes_waits_and_steps_are_recorded(self):
        errors = io.StringIO()
        with contextlib.redirect_stderr(errors), unittest.mock.patch("tempfile.mkdtemp", side_effect=OSError(28, "full")):
            self.assertEqual(len(list(record(MockLoader(data_sets.Squares(10)), self.path))), 10)
        self.assertIn("no samples", errors.getvalue())
        self.assertEqual(len(self.content()["epochs"][0]["wait_us"]), 10)

    def test_a_data_set_that_fails_in_other_processes_is_not_probed(self):
        loader = MockLoader(data_sets.AtHome(40), batch_size=5)
        errors = io.StringIO()
        with contextlib.redirect_stderr(errors), record(loader, self.path, probe=True) as recorded:
            self.assertEqual(len(list(recorded)), 8)
        self.assertIn("no probe with 2 workers: RuntimeError", errors.getvalue())
        self.assertEqual([probe["loader"]["num_workers"] for probe in self.content()["probes"]], [0])

    def test_numbers_of_other_types(self):
        class Number(int):
            pass

        class Index:
            def __index__(self):
                return 2

        loader = MockLoader(data_sets.Squares(10), batch_size=Number(5), prefetch_factor=Index())
        list(record(loader, self.path))
        described = self.content()["loader"]
        self.assertEqual((described["batch_size"], described["prefetch_factor"]), (5, 2))


class MeasurementTests(RecorderTest):
    """What the file says."""

    def test_computing_and_waiting_are_told_apart(self):
        """Processor time cannot be less than what was computed, nor can a wait be shorter than asked."""
        list(record(MockLoader(data_sets.Squares(20, core=0.002, wait=0.003), batch_size=5), self.path))
        samples = self.content()["workers"][0]["samples"]
        self.assertEqual(len(samples["wall_us"]), 20)
        self.assertGreaterEqual(min(samples["core_us"]), 2000)
        waits = [wall - core for wall, core in zip(samples["wall_us"], samples["core_us"])]
        self.assertGreaterEqual(min(waits), 2000)

    def test_steps_and_waits_are_those_of_the_loop(self):
        for _ in record(MockLoader(data_sets.Squares(20, wait=0.002), batch_size=5), self.path):
            time.sleep(0.005)
        epoch = self.content()["epochs"][0]
        self.assertGreaterEqual(min(epoch["step_us"]), 5000)
        self.assertGreaterEqual(min(epoch["wait_us"]), 10_000)
        self.assertEqual(len(epoch["step_us"]), 4)
        ends = [asked + wait + step for asked, wait, step in zip(epoch["asked_us"], epoch["wait_us"], epoch["step_us"])]
        for end, asked in zip(ends, epoch["asked_us"][1:]):
            self.assertAlmostEqual(end, asked, delta=1)

    def test_short_samples_are_timed_now_and_then(self):
        list(record(MockLoader(data_sets.Squares(6000, core=2e-5), batch_size=100), self.path))
        notes = self.content()["workers"][0]
        self.assertGreater(notes["batches"]["every"][-1], 4)
        self.assertEqual(notes["batches"]["every"][-1] % 2, 1)
        self.assertLess(len(notes["samples"]["wall_us"]), 3000)

    def test_groups_are_counted_as_a_whole(self):
        for kind in (data_sets.Groups, data_sets.Columns, data_sets.Lazy):
            with self.subTest(kind.__name__):
                dataset = kind(3200, core=2e-5)
                batches = list(record(MockLoader(dataset, batch_size=32), self.path))
                self.assertEqual(batches, list(MockLoader(dataset, batch_size=32)))
                notes = self.content()["workers"][0]
                self.assertEqual(set(notes["batches"]["samples"]), {32})
                self.assertEqual(set(notes["batches"]["group"]), {32})
                self.assertEqual(set(notes["batches"]["every"]), {1})
                self.assertEqual(len(notes["samples"]["wall_us"]), len(notes["batches"]["samples"]))

    def test_a_sampler_of_batches_has_no_number_of_samples(self):
        loader = MockLoader(data_sets.Squares(40), batch_size=5, sampler=range(40))
        self.assertEqual(record(loader, self.path)._run.content()["loader"]["sampled"], 40)
        loader.batch_size, loader.batch_sampler = None, [[1, 2]]
        self.assertIsNone(record(loader, self.path + "2")._run.content()["loader"]["sampled"])

    def test_recording_stops_at_a_limit_and_the_loop_goes_on(self):
        for limits in ({"elements": 50}, {"megabytes": 0.0005}, {"seconds": 0.01}):
            with self.subTest(**limits):
                recorded = record(MockLoader(data_sets.Squares(200, wait=0.0005), batch_size=5), self.path, **limits)
                self.assertEqual(len(list(recorded)), 40)
                content = self.content()
                self.assertIn(content["stopped"], ("elements", "bytes", "seconds"))
                self.assertLess(len(content["epochs"][0]["wait_us"]), 40)
                self.assertEqual(len(list(recorded)), 40)

    def test_probes(self):
        """Other numbers of workers, and the loop is as before."""
        with record(MockLoader(data_sets.Squares(400, core=2e-4), batch_size=8), self.path, probe=True) as recorded:
            self.assertEqual(list(recorded), list(MockLoader(data_sets.Squares(400), batch_size=8)))
        probes = self.content()["probes"]
        self.assertEqual([probe["loader"]["num_workers"] for probe in probes], [1, 2, 0])
        self.assertTrue(all(len(probe["epochs"][0]["wait_us"]) == 32 for probe in probes))

    def test_probes_leave_random_states_as_they_were(self):
        class Shuffled:
            def __iter__(self):
                return iter(random.sample(range(400), 400))

            def __len__(self):
                return 400

        def batches(wrap):
            random.seed(3)
            loader = MockLoader(data_sets.Squares(400), batch_size=40, sampler=Shuffled())
            return list(wrap(loader)), random.random()

        self.assertEqual(batches(lambda loader: record(loader, self.path, probe=True)), batches(lambda loader: loader))

    def test_the_smallest_quota_of_all_control_groups_counts(self):
        own, above = "/sys/fs/cgroup/job/step/cpu.max", "/sys/fs/cgroup/job/cpu.max"
        quota, period = (f"/sys/fs/cgroup/cpu/cpu.cfs_{name}_us" for name in ("quota", "period"))
        cases = [
            ({}, None), ({own: "max 100000\n"}, None), ({own: "max 100000\n", above: "200000 100000\n"}, 2),
            ({own: "400000 100000\n", above: "150000 100000\n"}, 1.5), ({own: "150000 100000\n", above: "400000 100000\n"}, 1.5),
            ({quota: "50000\n", period: "100000\n"}, 0.5), ({quota: "-1\n", period: "100000\n"}, None),
        ]
        for files, cores in cases:
            texts = {"/proc/self/cgroup": "0::/job/step\n", **files}
            with self.subTest(files=str(files)), unittest.mock.patch("overlap_recorder._text", lambda path: texts.get(path, "")):
                self.assertEqual(_quota(), cores)

    def test_damaged_lines_are_counted(self):
        log = _Log("", 1 << 62, 1 << 62)
        log.sample(lambda index: index, 1)
        log.collate(join, [1])
        whole = log.lines[0]
        for text, damaged, batches in ((whole, 0, 1), (whole + whole[:20], 1, 1), ("b 1 2\n" + whole, 1, 1), ("w x\n", 1, 0)):
            with self.subTest(text=text):
                notes = _Notes(text, 0)
                self.assertEqual((notes.damaged, len(notes.content["batches"]["samples"])), (damaged, batches))

    def test_sizes(self):
        class Image:
            width, height = 20, 10

            def getbands(self):
                return "RGB"

        class Broken:
            @property
            def nbytes(self):
                raise RuntimeError

        cases = [
            (b"1234", 4), ("abc", 3), (1.5, 8), (None, 0), ([1, 2.5], 16), ({"a": b"12", "b": (b"3", b"45")}, 5), (Image(), 600),
            ([7] * 10_000, 80_000), (memoryview(bytes(12)), 12), (Broken(), 0),
        ]
        for value, size in cases:
            with self.subTest(value=str(type(value))):
                self.assertEqual(_size(value), size)


if __name__ == "__main__":
    unittest.main()
