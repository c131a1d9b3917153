# SPDX-License-Identifier: GPL-3.0-or-later
"""The loops in tf.data: the work of the others in TensorFlow's own functions; one run with some settings, or a profile of one.

    python3 tf_loops.py pictures-sleep DATA --settings '{"parallelism": 2, "prefetch": 1}' [--profile FOLDER]

Settings: parallelism (calls of each map; -1: AUTOTUNE), prefetch (batches; -1: AUTOTUNE), deterministic, batch_size.
"""

import argparse
import glob
import itertools
import json
import os
import sys
import time
from typing import Any, Callable, Dict, Iterator, Tuple

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
# A step on the CPU takes one core.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy  # noqa: E402
import tensorflow as tf  # noqa: E402

from functions import SIDE, TOKENS  # noqa: E402

LOOPS: Dict[str, Tuple[str, str, int]] = {
    "pictures-sleep": ("pictures", "sleep", 16), "pictures-core": ("pictures", "core", 16),
    "records-sleep": ("records", "sleep", 16), "text-sleep": ("text", "sleep", 64),
}
"""What is read, what a step does, and samples of a batch."""

SECONDS_PER_SAMPLE = {"pictures": 0.0008, "records": 0.0012, "text": 0.00003}
STEPS = {"pictures": 150, "records": 150, "text": 750}


# MARK: What is done to each sample


def decoded(content: tf.Tensor) -> tf.Tensor:
    """Decode a picture, cut out a random part, turn and tint it, and make an array of floats: (3, 224, 224)."""
    image = tf.io.decode_jpeg(content, channels=3)
    share = tf.sqrt(tf.random.uniform([], 0.4, 1.0))
    part = tf.cast(tf.cast(tf.shape(image)[:2], tf.float32) * share, tf.int32)
    image = tf.image.random_crop(image, tf.concat([part, [3]], 0))
    image = tf.image.random_flip_left_right(tf.image.resize(image, (SIDE, SIDE)))
    image = tf.image.random_saturation(image, 0.7, 1.3)
    return tf.transpose((image / 255 - 0.45) / 0.225, (2, 0, 1))


def tokenised(line: tf.Tensor) -> tf.Tensor:
    """Split a line into words, each with a number: (512,)."""
    words = tf.strings.split(tf.strings.regex_replace(tf.strings.lower(line), r"([^\w\s])", r" \1 "))
    numbers = tf.strings.to_hash_bucket_fast(words, 32_000)[:TOKENS]
    return tf.ensure_shape(tf.pad(numbers, [[0, TOKENS - tf.size(numbers)]]), (TOKENS,))


# MARK: Pipelines


def pictures(folder: str, settings: Dict[str, Any]) -> tf.data.Dataset:
    """Small files, each read and decoded with one call."""
    paths = sorted(glob.glob(f"{folder}/pictures/*.jpg"))
    files = tf.data.Dataset.from_tensor_slices(paths).shuffle(len(paths), seed=1).repeat()
    return mapped(files, lambda path: decoded(tf.io.read_file(path)), settings)


def records(folder: str, settings: Dict[str, Any]) -> tf.data.Dataset:
    """One large file, of which records are read where they are, as from storage that takes a millisecond or two."""
    with open(f"{folder}/pictures.index", encoding="ascii") as file:
        places = numpy.array(json.load(file))

    def read(place: Any) -> bytes:
        number = int(numpy.searchsorted(places, place))
        time.sleep(0.001 + 0.002 * (number * 7919 % 101) / 101)
        with open(f"{folder}/pictures.records", "rb") as file:
            file.seek(int(place))
            return file.read(int.from_bytes(file.read(4), "little"))

    def fetched(place: tf.Tensor) -> tf.Tensor:
        return tf.ensure_shape(tf.numpy_function(read, [place], tf.string), ())

    starts = tf.data.Dataset.from_tensor_slices(places).shuffle(len(places), seed=1).repeat()
    return mapped(mapped(starts, fetched, settings), decoded, settings)


def text(folder: str, settings: Dict[str, Any]) -> tf.data.Dataset:
    """A text, a line for each sample."""
    return mapped(tf.data.TextLineDataset(f"{folder}/text.txt").repeat(), tokenised, settings)


def mapped(dataset: tf.data.Dataset, function: Callable[[tf.Tensor], tf.Tensor], settings: Dict[str, Any]) -> tf.data.Dataset:
    return dataset.map(
        function, num_parallel_calls=settings["parallelism"], deterministic=settings.get("deterministic", True))


# MARK: Runs


def steps(kind: str, batch: int, seconds_per_sample: float) -> Callable[[Any], None]:
    """A step elsewhere, as long for each sample; or one on a core."""
    if kind == "sleep":
        return lambda _: time.sleep(seconds_per_sample * batch)
    weights = numpy.random.default_rng(1).random((588, 588), dtype=numpy.float32)

    def compute(element: Any) -> None:
        element.numpy().reshape(-1, 588) @ weights

    return compute


def times(dataset: tf.data.Dataset, step: Callable[[Any], None], count: int) -> Iterator[float]:
    """When each of some steps was done."""
    for element in itertools.islice(dataset, count):
        step(element)
        yield time.perf_counter()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("loop", choices=LOOPS)
    parser.add_argument("data")
    parser.add_argument("--settings", required=True, help="of the pipeline, as JSON")
    parser.add_argument("--profile", help="write TensorFlow's profile of 120 warm steps to this folder")
    arguments = parser.parse_args()
    data, kind, batch = LOOPS[arguments.loop]
    settings = {"batch_size": batch, **json.loads(arguments.settings)}
    dataset = {"pictures": pictures, "records": records, "text": text}[data](arguments.data, settings)
    dataset = dataset.batch(settings["batch_size"]).prefetch(settings["prefetch"])
    step = steps(kind, settings["batch_size"], SECONDS_PER_SAMPLE[data])
    count = STEPS[data] * batch // settings["batch_size"]
    if arguments.profile:
        profile(dataset, step, arguments.profile)
        return
    # Not what the first fifth takes: buffers fill, and what AUTOTUNE sets changes most.
    ends = list(times(dataset, step, count))
    first = count // 5
    samples = (count - 1 - first) * settings["batch_size"]
    json.dump({"samples_per_second": samples / (ends[-1] - ends[first])}, sys.stdout)
    print()


def profile(dataset: tf.data.Dataset, step: Callable[[Any], None], folder: str) -> None:
    """Profile 120 steps of the loop once it is warm."""
    options = tf.profiler.experimental.ProfilerOptions(host_tracer_level=2, python_tracer_level=0)
    for number, _ in enumerate(times(dataset, step, 150)):
        if number == 30:
            tf.profiler.experimental.start(folder, options)
    tf.profiler.experimental.stop()


if __name__ == "__main__":
    main()
