"""W3: saturated source -> disk -> 4 workers -> buffer of 8 -> GPU, every stage blocking after service.

Disk lognormal (mean 1, cv .5), workers gamma (shape 4, mean 3.6), GPU .95. No buffer between disk and workers: the
disk keeps its item until a worker takes it. The buffer's places do not count the GPU's own. Throughput about .874.
Three model events per item: disk, worker, GPU. Usage: w3.py [items] [seed]
"""

import math
import random
import sys
import time

import simpy

from report import report

SIGMA = math.sqrt(math.log(1.25))
MU = -SIGMA * SIGMA / 2


def disk(env, workers, buffer, draw):
    while True:
        yield env.timeout(draw.lognormvariate(MU, SIGMA))
        worker = workers.request()
        yield worker
        env.process(decode(env, workers, worker, buffer, draw))


def decode(env, workers, worker, buffer, draw):
    yield env.timeout(draw.gammavariate(4.0, 0.9))
    yield buffer.put(1)
    workers.release(worker)


def gpu(env, buffer, items, departures):
    for _ in range(items):
        yield buffer.get()
        yield env.timeout(0.95)
        departures.append(env.now)


def main():
    items = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    draw = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    departures = []
    began = time.perf_counter()
    env = simpy.Environment()
    workers = simpy.Resource(env, capacity=4)
    buffer = simpy.Store(env, capacity=8)
    env.process(disk(env, workers, buffer, draw))
    env.run(env.process(gpu(env, buffer, items, departures)))
    report("W3", 3, departures, time.perf_counter() - began)


main()
