"""The input pipeline of 'stages of tf.data', in tf.data.

Written by `overlap export tfdata`, it runs as it is: functions take the times of the scenario and
read nothing, and a sample is its number. Put your own functions in their place, and keep the
settings.

    pip install tensorflow

What the simulator assumes, and this program does not do by itself:
- Requests share the disk, 32 at a time. The function that reads takes the time of one alone.
- Functions compete for 4 cores. A sleep takes none, so that the program runs on fewer.
- Copies to the accelerator take the time that its bandwidth gives; numbers take none.
"""

import os
import random
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
import tensorflow as tf

SAMPLES = 240
gil_lock = threading.Lock()
DEVICE = "/gpu:0" if tf.config.list_physical_devices("GPU") else "/cpu:0"
EPOCHS = 2
RUN_AHEAD = 1


def read_source(sample: int) -> int:
    """Stage `source`: reads a sample, given its number. Put your own here.

    It takes 200 us and 100 us to transfer it. A sample is 10 kB.
    """
    time.sleep(0.0002 + 0.0001)
    return sample


def samples() -> Iterator[int]:
    """The samples of an epoch in order, each read when it is asked for."""
    for sample in range(SAMPLES):
        yield read_source(sample)


def filter_stage(sample: np.ndarray) -> bool:
    """Stage `filter`: whether it is kept. Put your own here.

    It takes 100 us. The simulator has it compute on a core.
    """
    time.sleep(0.0001)
    return random.random() < 1.0


def decode(sample: np.ndarray) -> np.ndarray:
    """Stage `decode`. Put your own here.

    It takes 1 ms. The simulator has it compute on a core.
    """
    seconds = float(0.001)
    time.sleep(0.8 * seconds)
    with gil_lock:
        time.sleep(0.2 * seconds)
    return sample


def fetch(sample: np.ndarray) -> np.ndarray:
    """Stage `fetch`. Put your own here.

    It takes 2 ms. It waits, and takes no core.
    """
    time.sleep(0.002)
    return sample


def normalise(batch: np.ndarray) -> np.ndarray:
    """Stage `normalise`. Put your own here.

    It takes 200 us. The simulator has it compute on a core.
    """
    time.sleep(0.0002)
    return batch


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
    result.autotune.autotune_algorithm = tf.data.experimental.AutotuneAlgorithm.HILL_CLIMB
    result.autotune.cpu_budget = 2
    result.autotune.initial_parallelism = 16
    return result


def input_pipeline() -> tf.data.Dataset:
    """The stages, from the data to the training loop."""
    # source
    dataset = tf.data.Dataset.from_generator(samples, output_signature=tf.TensorSpec((), tf.int64))
    dataset = dataset.with_options(options())
    # shard
    dataset = dataset.shard(2, 1)
    # skip
    dataset = dataset.skip(8)
    # filter
    dataset = dataset.filter(in_python(filter_stage, tf.bool, stateful=True))
    # decode
    dataset = dataset.map(in_python(decode), num_parallel_calls=4, deterministic=True)
    # fetch: 4 calls of one thread wait at a time; in tf.data each has a thread of its own
    dataset = dataset.map(
        in_python(fetch), num_parallel_calls=4, deterministic=True, use_unbounded_threadpool=True
    )
    # cache: a new file for each run; one that is kept would be full from the start
    dataset = dataset.cache(os.path.join(tempfile.mkdtemp(), "cache"))
    # repeat
    dataset = dataset.repeat(2)
    # batch
    dataset = dataset.batch(10, drop_remainder=True, num_parallel_calls=2, deterministic=True)
    # normalise
    dataset = dataset.map(
        in_python(normalise), num_parallel_calls=tf.data.AUTOTUNE, deterministic=True
    )
    # take
    dataset = dataset.take(20)
    # prefetchToDevice
    dataset = dataset.apply(tf.data.experimental.prefetch_to_device(DEVICE, buffer_size=2))
    return dataset


def train_step(batch: tf.Tensor) -> None:
    """A training step on the accelerator. Put your own here.

    It takes 2 ms and 10 us to start.
    """
    time.sleep(0.002 + 1e-05)


def before_step(batch: tf.Tensor) -> None:
    """What the host does before each step. Put your own here.

    It takes 100 us.
    """
    time.sleep(0.0001)


def train_epoch(batches: Iterable[tf.Tensor]) -> int:
    """Trains on the batches of an epoch and returns how many samples they held.

    An accelerator of yours runs steps by itself: call `train_step` alone. Here a thread stands for
    it, so that one step may be unfinished when the loop asks for a batch.
    """
    samples = 0
    unfinished: deque[Future[None]] = deque()
    with ThreadPoolExecutor(max_workers=1) as accelerator:
        for batch in batches:
            before_step(batch)
            unfinished.append(accelerator.submit(train_step, batch))
            if len(unfinished) > RUN_AHEAD:
                unfinished.popleft().result()
            samples += int(tf.size(batch))
        for step in unfinished:
            step.result()
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
