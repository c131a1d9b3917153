# SPDX-License-Identifier: GPL-3.0-or-later
"""A loader with the attributes, the processes and the order of PyTorch's, in a hundred lines: tests need no torch."""

import itertools
import multiprocessing
import os
import traceback


class WorkerFailed(RuntimeError):
    """A worker has ended without being asked to."""


def join(samples):
    """The default collate function."""
    return list(samples)


class MockLoader:
    """`in_order`, map-style or iterable, with persistent workers or new ones in each epoch."""

    def __init__(self, dataset, batch_size=1, num_workers=0, collate_fn=join, worker_init_fn=None, drop_last=False,
                 start_method="fork", persistent_workers=False, prefetch_factor=2, sampler=None):
        self.dataset = dataset
        self.batch_size = batch_size
        self.num_workers = num_workers
        self.collate_fn = collate_fn
        self.worker_init_fn = worker_init_fn
        self.drop_last = drop_last
        self.multiprocessing_context = multiprocessing.get_context(start_method)
        self.persistent_workers = persistent_workers
        self.prefetch_factor = prefetch_factor
        self.sampler = sampler
        self.timeout = 0
        self._iterator = None

    def __setattr__(self, name, value):
        if name == "dataset" and name in self.__dict__:
            raise ValueError("a loader keeps its data set")
        super().__setattr__(name, value)

    def is_iterable(self):
        return not hasattr(self.dataset, "__getitem__")

    def __len__(self):
        return -(-len(self.dataset) // self.batch_size)

    def __iter__(self):
        if self.num_workers == 0:
            return batches(self.dataset, self.tasks(), self.collate_fn, self.is_iterable(), self.drop_last)
        if self.persistent_workers and self._iterator is not None:
            return self._iterator.epoch(self.tasks())
        workers = Workers(self)
        if self.persistent_workers:
            self._iterator = workers
        return workers.epoch(self.tasks())

    def tasks(self):
        """The indices of each batch; the number of samples of each, without an end, of an iterable data set."""
        if self.is_iterable():
            return itertools.repeat(range(self.batch_size))
        indices = list(self.sampler if self.sampler is not None else range(len(self.dataset)))
        return [indices[start:start + self.batch_size] for start in range(0, len(indices), self.batch_size)]


def batches(dataset, tasks, collate, is_iterable, drops_last=False):
    samples = iter(dataset) if is_iterable else None
    for indices in tasks:
        if is_iterable:
            part = list(itertools.islice(samples, len(indices)))
            if not part or drops_last and len(part) < len(indices):
                return
        elif getattr(dataset, "__getitems__", None):
            part = dataset.__getitems__(list(indices))
        else:
            part = [dataset[index] for index in indices]
        yield collate(part)


class Workers:
    """Worker processes of a loader."""

    def __init__(self, loader):
        self.loader = loader
        context = loader.multiprocessing_context
        self.results = context.Queue()
        self.questions = [context.Queue() for _ in range(loader.num_workers)]
        arguments = (loader.dataset, loader.collate_fn, loader.worker_init_fn, loader.is_iterable())
        self.processes = [
            context.Process(target=work, args=(worker, questions, self.results) + arguments, daemon=True)
            for worker, questions in enumerate(self.questions)
        ]
        for process in self.processes:
            process.start()

    def epoch(self, tasks):
        """The batches of an epoch, in order."""
        tasks, count, ready, ended = enumerate(tasks), self.loader.num_workers, {}, set()
        asked = 0
        for number, indices in itertools.islice(tasks, count * self.loader.prefetch_factor):
            self.questions[number % count].put((number, list(indices)))
            asked += 1
        wanted = 0
        while wanted < asked and len(ended) < count:
            while wanted not in ready:
                number, batch, error = self.receive()
                ready[number] = (batch, error)
            batch, error = ready.pop(wanted)
            if error is not None:
                raise error
            if batch is None:
                ended.add(wanted % count)
            for number, indices in itertools.islice(tasks, 1):
                self.questions[number % count].put((number, list(indices)))
                asked += 1
            wanted += 1
            if batch is not None:
                yield batch
        if not self.loader.persistent_workers:
            self.end()

    def receive(self):
        while True:
            try:
                return self.results.get(timeout=0.2)
            except Exception:
                if any(not process.is_alive() for process in self.processes):
                    raise WorkerFailed("a worker was killed") from None

    def end(self):
        for questions in self.questions:
            questions.put(None)
        for process in self.processes:
            process.join(5)


def work(worker, questions, results, dataset, collate, start, is_iterable):
    if start is not None:
        start(worker)
    samples = iter(dataset) if is_iterable else None
    while True:
        question = questions.get()
        if question is None:
            results.close()
            results.join_thread()
            os._exit(0)
        number, indices = question
        try:
            made = list(batches(samples if is_iterable else dataset, [indices], collate, is_iterable))
            results.put((number, made[0] if made else None, None))
        except Exception as error:
            traceback.clear_frames(error.__traceback__)
            results.put((number, None, error))
