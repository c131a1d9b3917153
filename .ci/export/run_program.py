"""Runs a program of `overlap export` and writes the batches that its steps got: run_program.py PROGRAM OUTCOME.json.

With `--profile DIR` TensorFlow's profiler writes there; with `--record FILE` the recorder of `Python/` records the loop.
"""

import argparse
import importlib
import json
import os
import pathlib
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


def numbers(batch):
    """The samples of a batch, by their numbers."""
    values = batch.numpy() if hasattr(batch, "numpy") else batch
    return values.reshape(-1).tolist() if hasattr(values, "reshape") else [int(values)]


def watch(program, epochs, seconds):
    """Has the program's loop tell of each batch, and how long each epoch took."""
    step, epoch = program.train_step, program.train_epoch

    def watched_step(batch):
        epochs[-1].append(numbers(batch))
        step(batch)

    def watched_epoch(batches):
        epochs.append([])
        began = time.perf_counter()
        samples = epoch(batches)
        seconds.append(time.perf_counter() - began)
        return samples

    program.train_step, program.train_epoch = watched_step, watched_epoch


def record(program, path):
    """Has the recorder watch the program's loader."""
    import overlap_recorder

    make = program.input_pipeline
    program.input_pipeline = lambda: overlap_recorder.record(make(), path)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("outcome", type=pathlib.Path)
    parser.add_argument("--profile")
    parser.add_argument("--record")
    arguments = parser.parse_args()
    # Workers that are spawned import the program too.
    sys.path.insert(0, str(arguments.program.parent))
    program = importlib.import_module(arguments.program.stem.replace("-", "_"))
    epochs, seconds = [], []
    watch(program, epochs, seconds)
    if arguments.record:
        record(program, arguments.record)
    if arguments.profile:
        import tensorflow as tf

        options = tf.profiler.experimental.ProfilerOptions(host_tracer_level=2, python_tracer_level=0)
        tf.profiler.experimental.start(arguments.profile, options)
    program.main()
    if arguments.profile:
        tf.profiler.experimental.stop()
    arguments.outcome.write_text(json.dumps({"seconds": sum(seconds), "epochs": epochs}))


if __name__ == "__main__":
    main()
