"""The input pipeline of 'stages of PyTorch', variant 'iterable', in PyTorch.

Written by `overlap export pytorch`, it runs as it is: functions take the times of the scenario and
read nothing, and a sample is its number. Put your own functions in their place, and keep the
settings.

    pip install torch

What the simulator assumes, and this program does not do by itself:
- Requests share the disk, 32 at a time. The function that reads takes the time of one alone.
- Functions compete for 4 cores. A sleep takes none, so that the program runs on fewer.
"""

import itertools
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

import torch
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

SAMPLES = 96
REQUESTS = 3
EPOCHS = 2
FIRST_EPOCH_STEPS = 20


def read_source(sample: int) -> int:
    """Stage `source`: reads a sample, given its number. Put your own here.

    It takes 200 us.
    """
    time.sleep(0.0002)
    return sample


def data_loader_sample(sample: int) -> int:
    """Stage `dataLoader`: makes a sample of what was read. Put your own here.

    It takes 1 ms. The simulator has it compute on a core.
    """
    time.sleep(0.001)
    return sample


@lru_cache(maxsize=None)
def threads() -> ThreadPoolExecutor:
    """The threads of a process, made when it first needs them."""
    return ThreadPoolExecutor(max_workers=REQUESTS)


def make_sample(number: int) -> int:
    """A sample, by its number."""
    return data_loader_sample(read_source(number))


class Samples(IterableDataset):
    """The data set, all of which each worker goes through."""

    def __iter__(self) -> Iterator[int]:
        worker = get_worker_info()
        order = list(range(SAMPLES))
        numbers = order
        for first in range(0, len(numbers), 10):
            yield from threads().map(make_sample, numbers[first : first + 10])


def input_pipeline() -> DataLoader:
    """The loader, with the settings of the scenario."""
    return DataLoader(
        Samples(),
        batch_size=10,
        num_workers=2,
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
        steps = FIRST_EPOCH_STEPS if epoch == 1 else None
        samples = train_epoch(itertools.islice(loader, steps))
        seconds = time.perf_counter() - began
        rate = f"{samples / seconds:.1f} samples/s"
        print(f"epoch {epoch}: {samples} samples in {seconds:.2f} s, {rate}")


if __name__ == "__main__":
    main()
