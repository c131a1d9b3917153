"""The input pipeline of 'a loop with PyTorch', variant 'forked', in PyTorch.

Written by `overlap export pytorch`, it runs as it is: functions take the times of the scenario and
read nothing, and a sample is its number. Put your own functions in their place, and keep the
settings.

    pip install torch

What the simulator assumes, and this program does not do by itself:
- Requests share the disk, 32 at a time. The function that reads takes the time of one alone.
- Functions compete for 4 cores. A sleep takes none, so that the program runs on fewer.
- Batches go through pinned memory. PyTorch does not pin them where there is no accelerator.
- Copies to the accelerator take the time that its bandwidth gives; numbers take none.
"""

import random
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

import torch
from torch.utils.data import DataLoader, Dataset, Sampler, default_collate

SAMPLES = 400
REQUESTS = 2
DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")
EPOCHS = 2


def read_source(sample: int) -> int:
    """Stage `source`: reads a sample, given its number. Put your own here.

    It takes 1 ms on average (cv 0.5) and 500 us to transfer it. A sample is 100 kB.
    """
    time.sleep(random.lognormvariate(-7.01933, 0.472381) + 0.0005)
    return sample


def data_loader_sample(sample: int) -> int:
    """Stage `dataLoader`: makes a sample of what was read. Put your own here.

    It takes 5 ms. The simulator has it compute on a core.
    """
    time.sleep(0.005)
    return sample


def data_loader_collate(samples: list[int]) -> torch.Tensor:
    """Stage `dataLoader`: joins the samples of a batch. Put your own here.

    It takes 1 ms.
    """
    time.sleep(0.001)
    return default_collate(samples)


@lru_cache(maxsize=None)
def threads() -> ThreadPoolExecutor:
    """The threads of a process, made when it first needs them."""
    return ThreadPoolExecutor(max_workers=REQUESTS)


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


def to_device(batch: torch.Tensor) -> torch.Tensor:
    """A batch on the accelerator."""
    return batch.to(DEVICE, non_blocking=True)


class Samples(Dataset):
    """The data set: a sample for each number."""

    def __len__(self) -> int:
        return SAMPLES

    def __getitem__(self, number: int) -> int:
        return data_loader_sample(read_source(number))

    def __getitems__(self, numbers: list[int]) -> list[int]:
        """The samples of a batch, several at a time."""
        return list(threads().map(self.__getitem__, numbers))


class Order(Sampler):
    """The numbers of the samples in the order in which they are asked for."""

    def __init__(self) -> None:
        self.drawn = random.Random(1)

    def __iter__(self) -> Iterator[int]:
        order = list(range(SAMPLES))
        self.drawn.shuffle(order)
        # shard
        order = order[0::2]
        return iter(order)


def input_pipeline() -> DataLoader:
    """The loader, with the settings of the scenario."""
    return DataLoader(
        Samples(),
        sampler=Order(),
        batch_size=10,
        collate_fn=data_loader_collate,
        pin_memory=True,
        num_workers=4,
        prefetch_factor=2,
        persistent_workers=True,
        multiprocessing_context="fork",
    )


def epoch_batches(loader: DataLoader) -> Iterable[torch.Tensor]:
    """The batches of an epoch, behind the loader."""
    batches: Iterable[torch.Tensor] = loader
    # prefetchToDevice
    batches = prefetched(map(to_device, batches), 1)
    return batches


def train_step(batch: torch.Tensor) -> None:
    """A training step on the accelerator. Put your own here.

    It takes 20 ms on average (cv 0.05).
    """
    time.sleep(random.lognormvariate(-3.91327, 0.0499688))


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
