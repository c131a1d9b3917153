"""The input pipeline of 'stages of PyTorch', variant 'unordered', in PyTorch.

Written by `overlap export pytorch`, it runs as it is: functions take the times of the scenario and
read nothing, and a sample is its number. Put your own functions in their place, and keep the
settings.

    pip install torch

What the simulator assumes, and this program does not do by itself:
- Requests share the disk, 32 at a time. The function that reads takes the time of one alone.
- Functions compete for 4 cores. A sleep takes none, so that the program runs on fewer.
"""

import itertools
import random
import time
from collections.abc import Iterable

import torch
from torch.utils.data import DataLoader, Dataset

SAMPLES = 96
EPOCHS = 2
FIRST_EPOCH_STEPS = 12


def read_source(sample: int) -> int:
    """Stage `source`: reads a sample, given its number. Put your own here.

    It takes 200 us.
    """
    time.sleep(0.0002)
    return sample


def data_loader_sample(sample: int) -> int:
    """Stage `dataLoader`: makes a sample of what was read. Put your own here.

    It takes 1 ms on average (cv 1.0). The simulator has it compute on a core.
    """
    time.sleep(random.expovariate(1000.0))
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
        num_workers=2,
        prefetch_factor=2,
        persistent_workers=False,
        multiprocessing_context="fork",
        in_order=False,
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
        steps = FIRST_EPOCH_STEPS if epoch == 1 else None
        samples = train_epoch(itertools.islice(loader, steps))
        seconds = time.perf_counter() - began
        rate = f"{samples / seconds:.1f} samples/s"
        print(f"epoch {epoch}: {samples} samples in {seconds:.2f} s, {rate}")


if __name__ == "__main__":
    main()
