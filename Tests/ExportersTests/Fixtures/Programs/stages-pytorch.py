"""The input pipeline of 'stages of PyTorch', variant 'indexed', in PyTorch.

Written by `overlap export pytorch`, it runs as it is: functions take the times of the scenario and
read nothing, and a sample is its number. Put your own functions in their place, and keep the
settings.

    pip install torch

What the simulator assumes, and this program does not do by itself:
- Requests share the disk, 32 at a time. The function that reads takes the time of one alone.
- Functions compete for 4 cores. A sleep takes none, so that the program runs on fewer.
- Copies to the accelerator take the time that its bandwidth gives; numbers take none.
"""

import itertools
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

import torch
from torch.utils.data import DataLoader, Dataset, Sampler, default_collate

SAMPLES = 240
DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")
EPOCHS = 2
FIRST_EPOCH_STEPS = 5


def read_source(sample: int) -> int:
    """Stage `source`: reads a sample, given its number. Put your own here.

    It takes 200 us and 100 us to transfer it. A sample is 10 kB.
    """
    time.sleep(0.0002 + 0.0001)
    return sample


def data_loader_sample(sample: int) -> int:
    """Stage `dataLoader`: makes a sample of what was read. Put your own here.

    It takes 1 ms. The simulator has it compute on a core.
    """
    time.sleep(0.001)
    return sample


def data_loader_collate(samples: list[int]) -> torch.Tensor:
    """Stage `dataLoader`: joins the samples of a batch. Put your own here.

    It takes 500 us.
    """
    time.sleep(0.0005)
    return default_collate(samples)


def normalise(batch: torch.Tensor) -> torch.Tensor:
    """Stage `normalise`. Put your own here.

    It takes 200 us. The simulator has it compute on a core.
    """
    time.sleep(0.0002)
    return batch


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


class Order(Sampler):
    """The numbers of the samples in the order in which they are asked for."""

    def __init__(self) -> None:
        self.epochs = 0

    def __iter__(self) -> Iterator[int]:
        self.epochs += 1
        order = list(range(SAMPLES))
        # shard
        order = order[1::2]
        # skip
        if self.epochs == 1:
            order = order[20:]
        # take
        order = order[:100]
        return iter(order)


def input_pipeline() -> DataLoader:
    """The loader, with the settings of the scenario."""
    return DataLoader(
        Samples(),
        sampler=Order(),
        batch_size=8,
        collate_fn=data_loader_collate,
        num_workers=2,
        prefetch_factor=3,
        persistent_workers=True,
        multiprocessing_context="fork",
    )


def epoch_batches(loader: DataLoader) -> Iterable[torch.Tensor]:
    """The batches of an epoch, behind the loader."""
    batches: Iterable[torch.Tensor] = loader
    # normalise
    batches = map(normalise, batches)
    # leave out
    batches = itertools.islice(batches, 1, None)
    # prefetchToDevice
    batches = prefetched(map(to_device, batches), 2)
    return batches


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
        samples = train_epoch(itertools.islice(epoch_batches(loader), steps))
        seconds = time.perf_counter() - began
        rate = f"{samples / seconds:.1f} samples/s"
        print(f"epoch {epoch}: {samples} samples in {seconds:.2f} s, {rate}")


if __name__ == "__main__":
    main()
