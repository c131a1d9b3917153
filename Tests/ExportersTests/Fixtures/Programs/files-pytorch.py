"""The input pipeline of 'stages of PyTorch', variant 'files', in PyTorch.

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
from collections.abc import Iterable, Iterator

import torch
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

FILES = 12
SAMPLES_PER_FILE = 8
EPOCHS = 2
FIRST_EPOCH_STEPS = 24


def samples_of(file: int) -> range:
    """The numbers of the samples in a file."""
    return range(file * SAMPLES_PER_FILE, (file + 1) * SAMPLES_PER_FILE)


def read_source(sample: int) -> int:
    """Stage `source`: reads a sample, given its number. Put your own here.

    The first sample of a file takes 200 us more.
    """
    if sample % SAMPLES_PER_FILE == 0:
        time.sleep(0.0002)
    return sample


def data_loader_sample(sample: int) -> int:
    """Stage `dataLoader`: makes a sample of what was read. Put your own here.

    It takes 1 ms. The simulator has it compute on a core.
    """
    time.sleep(0.001)
    return sample


def shuffled(order: list[int], buffer: int, drawn: random.Random) -> list[int]:
    """Files in the order in which they are picked from a buffer."""
    kept: list[int] = []
    picked: list[int] = []
    for file in order:
        kept.append(file)
        if len(kept) >= buffer:
            picked.append(kept.pop(drawn.randrange(len(kept))))
    drawn.shuffle(kept)
    return picked + kept


class Samples(IterableDataset):
    """The data set, of whose files each worker reads its own."""

    def __init__(self) -> None:
        self.epochs = 0

    def __iter__(self) -> Iterator[int]:
        worker = get_worker_info()
        # Another seed in each epoch, and the same in all workers.
        seed = torch.initial_seed() if worker is None else worker.seed - worker.id
        drawn = random.Random(seed + self.epochs)
        self.epochs += 1
        order = list(range(FILES))
        drawn.shuffle(order)
        # shuffle
        order = shuffled(order, 4, drawn)
        # repeat
        order = 2 * order
        if worker is not None:
            order = order[worker.id :: worker.num_workers]
        numbers = [number for file in order for number in samples_of(file)]
        for number in numbers:
            yield data_loader_sample(read_source(number))


def input_pipeline() -> DataLoader:
    """The loader, with the settings of the scenario."""
    return DataLoader(
        Samples(),
        generator=torch.Generator().manual_seed(1),
        batch_size=8,
        num_workers=3,
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
