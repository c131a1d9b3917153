#!/usr/bin/env python3
"""Makes the profiles beside it: record.py [NAME…], with tensorflow-cpu 2.21 on a machine that does nothing else.

Each is a pipeline of tf.data with known settings and a loop that sleeps between elements. `rates.json` gets the rate
that the loop itself measured while it was profiled, which the import must find in the profile.
"""

import gzip
import json
import os
import pathlib
import re
import shutil
import sys
import tempfile
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
import tensorflow as tf  # noqa: E402
from tensorflow.tsl.profiler.protobuf import xplane_pb2  # noqa: E402

HERE = pathlib.Path(__file__).parent
AUTO = tf.data.AUTOTUNE
Data = tf.data.Dataset


def compute(x):
    """A function in the graph: about a millisecond on one core."""
    a = tf.random.stateless_uniform([150, 150], [1, 2]) + tf.cast(x, tf.float32)
    for _ in range(4):
        a = tf.linalg.matmul(a, a) * 1e-3
    return tf.reduce_sum(a) + tf.cast(x, tf.float32)


def sleep(seconds):
    """A function in Python that waits."""

    def wait(x):
        time.sleep(seconds)
        return x

    def function(x):
        y = tf.py_function(wait, [x], tf.int64)
        return tf.ensure_shape(y, [])

    return function


def plain(data):
    """Neither rewritten nor tuned."""
    options = tf.data.Options()
    options.experimental_optimization.apply_default_optimizations = False
    options.autotune.enabled = False
    return data.with_options(options)


def written(rows):
    """Files of records, the names of which are data."""
    directory = pathlib.Path(tempfile.mkdtemp())
    for number in range(8):
        with tf.io.TFRecordWriter(str(directory / f"{number}.rec")) as file:
            for _ in range(rows):
                file.write(os.urandom(2000))
    return Data.from_tensor_slices([str(path) for path in sorted(directory.iterdir())]).repeat()


def length(record):
    return tf.cast(tf.strings.length(record), tf.int64)


# Name: what is measured, steps in the profile, seconds that the loop sleeps. A profile begins behind WARM steps, except
# where the beginning is part of what it shows.
WARM = 60
COLD = {"cache", "epochs", "rewritten"}
PIPELINES = {
    "map": (lambda: plain(Data.range(10**9).map(compute).batch(4)), 60, 0.004),
    "parallel-map": (lambda: plain(Data.range(10**9).map(compute, num_parallel_calls=2).batch(8).prefetch(2)), 40, 0.002),
    "interleave": (
        lambda: plain(
            written(40).interleave(
                tf.data.TFRecordDataset, cycle_length=4, block_length=2, num_parallel_calls=2, deterministic=False,
            ).map(length).map(sleep(0.002), num_parallel_calls=2).batch(4).prefetch(2)
        ), 60, 0.002),
    "cache": (
        lambda: plain(Data.range(200).map(compute, num_parallel_calls=2).cache().shuffle(50).repeat().batch(10).prefetch(1)),
        120, 0.004),
    "shuffle": (
        lambda: plain(
            Data.range(10**9).map(sleep(0.002), num_parallel_calls=2, deterministic=False).shuffle(64).batch(8)),
        40, 0.005),
    "autotune": (lambda: Data.range(10**9).map(sleep(0.003), num_parallel_calls=AUTO).batch(4).prefetch(AUTO), 60, 0.004),
    "map-and-batch": (lambda: Data.range(10**9).map(compute, num_parallel_calls=2).batch(8, drop_remainder=True).prefetch(2), 40, 0.012),
    "rewritten": (lambda: Data.range(10**9).map(compute).shuffle(16).repeat().batch(4), 60, 0.004),
    "py-function": (lambda: Data.range(10**9).map(sleep(0.004)).batch(4), 60, 0.010),
    "unknown": (
        lambda: plain(
            Data.range(10**9).map(sleep(0.001), num_parallel_calls=2).window(3)
            .flat_map(lambda window: window.batch(3)).batch(2).prefetch(1)),
        60, 0.004),
    "filter": (
        lambda: plain(Data.range(10**9).shard(2, 1).filter(lambda x: tf.math.floormod(x, 3) > 0).map(sleep(0.001)).batch(4).prefetch(2)),
        60, 0.002),
    "epochs": (lambda: Data.range(120).map(sleep(0.002), num_parallel_calls=2).batch(4).prefetch(2), 90, 0.004),
}


