"""W1: M/M/1 with arrival rate 0.9 and service rate 1. Exact: mean wait in line 9.0.

Two model events per customer: arrival, end of service. Usage: w1.py [customers] [seed]
"""

import random
import sys
import time

import simpy

from report import batch_means, interval, report


def customer(env, server, draw, waits, departures):
    arrived = env.now
    with server.request() as request:
        yield request
        waits.append(env.now - arrived)
        yield env.timeout(draw.expovariate(1.0))
    departures.append(env.now)


def source(env, customers, server, draw, waits, departures):
    for _ in range(customers):
        yield env.timeout(draw.expovariate(0.9))
        env.process(customer(env, server, draw, waits, departures))


def main():
    customers = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    draw = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    waits, departures = [], []
    began = time.perf_counter()
    env = simpy.Environment()
    server = simpy.Resource(env, capacity=1)
    env.process(source(env, customers, server, draw, waits, departures))
    env.run()
    seconds = time.perf_counter() - began
    wait, half_width = interval(batch_means(waits))
    report("W1", 2, departures, seconds,
           wait=round(wait, 4), wait_half_width_95=round(half_width, 4))


main()
