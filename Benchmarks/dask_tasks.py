"""How many tasks a second a Dask scheduler passes on, with what goes to and fro as in `overlap sweep --dask`.

python3 Benchmarks/dask_tasks.py     # with the module distributed
"""

import time

from distributed import Client, LocalCluster, as_completed


def echo(requests: list, size: int) -> list:
    """A task that takes no time: its answers have the size of summaries."""
    return ["x" * size for _ in requests]


def main() -> None:
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as cluster, Client(cluster) as client:
        for points in (1, 10, 100):
            count = max(100, 2000 // points)
            requests = ["y" * 200] * points
            began = time.monotonic()
            futures = [client.submit(echo, requests, 6600, pure=False) for _ in range(count)]
            received = sum(len(result) for _, result in as_completed(futures, with_results=True))
            seconds = time.monotonic() - began
            print(f"{points:4} points a task: {count / seconds:7.0f} tasks/s, {received / seconds:8.0f} points/s")


if __name__ == "__main__":
    main()
