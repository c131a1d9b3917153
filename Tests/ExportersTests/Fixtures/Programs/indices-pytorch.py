"""The input pipeline of 'validation-loaders', variant 'indices', in PyTorch.

Written by `overlap export pytorch`, it runs as it is: functions take the times of the scenario and
read nothing, and a sample is its number. Put your own functions in their place, and keep the
settings.

    pip install torch

What the simulator assumes, and this program does not do by itself:
- Functions compete for 2 cores. A sleep takes none, so that the program runs on fewer.
"""

import random
import time
from collections.abc import Iterable

import torch
from torch.utils.data import DataLoader, Dataset

FILES = 14
SAMPLES_PER_FILE = 40
SAMPLES = FILES * SAMPLES_PER_FILE
EPOCHS = 2


def read_source(sample: int) -> int:
    """Stage `source`: reads a sample, given its number. Put your own here."""
    return sample


def data_loader_sample(sample: int) -> int:
    """Stage `dataLoader`: makes a sample of what was read. Put your own here.

    It takes 4 ms on average (cv 0.3). It waits, and takes no core.
    """
    time.sleep(random.gammavariate(11.1111, 0.00036))
    return sample


class Samples(Dataset):
    """The data set: a sample for each number."""

    def __len__(self) -> int:
        return SAMPLES

    def __getitem__(self, number: int) -> int:
        return data_loader_sample(read_source(number))


def input_pipeline() -> DataLoader:
    """The loader, with the settings of the scenario."""
    return DataLoader(
        Samples(),
        batch_size=8,
        num_workers=4,
        prefetch_factor=2,
        persistent_workers=False,
        multiprocessing_context="fork",
    )


def train_step(batch: torch.Tensor) -> None:
    """A training step on the accelerator. Put your own here.

    It takes 2 ms.
    """
    time.sleep(0.002)


def train_epoch(batches: Iterable[torch.Tensor]) -> int:
    """Trains on the batches of an epoch and returns how many samples they held."""
    samples = 0
    for batch in batches:
        train_step(batch)
        samples += torch.as_tensor(batch).numel()
    return samples


def main() -> None:
    """Trains, and prints how fast."""
    loader = input_pipeline()
    for epoch in range(1, EPOCHS + 1):
        began = time.perf_counter()
        samples = train_epoch(loader)
        seconds = time.perf_counter() - began
        rate = f"{samples / seconds:.1f} samples/s"
        print(f"epoch {epoch}: {samples} samples in {seconds:.2f} s, {rate}")


if __name__ == "__main__":
    main()
