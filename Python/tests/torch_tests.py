# SPDX-License-Identifier: GPL-3.0-or-later
"""The recorder with PyTorch itself; `make own-loop` runs these, `make recorder` those that need no torch."""

import json
import os
import sys
import tempfile
import unittest
import warnings

sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)), os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]

import torch  # noqa: E402
from torch.utils.data import DataLoader, Dataset, IterableDataset, Subset, get_worker_info  # noqa: E402

from overlap_recorder import record  # noqa: E402


class Pictures(Dataset):
    def __len__(self):
        return 60

    def __getitem__(self, index):
        return torch.full((3, 16, 16), float(index)), {"index": index, "chance": torch.rand(())}


class Stream(IterableDataset):
    def __iter__(self):
        worker = get_worker_info()
        if worker is not None:
            assert type(worker.dataset) is Stream
        yield from range(0 if worker is None else worker.id, 60, 1 if worker is None else worker.num_workers)


class Failing(Pictures):
    def __getitem__(self, index):
        if index == 13:
            raise KeyError("thirteen")
        return super().__getitem__(index)


def check_data_set(worker):
    assert type(get_worker_info().dataset) in (Pictures, Stream, Subset)


def flat(value):
    """Everything in a batch, as numbers."""
    if isinstance(value, torch.Tensor):
        return value.tolist()
    if isinstance(value, dict):
        return [flat(part) for part in value.values()]
    return [flat(part) for part in value] if isinstance(value, (list, tuple)) else value


class TorchTests(unittest.TestCase):
    KINDS = [
        {}, {"num_workers": 2}, {"num_workers": 2, "persistent_workers": True, "worker_init_fn": check_data_set},
        {"num_workers": 1, "multiprocessing_context": "spawn"}, {"num_workers": 2, "prefetch_factor": 1},
        {"batch_size": None}, {"num_workers": 2, "drop_last": True}, {"collate_fn": list},
    ]

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = os.path.join(folder.name, "loop.json")
        warnings.filterwarnings("ignore", "overlap_recorder")

    def test_batches_order_and_chance_are_the_same(self):
        for dataset in (Pictures(), Subset(Pictures(), list(range(5, 45))), Stream()):
            for kind in self.KINDS:
                with self.subTest(dataset=type(dataset).__name__, **{name: str(value) for name, value in kind.items()}):
                    def batches(wrap):
                        torch.manual_seed(3)
                        arguments = {"batch_size": 7, **kind}
                        shuffles = not isinstance(dataset, Stream) and arguments["batch_size"] is not None
                        loader = wrap(DataLoader(dataset, shuffle=shuffles, **arguments))
                        return [flat(batch) for _ in range(2) for batch in loader], torch.rand(3).tolist()

                    expected, chance = batches(lambda loader: loader)
                    for probe in (False, True) if not kind else (False,):
                        with self.subTest(probe=probe):
                            recorded, later = batches(lambda loader: record(loader, self.path, probe=probe))
                            self.assertEqual((recorded, later), (expected, chance))

    def test_samples_in_any_order(self):
        loader = record(DataLoader(Pictures(), batch_size=7, num_workers=2, in_order=False), self.path)
        self.assertEqual(sorted(index for batch in loader for index in batch[1]["index"].tolist()), list(range(60)))

    def test_exceptions_keep_their_types(self):
        for workers in (0, 2):
            with self.assertRaises(KeyError):
                list(record(DataLoader(Failing(), batch_size=7, num_workers=workers), self.path))

    def test_killed_workers_are_reported_as_ever(self):
        class Deadly(Pictures):
            def __getitem__(self, index):
                return os._exit(1) if index == 40 else super().__getitem__(index)

        # Where the loop is just receiving a batch from the worker, its connection is reset.
        with self.assertRaises((RuntimeError, OSError, EOFError)) as raised:
            list(record(DataLoader(Deadly(), batch_size=7, num_workers=2), self.path))
        with open(self.path, encoding="utf-8") as file:
            self.assertEqual(json.load(file)["epochs"][0]["end"], type(raised.exception).__name__)

    def test_probes_leave_the_loader_alone(self):
        loader = DataLoader(Pictures(), batch_size=7, num_workers=1, persistent_workers=True)
        with record(loader, self.path, probe=True) as recorded:
            list(recorded)
        self.assertEqual((loader.num_workers, loader.prefetch_factor, loader.persistent_workers), (1, 2, True))
        self.assertIsNone(loader._iterator)
        with open(self.path, encoding="utf-8") as file:
            self.assertEqual([probe["loader"]["num_workers"] for probe in json.load(file)["probes"]], [1, 2, 0])


if __name__ == "__main__":
    unittest.main()