def run(data, steps, seconds, start):
    """Runs a loop, the profiler started behind its first steps; times of asking since then."""
    asked = []
    left = 0 if start is None else WARM
    while len(asked) < steps:
        for _ in iter(data):
            left -= 1
            if left == 0:
                start()
            if left < 0:
                asked.append(time.perf_counter())
            time.sleep(seconds)
            if len(asked) >= steps:
                break
    return asked


def record(name):
    make, steps, seconds = PIPELINES[name]
    data = make()
    directory = tempfile.mkdtemp()
    options = tf.profiler.experimental.ProfilerOptions(host_tracer_level=2, python_tracer_level=0)

    def start():
        tf.profiler.experimental.start(directory, options)

    if name in COLD:
        start()
    asked = run(data, steps, seconds, None if name in COLD else start)
    tf.profiler.experimental.stop()
    (file,) = pathlib.Path(directory).glob("plugins/profile/*/*.xplane.pb")
    packed = gzip.compress(file.read_bytes(), 9, mtime=0)
    (HERE / f"{name}.xplane.pb.gz").write_bytes(packed)
    shutil.rmtree(directory)
    rates = HERE / "rates.json"
    known = json.loads(rates.read_text()) if rates.exists() else {}
    skipped = steps // 10 if name in COLD else 0
    known[name] = round((steps - 1 - skipped) / (asked[-1] - asked[skipped]), 2)
    rates.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n")
    print(f"{name}: {known[name]} steps/s, {len(packed)} bytes")


KEPT = re.compile(r"Iterator|InstantiatedCapturedFunction|FunctionRun|Executor|.*Consume$")
STATS = {
    "id", "parent_id", "_p", "_c", "name", "parallelism", "autotune", "buffer_limit", "batch_size", "cpu_budget",
    "threadpool_size", "element_size", "drop_remainder",
}


def small():
    """The beginning of a profile, without events and stats that the import passes over: what the fuzzer starts from."""
    whole, cut = xplane_pb2.XSpace(), xplane_pb2.XSpace()
    whole.ParseFromString(gzip.decompress((HERE / "map-and-batch.xplane.pb.gz").read_bytes()))
    (host,) = [plane for plane in whole.planes if plane.name == "/host:CPU"]
    plane = cut.planes.add(name=host.name)
    begin = min(line.timestamp_ns for line in host.lines)
    for line in host.lines:
        kept = plane.lines.add(name=line.name[:12], timestamp_ns=line.timestamp_ns)
        for event in line.events:
            event_name = host.event_metadata[event.metadata_id].name
            after = (line.timestamp_ns - begin) * 1e-9 + event.offset_ps * 1e-12
            if not KEPT.match(event_name) or after > 0.03:
                continue
            added = kept.events.add(
                metadata_id=event.metadata_id, offset_ps=event.offset_ps, duration_ps=event.duration_ps)
            plane.event_metadata[event.metadata_id].name = event_name
            for stat in event.stats:
                stat_name = host.stat_metadata[stat.metadata_id].name
                if stat_name in STATS:
                    added.stats.add().CopyFrom(stat)
                    plane.stat_metadata[stat.metadata_id].name = stat_name
                    if stat.WhichOneof("value") == "ref_value":
                        plane.stat_metadata[stat.ref_value].name = host.stat_metadata[stat.ref_value].name
    (HERE / "small.xplane.pb").write_bytes(cut.SerializeToString(deterministic=True))


for chosen in sys.argv[1:] or PIPELINES:
    record(chosen)
small()
