"""The input pipeline of 'interleave', variant 'unordered', in tf.data.

Written by `overlap export tfdata`, it runs as it is: functions take the times of the scenario and
read nothing, and a sample is its number. Put your own functions in their place, and keep the
settings.

    pip install tensorflow

What the simulator assumes, and this program does not do by itself:
- Requests share the disk, 64 at a time. The function that reads takes the time of one alone.
- Functions compete for 4 cores. A sleep takes none, so that the program runs on fewer.
- Samples of a file are read by the threads of the interleave. A generator in Python takes a thread
  of the pool for it; files of TensorFlow's own formats do not.
"""

import random
import time
from collections.abc import Callable, Iterable, Iterator

import numpy as np
import tensorflow as tf

FILES = 24
SAMPLES_PER_FILE = 10
EPOCHS = 1


def samples_of(file: int) -> range:
    """The numbers of the samples in a file."""
    return range(file * SAMPLES_PER_FILE, (file + 1) * SAMPLES_PER_FILE)


def read_source(sample: int) -> int:
    """Stage `source`: reads a sample, given its number. Put your own here.

    It takes 125 us. A sample is 50 kB. The first sample of a file takes 70.8 ms on average (cv
    1.15) more.
    """
    time.sleep(0.000125)
    if sample % SAMPLES_PER_FILE == 0:
        time.sleep(
            random.lognormvariate(-0.553914, 0.29356)
            if random.random() < 0.02
            else random.lognormvariate(-2.8565, 0.29356)
        )
    return sample


def samples(file: np.ndarray) -> Iterator[int]:
    """The samples of a file, each read when it is asked for."""
    for sample in samples_of(int(file)):
        yield read_source(sample)


def open_file(file: tf.Tensor) -> tf.data.Dataset:
    """A file as a dataset; of records it is `tf.data.TFRecordDataset(file)`."""
    return tf.data.Dataset.from_generator(
        samples, args=(file,), output_signature=tf.TensorSpec((), tf.int64)
    )


def parse(sample: np.ndarray) -> np.ndarray:
    """Stage `parse`. Put your own here.

    It takes 400 us. The simulator has it compute on a core.
    """
    time.sleep(0.0004)
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
    # source: files by their numbers; yours by `tf.data.Dataset.list_files(pattern, shuffle=False)`
    dataset = tf.data.Dataset.range(FILES)
    dataset = dataset.with_options(options())
    # interleave
    dataset = dataset.interleave(
        open_file, cycle_length=8, block_length=1, num_parallel_calls=8, deterministic=False
    )
    # parse
    dataset = dataset.map(in_python(parse), num_parallel_calls=4, deterministic=True)
    # batch
    dataset = dataset.batch(40)
    # prefetch
    dataset = dataset.prefetch(2)
    return dataset


def train_step(batch: tf.Tensor) -> None:
    """A training step on the accelerator. Put your own here.

    It takes 8 ms on average (cv 0.05).
    """
    time.sleep(random.lognormvariate(-4.82956, 0.0499688))


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
