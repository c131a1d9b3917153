"""W3': source -> map(4 parallel calls, unordered) -> prefetch(8) -> GPU under the rules of tf.data.

Read lognormal (mean 1, cv .5), decode gamma (shape 4, mean 3.6), GPU .95. Throughput about .767.
- The map's runner is one thread: it takes a call's slot, then pulls the call's input (one read at a time), then starts
  the call. A slot is free again when its result has been popped, so at most 4 calls run or wait, and a call that only
  waits for its input holds one of them.
- The prefetch thread waits for room before it pulls, so the element under way is not in the buffer; a place is free
  again when the GPU takes its element.
Three model events per item: read, decode, GPU. Usage: w3_pipeline.py [items] [seed]
"""

import math
import random
import sys
import time

import simpy

from report import report

SIGMA = math.sqrt(math.log(1.25))
MU = -SIGMA * SIGMA / 2


def runner(env, slots, results, draw):
    while True:
        slot = slots.request()
        yield slot
        yield env.timeout(draw.lognormvariate(MU, SIGMA))
        env.process(call(env, slot, results, draw))


def call(env, slot, results, draw):
    yield env.timeout(draw.gammavariate(4.0, 0.9))
    yield results.put(slot)


def prefetch(slots, results, places, buffer):
    while True:
        place = places.request()
        yield place
        slot = yield results.get()
        slots.release(slot)
        yield buffer.put(place)


def gpu(env, places, buffer, items, departures):
    for _ in range(items):
        place = yield buffer.get()
        places.release(place)
        yield env.timeout(0.95)
        departures.append(env.now)


def main():
    items = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    draw = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    departures = []
    began = time.perf_counter()
    env = simpy.Environment()
    slots = simpy.Resource(env, capacity=4)
    results = simpy.Store(env)
    places = simpy.Resource(env, capacity=8)
    buffer = simpy.Store(env)
    env.process(runner(env, slots, results, draw))
    env.process(prefetch(slots, results, places, buffer))
    env.run(env.process(gpu(env, places, buffer, items, departures)))
    report("W3'", 3, departures, time.perf_counter() - began)


main()
