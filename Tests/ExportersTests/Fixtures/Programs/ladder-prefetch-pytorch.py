"""The input pipeline of 'ladder', variant 'prefetch', in PyTorch.

Written by `overlap export pytorch`, it runs as it is: functions take the times of the scenario and
read nothing, and a sample is its number. Put your own functions in their place, and keep the
settings.

    pip install torch

What the simulator assumes, and this program does not do by itself:
- Requests share the disk, 32 at a time. The function that reads takes the time of one alone.
- Functions compete for 8 cores. A sleep takes none, so that the program runs on fewer.
- The host has 64 GB of memory.
"""

import random
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

import torch
from torch.utils.data import DataLoader, Dataset

SAMPLES = 128
EPOCHS = 2


def read_source(sample: int) -> int:
    """Stage `source`: reads a sample, given its number. Put your own here.

    It takes 1.2 ms on average (cv 5.89) and 451 us on average (cv 0.4) to transfer it. A sample is
    113 kB on average.
    """
    time.sleep(
        (
            random.lognormvariate(-1.72101, 0.472381)
            if random.random() < 0.001
            else random.lognormvariate(-7.01933, 0.472381)
        )
        + random.lognormvariate(-7.77923, 0.385253)
    )
    return sample


def decode(sample: int) -> int:
    """Stage `decode`. Put your own here.

    It takes 5 ms on average (cv 0.3). The simulator has it compute on a core. Its result is 151 kB.
    """
    time.sleep(random.lognormvariate(-5.34141, 0.29356))
    return sample


def augment(sample: int) -> int:
    """Stage `augment`. Put your own here.

    It takes 1 ms on average (cv 0.3). The simulator has it compute on a core.
    """
    time.sleep(random.lognormvariate(-6.95084, 0.29356))
    return sample


def prefetched(batches: Iterable[torch.Tensor], size: int) -> Iterator[torch.Tensor]:
    """Batches that a thread keeps ready, `size` of them at most."""
    iterator = iter(batches)
    thread = ThreadPoolExecutor(max_workers=1)
    try:
        ready = deque(thread.submit(next, iterator, None) for _ in range(size))
        while (batch := ready.popleft().result()) is not None:
            ready.append(thread.submit(next, iterator, None))
            yield batch
    finally:
        thread.shutdown(cancel_futures=True)


class Samples(Dataset):
    """The data set: a sample for each number."""

    def __len__(self) -> int:
        return SAMPLES

    def __getitem__(self, number: int) -> int:
        return augment(decode(read_source(number)))


def input_pipeline() -> DataLoader:
    """The loader, with the settings of the scenario."""
    return DataLoader(
        Samples(),
        shuffle=True,
        generator=torch.Generator().manual_seed(1),
        batch_size=64,
        num_workers=0,
    )


def epoch_batches(loader: DataLoader) -> Iterable[torch.Tensor]:
    """The batches of an epoch, behind the loader."""
    batches: Iterable[torch.Tensor] = loader
    # cache: off
    # prefetch
    batches = prefetched(batches, 2)
    return batches


def train_step(batch: torch.Tensor) -> None:
    """A training step on the accelerator. Put your own here.

    It takes 120 ms on average (cv 0.02) and 803 us to copy the batch to it and 20 us to start.
    """
    time.sleep(random.lognormvariate(-2.12046, 0.019998) + 0.000802816 + 2e-05)


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
        samples = train_epoch(epoch_batches(loader))
        seconds = time.perf_counter() - began
        rate = f"{samples / seconds:.1f} samples/s"
        print(f"epoch {epoch}: {samples} samples in {seconds:.2f} s, {rate}")


if __name__ == "__main__":
    main()
