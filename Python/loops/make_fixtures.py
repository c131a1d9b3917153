# SPDX-License-Identifier: GPL-3.0-or-later
"""Record small loops for the tests of the import: python3 make_fixtures.py FOLDER, with torch installed."""

import os
import sys
import time

import torch
from torch.utils.data import DataLoader, Dataset, IterableDataset, get_worker_info

from overlap_recorder import record


class Mixed(Dataset):
    """Samples that compute 1 to 2 ms and wait 2 ms."""

    def __init__(self, count: int) -> None:
        self.count = count

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, index: int) -> torch.Tensor:
        end = time.thread_time() + 0.001 + 0.001 * (index * 7919 % 101) / 101
        sample = torch.full((3, 64, 64), float(index))
        time.sleep(0.002)
        while time.thread_time() < end:
            sample.add_(1)
        return sample


class Grouped(Mixed):
    """A whole batch with one call."""

    def __getitems__(self, indices: list) -> list:
        return [self[index] for index in indices]


class Stream(IterableDataset):
    """A share of the samples for each worker."""

    def __iter__(self):
        worker = get_worker_info()
        for index in range(0 if worker is None else worker.id, 200, 1 if worker is None else worker.num_workers):
            yield Mixed(200)[index]


class Deadly(Mixed):
    """Sample 150 ends its worker."""

    def __getitem__(self, index: int) -> torch.Tensor:
        return os._exit(1) if index == 150 else super().__getitem__(index)


def run(path: str, loader: object, epochs: int = 1, **arguments: bool) -> None:
    with record(loader, path, **arguments) as recorded:
        for _ in range(epochs):
            for batch in recorded:
                time.sleep(0.01)


def main() -> None:
    folder = sys.argv[1]
    run(f"{folder}/alone.json", DataLoader(Mixed(160), batch_size=8), 2, probe=True)
    run(f"{folder}/two-workers.json", DataLoader(Mixed(160), batch_size=8, num_workers=2), 2, probe=True)
    run(f"{folder}/persistent.json", DataLoader(Mixed(160), batch_size=8, num_workers=2, persistent_workers=True,
                                               multiprocessing_context="spawn"), 3)
    run(f"{folder}/grouped.json", DataLoader(Grouped(160), batch_size=8, drop_last=True))
    run(f"{folder}/stream.json", DataLoader(Stream(), batch_size=8, num_workers=2))
    run(f"{folder}/iterable.json", list(DataLoader(Mixed(160), batch_size=8)))
    try:
        run(f"{folder}/killed.json", DataLoader(Deadly(160), batch_size=8, num_workers=2))
    except RuntimeError:
        pass


if __name__ == "__main__":
    main()
