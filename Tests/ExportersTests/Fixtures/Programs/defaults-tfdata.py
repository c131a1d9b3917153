"""The input pipeline of 'TensorFlow's defaults', variant 'maximum', in tf.data.

Written by `overlap export tfdata`, it runs as it is: functions take the times of the scenario and
read nothing, and a sample is its number. Put your own functions in their place, and keep the
settings.

    pip install tensorflow

What the simulator assumes, and this program does not do by itself:
- Requests share the disk, 32 at a time. The function that reads takes the time of one alone.
- Functions compete for 8 cores. A sleep takes none, so that the program runs on fewer.
"""

import random
import time
from collections.abc import Callable, Iterable, Iterator

import numpy as np
import tensorflow as tf

SAMPLES = 384
order = random.Random(1)
EPOCHS = 2


def read_source(sample: int) -> int:
    """Stage `source`: reads a sample, given its number. Put your own here.

    It takes 200 us on average (cv 0.5) and 113 us to transfer it. A sample is 113 kB.
    """
    time.sleep(random.lognormvariate(-8.62876, 0.472381) + 0.00011264)
    return sample


def samples() -> Iterator[int]:
    """The samples of an epoch in a new random order, each read when it is asked for."""
    for sample in order.sample(range(SAMPLES), SAMPLES):
        yield read_source(sample)


def lookup(sample: np.ndarray) -> np.ndarray:
    """Stage `lookup`. Put your own here.

    It takes 5 ms on average (cv 0.3). It waits, and takes no core.
    """
    time.sleep(random.lognormvariate(-5.34141, 0.29356))
    return sample


def decode(sample: np.ndarray) -> np.ndarray:
    """Stage `decode`. Put your own here.

    It takes 3 ms on average (cv 0.3). The simulator has it compute on a core. Its result is 151 kB.
    """
    time.sleep(random.lognormvariate(-5.85223, 0.29356))
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
    result.threading.private_threadpool_size = 32
    result.autotune.enabled = True
    result.autotune.initial_parallelism = 16
    return result


def input_pipeline() -> tf.data.Dataset:
    """The stages, from the data to the training loop."""
    # source
    dataset = tf.data.Dataset.from_generator(samples, output_signature=tf.TensorSpec((), tf.int64))
    dataset = dataset.with_options(options())
    # lookup
    dataset = dataset.map(in_python(lookup))
    # decode
    dataset = dataset.map(in_python(decode))
    # shuffle
    dataset = dataset.shuffle(64, seed=1, reshuffle_each_iteration=True)
    # batch
    dataset = dataset.batch(64)
    return dataset


def train_step(batch: tf.Tensor) -> None:
    """A training step on the accelerator. Put your own here.

    It takes 40 ms on average (cv 0.05).
    """
    time.sleep(random.lognormvariate(-3.22012, 0.0499688))


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
