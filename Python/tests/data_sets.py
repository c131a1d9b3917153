# SPDX-License-Identifier: GPL-3.0-or-later
"""Data sets of the tests: samples compute, wait, fail or kill."""

import os
import signal
import time


class Squares:
    """Sample i is i², after some computing and some waiting."""

    def __init__(self, count, core=0.0, wait=0.0):
        self.count, self.core, self.wait = count, core, wait
        self.offset = 0

    def __len__(self):
        return self.count

    def __getitem__(self, index):
        end = time.thread_time() + self.core
        while time.thread_time() < end:
            pass
        if self.wait:
            time.sleep(self.wait)
        return index * index + self.offset


class Groups(Squares):
    """The same, whole batches at a time."""

    def __getitems__(self, indices):
        return [self[index] for index in indices]


class Columns(Squares):
    """The same as columns, of which there are two."""

    def __getitems__(self, indices):
        return {"index": list(indices), "square": [self[index] for index in indices]}


class Lazy(Squares):
    """The same, each made when it is joined: how many there are cannot be asked."""

    def __getitems__(self, indices):
        return (self[index] for index in indices)


class Stream:
    """Numbers, one after the other, each after some waiting."""

    def __init__(self, count, wait=0.0):
        self.count, self.wait = count, wait

    def __len__(self):
        return self.count

    def __iter__(self):
        for number in range(self.count):
            if self.wait:
                time.sleep(self.wait)
            yield number


class Failing(Squares):
    """Sample 13 cannot be made."""

    def __getitem__(self, index):
        if index == 13:
            raise KeyError("thirteen")
        return super().__getitem__(index)


class AtHome(Squares):
    """Samples can be made in the loop's own process only."""

    def __init__(self, count):
        super().__init__(count)
        self.process = os.getpid()

    def __getitem__(self, index):
        if os.getpid() != self.process:
            raise RuntimeError("this connection is another process's")
        return super().__getitem__(index)


class Deadly(Squares):
    """Sample 21 ends its worker."""

    def __getitem__(self, index):
        if index == 21:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().__getitem__(index)


def begin_with_offset(worker):
    """A start of workers."""
    os.environ["OVERLAP_TEST_WORKER"] = str(worker)
