# SPDX-License-Identifier: GPL-3.0-or-later
"""The loops in tf.data, with the functions of the others: one run of a loop with some settings, or a profile of one.

    python3 tf_loops.py pictures-sleep DATA --settings '{"parallelism": 2, "prefetch": 1}' [--profile FOLDER]

Settings: parallelism (calls of the map; -1: AUTOTUNE; null: none), deterministic, prefetch (0: none; -1: AUTOTUNE), batch,
cache (in memory), interleave (files that are read by turns, pictures only).
"""

import argparse
import glob
import json
import os
import sys
import time
from typing import Any, Callable, Dict

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy  # noqa: E402
import tensorflow as tf  # noqa: E402

from functions import SIDE, TOKENS, decoded, tokenised  # noqa: E402


def pictures(folder: str, settings: Dict[str, Any]) -> tf.data.Dataset:
    """Small files, each read and decoded."""
    paths = sorted(glob.glob(f"{folder}/pictures/*.jpg"))
    files = tf.data.Dataset.from_tensor_slices(paths).shuffle(len(paths), seed=1)
    if settings.get("interleave"):
        contents = files.interleave(
            lambda path: tf.data.Dataset.from_tensors(tf.io.read_file(path)), cycle_length=settings["interleave"])
    else:
        contents = files.map(tf.io.read_file)
    return mapped(contents, decoded, tf.float32, (3, SIDE, SIDE), settings)


def records(folder: str, settings: Dict[str, Any]) -> tf.data.Dataset:
    """One large file, of which records are read where they are, as from storage that takes a millisecond or two."""
    with open(f"{folder}/pictures.index", encoding="ascii") as file:
        places = numpy.array(json.load(file))

    def read(place: Any) -> numpy.ndarray:
        number = int(numpy.searchsorted(places, place))
        time.sleep(0.001 + 0.002 * (number * 7919 % 101) / 101)
        with open(f"{folder}/pictures.records", "rb") as file:
            file.seek(int(place))
            return decoded(file.read(int.from_bytes(file.read(4), "little")))

    return mapped(tf.data.Dataset.from_tensor_slices(places).shuffle(len(places), seed=1), read, tf.float32,
                  (3, SIDE, SIDE), settings)


def lines(folder: str, settings: Dict[str, Any]) -> tf.data.Dataset:
    """A text, a line for each sample."""
    text = tf.data.TextLineDataset(f"{folder}/text.txt")
    return mapped(text, lambda line: tokenised(line.decode()), tf.int64, (TOKENS,), settings)


def mapped(dataset: tf.data.Dataset, function: Callable[[Any], numpy.ndarray], kind: Any, shape: Any,
           settings: Dict[str, Any]) -> tf.data.Dataset:
    def call(element: Any) -> Any:
        made = tf.numpy_function(function, [element], kind)
        made.set_shape(shape)
        return made

    return dataset.map(
        call, num_parallel_calls=settings.get("parallelism"), deterministic=settings.get("deterministic", True))


LOOPS = {
    "pictures-sleep": (pictures, 16, 0.0016), "records-sleep": (records, 16, 0.0016), "text-sleep": (lines, 64, 0.0001),
}


def pipeline(name: str, folder: str, settings: Dict[str, Any]) -> tf.data.Dataset:
    """A loop's pipeline with its settings."""
    make, batch, _ = LOOPS[name]
    dataset = make(folder, settings)
    if settings.get("cache"):
        dataset = dataset.cache()
    dataset = dataset.batch(settings.get("batch", batch))
    return dataset.prefetch(settings["prefetch"]) if settings.get("prefetch") else dataset


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("loop", choices=LOOPS)
    parser.add_argument("data")
    parser.add_argument("--settings", default="{}")
    parser.add_argument("--profile", help="write TensorFlow's profile to this folder")
    arguments = parser.parse_args()
    dataset = pipeline(arguments.loop, arguments.data, json.loads(arguments.settings))
    seconds_per_sample = LOOPS[arguments.loop][2]
    if arguments.profile:
        tf.profiler.experimental.start(
            arguments.profile, tf.profiler.experimental.ProfilerOptions(host_tracer_level=2, python_tracer_level=0))
    began, samples = time.perf_counter(), 0
    for batch in dataset:
        samples += len(batch)
        time.sleep(seconds_per_sample * len(batch))
    seconds = time.perf_counter() - began
    if arguments.profile:
        tf.profiler.experimental.stop()
    json.dump({"samples": samples, "seconds": seconds, "samples_per_second": samples / seconds}, sys.stdout)
    print()


if __name__ == "__main__":
    main()
