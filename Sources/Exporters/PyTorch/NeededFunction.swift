/// A function that programs in PyTorch have when a stage needs it.
enum NeededFunction: CaseIterable {
    /// The threads by which a worker makes several samples at a time.
    case threads
    /// A buffer from which files are picked.
    case shuffled
    /// A thread that keeps batches ready.
    case prefetched
    /// The copy to the accelerator.
    case toDevice

    /// Its lines.
    var lines: [String] {
        switch self {
        case .threads:
            [
                "@lru_cache(maxsize=None)", "def threads() -> ThreadPoolExecutor:",
                "    \"\"\"The threads of a process, made when it first needs them.\"\"\"",
                "    return ThreadPoolExecutor(max_workers=REQUESTS)",
            ]
        case .shuffled:
            [
                "def shuffled(order: list[int], buffer: int, drawn: random.Random) -> list[int]:",
                "    \"\"\"Files in the order in which they are picked from a buffer.\"\"\"",
                "    kept: list[int] = []", "    picked: list[int] = []", "    for file in order:",
                "        kept.append(file)", "        if len(kept) >= buffer:",
                "            picked.append(kept.pop(drawn.randrange(len(kept))))",
                "    drawn.shuffle(kept)",
                "    return picked + kept",
            ]
        case .prefetched:
            [
                "def prefetched(batches: Iterable[torch.Tensor], size: int) -> Iterator[torch.Tensor]:",
                "    \"\"\"Batches that a thread keeps ready, `size` of them at most.\"\"\"",
                "    iterator = iter(batches)", "    thread = ThreadPoolExecutor(max_workers=1)",
                "    try:",
                "        ready = deque(thread.submit(next, iterator, None) for _ in range(size))",
                "        while (batch := ready.popleft().result()) is not None:",
                "            ready.append(thread.submit(next, iterator, None))", "            yield batch",
                "    finally:", "        thread.shutdown(cancel_futures=True)",
            ]
        case .toDevice:
            [
                "def to_device(batch: torch.Tensor) -> torch.Tensor:",
                "    \"\"\"A batch on the accelerator.\"\"\"",
                "    return batch.to(DEVICE, non_blocking=True)",
            ]
        }
    }
}
