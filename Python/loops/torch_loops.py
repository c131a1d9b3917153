# SPDX-License-Identifier: GPL-3.0-or-later
"""The loops in PyTorch: data sets, steps, and one run of a loop with some settings."""

import argparse
import glob
import json
import struct
import sys
import time
from typing import Any, Callable, Dict, Iterable

import torch
from torch.utils.data import DataLoader, Dataset

from functions import TOKENS, decoded, tokenised


class Pictures(Dataset):
    """Small files, opened and read one by one."""

    def __init__(self, folder: str) -> None:
        self.paths = sorted(glob.glob(f"{folder}/pictures/*.jpg"))

    def __len__(self) -> int:
        return len(self.paths)

    def __getitem__(self, index: int) -> torch.Tensor:
        with open(self.paths[index], "rb") as file:
            return torch.from_numpy(decoded(file.read()))


class Records(Dataset):
    """One large file, of which records are read where they are, as from storage that takes a millisecond or two."""

    def __init__(self, folder: str) -> None:
        self.path = f"{folder}/pictures.records"
        with open(f"{folder}/pictures.index", encoding="ascii") as file:
            self.places = json.load(file)
        self.file: Any = None

    def __len__(self) -> int:
        return len(self.places)

    def __getitem__(self, index: int) -> torch.Tensor:
        if self.file is None:
            self.file = open(self.path, "rb")
        time.sleep(0.001 + 0.002 * (index * 7919 % 101) / 101)  # A request to storage elsewhere.
        self.file.seek(self.places[index])
        (size,) = struct.unpack("<I", self.file.read(4))
        return torch.from_numpy(decoded(self.file.read(size)))


class Lines(Dataset):
    """A text in memory, a line for each sample."""

    def __init__(self, folder: str) -> None:
        with open(f"{folder}/text.txt", encoding="ascii") as file:
            self.lines = file.read().splitlines()

    def __len__(self) -> int:
        return len(self.lines)

    def __getitem__(self, index: int) -> torch.Tensor:
        return torch.from_numpy(tokenised(self.lines[index]))


class Kept(Dataset):
    """A data set whose samples are kept in memory once they are made."""

    def __init__(self, dataset: Dataset) -> None:
        self.samples = [dataset[index] for index in range(len(dataset))]  # type: ignore[arg-type]

    def __len__(self) -> int:
        return len(self.samples)

    def __getitem__(self, index: int) -> torch.Tensor:
        return self.samples[index]


class Network:
    """A step on one core: a few layers, forwards and backwards, over the batch."""

    def __init__(self, features: int, width: int) -> None:
        torch.set_num_threads(1)
        torch.manual_seed(1)
        self.features = features
        self.layers = torch.nn.Sequential(
            torch.nn.Linear(features, width), torch.nn.ReLU(), torch.nn.Linear(width, width), torch.nn.ReLU(),
            torch.nn.Linear(width, 10),
        )
        self.optimiser = torch.optim.SGD(self.layers.parameters(), lr=1e-3)

    def __call__(self, batch: torch.Tensor) -> None:
        flat = batch.reshape(len(batch), -1).to(torch.float32)
        columns = flat.shape[1] // self.features
        means = flat[:, : columns * self.features].reshape(-1, self.features)
        self.optimiser.zero_grad()
        self.layers(means).square().mean().backward()
        self.optimiser.step()


class Sleep:
    """A step elsewhere, as long for each sample, once the batch is copied."""

    def __init__(self, seconds_per_sample: float) -> None:
        torch.set_num_threads(1)
        self.seconds = seconds_per_sample
        self.copy = torch.empty(0)

    def __call__(self, batch: torch.Tensor) -> None:
        if self.copy.shape != batch.shape:
            self.copy = torch.empty_like(batch)
        self.copy.copy_(batch)
        time.sleep(self.seconds * len(batch))


LOOPS: Dict[str, Dict[str, Any]] = {
    "pictures-sleep": {"data": Pictures, "step": lambda: Sleep(0.0016), "batch": 16, "epochs": 2},
    "pictures-core": {"data": Pictures, "step": lambda: Network(588, 96), "batch": 16, "epochs": 2},
    "records-sleep": {"data": Records, "step": lambda: Sleep(0.0016), "batch": 16, "epochs": 2},
    "records-core": {"data": Records, "step": lambda: Network(588, 96), "batch": 16, "epochs": 2},
    "text-sleep": {"data": Lines, "step": lambda: Sleep(0.0001), "batch": 64, "epochs": 1},
    "text-core": {"data": Lines, "step": lambda: Network(TOKENS, 512), "batch": 64, "epochs": 1},
}


def loader_and_step(name: str, folder: str, settings: Dict[str, Any]) -> Any:
    """A loop's loader with some settings other than its defaults, and its step."""
    loop = LOOPS[name]
    settings = {"batch_size": loop["batch"], "shuffle": True, **settings}
    dataset = loop["data"](folder)
    if settings.pop("cache", False):
        dataset = Kept(dataset)
    return DataLoader(dataset, **settings), loop["step"](), loop["epochs"]


def run(loader: Iterable[Any], step: Callable[[Any], None], epochs: int) -> float:
    """Seconds of a run."""
    began = time.perf_counter()
    for _ in range(epochs):
        for batch in loader:
            step(batch)
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("loop", choices=LOOPS)
    parser.add_argument("data")
    parser.add_argument("--settings", default="{}", help="arguments of the DataLoader, as JSON; cache: true")
    parser.add_argument("--record", help="write a recording to this file")
    arguments = parser.parse_args()
    loader, step, epochs = loader_and_step(arguments.loop, arguments.data, json.loads(arguments.settings))
    if arguments.record:
        from overlap_recorder import record

        with record(loader, arguments.record, probe=True) as recorded:
            seconds = run(recorded, step, epochs)
    else:
        seconds = run(loader, step, epochs)
    samples = epochs * len(loader.dataset)
    json.dump({"samples": samples, "seconds": seconds, "samples_per_second": samples / seconds}, sys.stdout)
    print()


if __name__ == "__main__":
    main()
