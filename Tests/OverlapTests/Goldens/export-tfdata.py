"""The input pipeline of 'small', variant 'all', in tf.data.

Written by `overlap export tfdata`, it runs as it is: functions take the times of the scenario and
read nothing, and a sample is its number. Put your own functions in their place, and keep the
settings.

    pip install tensorflow

What the simulator assumes, and this program does not do by itself:
- Requests share the disk, 4 at a time. The function that reads takes the time of one alone.
- Functions compete for 4 cores. A sleep takes none, so that the program runs on fewer.
"""

import random
import time
from collections.abc import Callable, Iterable, Iterator

import numpy as np
import tensorflow as tf

SAMPLES = 64
order = random.Random(1)
EPOCHS = 2


def read_source(sample: int) -> int:
    """Stage `source`: reads a sample, given its number. Put your own here.

    It takes 1 ms and 102 us to transfer it. A sample is 10.2 kB.
    """
    time.sleep(0.001 + 0.0001024)
    return sample


def samples() -> Iterator[int]:
    """The samples of an epoch in a new random order, each read when it is asked for."""
    for sample in order.sample(range(SAMPLES), SAMPLES):
        yield read_source(sample)


def decode(sample: np.ndarray) -> np.ndarray:
    """Stage `decode`. Put your own here.

    It takes 4 ms on average (cv 0.3). The simulator has it compute on a core.
    """
    time.sleep(random.lognormvariate(-5.56455, 0.29356))
    return sample


def in_python(
    function: Callable[[np.ndarray], np.ndarray | bool],
    result: tf.DType = tf.int64,
    stateful: bool = False,
) -> Callable[[tf.Tensor], tf.Tensor]:
    """A function of arrays as one of tensors; TensorFlow's own operations need no wrapper.

    Give the type of its result. Here results have the shape of what came in: set that of yours.
    """

    def call(element: tf.Tensor) -> tf.Tensor:
        made = tf.numpy_function(function, [element], result, stateful=stateful)
        made.set_shape(() if result == tf.bool else element.shape)
        return made

    return call


def options() -> tf.data.Options:
    """How TensorFlow runs the pipeline."""
    result = tf.data.Options()
    result.threading.private_threadpool_size = 4
    result.experimental_optimization.apply_default_optimizations = False
    result.experimental_optimization.inject_prefetch = False
    result.autotune.enabled = True
    result.autotune.initial_parallelism = 16
    return result


def input_pipeline() -> tf.data.Dataset:
    """The stages, from the data to the training loop."""
    # source
    dataset = tf.data.Dataset.from_generator(samples, output_signature=tf.TensorSpec((), tf.int64))
    dataset = dataset.with_options(options())
    # decode
    dataset = dataset.map(in_python(decode), num_parallel_calls=4, deterministic=True)
    # batch
    dataset = dataset.batch(4)
    # prefetch
    dataset = dataset.prefetch(2)
    return dataset


def train_step(batch: tf.Tensor) -> None:
    """A training step on the accelerator. Put your own here.

    It takes 8 ms.
    """
    time.sleep(0.008)


def train_epoch(batches: Iterable[tf.Tensor]) -> int:
    """Trains on the batches of an epoch and returns how many samples they held."""
    samples = 0
    for batch in batches:
        train_step(batch)
        samples += int(tf.size(batch))
    return samples


def main() -> None:
    """Trains, and prints how fast."""
    dataset = input_pipeline()
    for epoch in range(1, EPOCHS + 1):
        began = time.perf_counter()
        samples = train_epoch(dataset)
        seconds = time.perf_counter() - began
        rate = f"{samples / seconds:.1f} samples/s"
        print(f"epoch {epoch}: {samples} samples in {seconds:.2f} s, {rate}")


if __name__ == "__main__":
    main()
