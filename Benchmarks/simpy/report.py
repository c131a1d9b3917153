"""What every SimPy workload prints: one line of JSON."""

import json
import math

BATCHES = 20
T_19 = 2.093024054408263  # Student t, 19 degrees of freedom, 97.5 %


def interval(means):
    """Mean of the batch means and the half-width of its 95 % interval."""
    mean = sum(means) / len(means)
    variance = sum((value - mean) ** 2 for value in means) / (len(means) - 1)
    return mean, T_19 * math.sqrt(variance / len(means))


def batch_means(values):
    """Means of BATCHES equal batches of consecutive values; a remainder is left out."""
    size = len(values) // BATCHES
    return [sum(values[k * size:(k + 1) * size]) / size for k in range(BATCHES)]


def throughput(departures):
    """Items per second and half-width, from the times between batch ends."""
    size = len(departures) // BATCHES
    ends = [0.0] + [departures[(k + 1) * size - 1] for k in range(BATCHES)]
    return interval([size / (after - before) for before, after in zip(ends, ends[1:])])


def report(workload, events_per_item, departures, seconds, **more):
    """Prints the workload's result and speed."""
    items = len(departures)
    rate, half_width = throughput(departures)
    print(json.dumps({
        "workload": workload,
        "items": items,
        "throughput": round(rate, 6),
        "throughput_half_width_95": round(half_width, 6),
        **more,
        "ns_per_model_event": round(seconds * 1e9 / (items * events_per_item), 1),
        "items_per_second": round(items / seconds),
    }))
