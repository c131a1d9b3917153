import Pipelines

/// The classes that hand samples to the loader: the dataset, and the order where a loader cannot make it.
struct DatasetClass {
    let code: PyTorchCode
    private var loader: LoaderCode { code.loader }

    /// Files, samples by their numbers, or batches of these, in one expression: `decode(read_source(number))`.
    private var sample: String {
        code.sampleFunctions.reduce("number") { "\($1)(\($0))" }
    }

    /// Whether the order is a sampler of the program's, which runs in the loop's process.
    var hasSampler: Bool { loader.dataset == .indexed && !code.orderLines.isEmpty }

    /// Whether workers draw a random order.
    private var drawsInWorkers: Bool {
        loader.dataset != .indexed && (code.isRandom || code.neededFunctions.contains(.shuffled))
    }

    /// The classes.
    var definitions: [[String]] {
        var definitions = [loader.dataset == .indexed ? indexed : iterable]
        if hasSampler { definitions.append(sampler) }
        return definitions
    }

    /// The arguments of the loader that belong to the order.
    var arguments: [String] {
        let generator = "generator=torch.Generator().manual_seed(\(code.seed))"
        guard loader.dataset == .indexed else { return drawsInWorkers ? [generator] : [] }
        if hasSampler { return ["sampler=Order()"] }
        return code.isRandom ? ["shuffle=True", generator] : []
    }

    private var constructor: [String] {
        var lines: [String] = []
        if loader.pickledBytes > 0 {
            lines.append(
                "        self.sent = bytes(\(PythonNumber.count(loader.pickledBytes)))  # to each new worker"
            )
        }
        if drawsInWorkers { lines.append("        self.epochs = 0") }
        return lines.isEmpty ? [] : ["    def __init__(self) -> None:"] + lines + [""]
    }

    private var indexed: [String] {
        var lines = [
            "class Samples(Dataset):", "    \"\"\"The data set: a sample for each number.\"\"\"", "",
        ]
        lines += constructor
        lines += [
            "    def __len__(self) -> int:", "        return SAMPLES", "",
            "    def __getitem__(self, number: int) -> int:", "        return \(sample)",
        ]
        guard loader.requests > 1 else { return lines }
        return lines + [
            "", "    def __getitems__(self, numbers: list[int]) -> list[int]:",
            "        \"\"\"The samples of a batch, several at a time.\"\"\"",
            "        return list(threads().map(self.__getitem__, numbers))",
        ]
    }

    private var iterable: [String] {
        let summary =
            switch loader.dataset {
            case .iterable: "The data set, all of which each worker goes through."
            case .sharded: "The data set, of which each of n workers goes through every n-th sample."
            case .files, .indexed: "The data set, of whose files each worker reads its own."
            }
        let isOfFiles = loader.dataset == .files
        var lines = ["class Samples(IterableDataset):", "    \"\"\"\(summary)\"\"\"", ""] + constructor
        lines += ["    def __iter__(self) -> Iterator[int]:", "        worker = get_worker_info()"]
        if drawsInWorkers {
            lines += [
                "        # Another seed in each epoch, and the same in all workers.",
                "        seed = torch.initial_seed() if worker is None else worker.seed - worker.id",
                "        drawn = random.Random(seed + self.epochs)", "        self.epochs += 1",
            ]
        }
        lines.append("        order = list(range(\(isOfFiles ? "FILES" : "SAMPLES")))")
        if code.isRandom { lines.append("        drawn.shuffle(order)") }
        lines += code.orderLines.map { "        " + $0 } + share
        lines.append(
            isOfFiles
                ? "        numbers = [number for file in order for number in samples_of(file)]"
                : "        numbers = order")
        return lines + delivery
    }

    private var share: [String] {
        guard loader.dataset != .iterable else { return [] }
        guard loader.split == .blocks else {
            return [
                "        if worker is not None:",
                "            order = order[worker.id :: worker.num_workers]",
            ]
        }
        return [
            "        if worker is not None:",
            "            least, longer = divmod(len(order), worker.num_workers)",
            "            first = worker.id * least + min(worker.id, longer)",
            "            order = order[first : first + least + (worker.id < longer)]",
        ]
    }

    private var delivery: [String] {
        guard loader.requests > 1 else {
            return ["        for number in numbers:", "            yield \(sample)"]
        }
        let size = loader.batchSize ?? 1
        return [
            "        for first in range(0, len(numbers), \(size)):",
            "            yield from threads().map(make_sample, numbers[first : first + \(size)])",
        ]
    }

    /// The function that threads call, where the dataset has no method for it.
    var sampleFunction: [String]? {
        guard loader.requests > 1, loader.dataset != .indexed else { return nil }
        return [
            "def make_sample(number: int) -> int:", "    \"\"\"A sample, by its number.\"\"\"",
            "    return \(sample)",
        ]
    }

    private var sampler: [String] {
        var lines = [
            "class Order(Sampler):",
            "    \"\"\"The numbers of the samples in the order in which they are asked for.\"\"\"", "",
        ]
        if code.countsEpochs || code.isRandom {
            lines.append("    def __init__(self) -> None:")
            if code.countsEpochs { lines.append("        self.epochs = 0") }
            if code.isRandom { lines.append("        self.drawn = random.Random(\(code.seed))") }
            lines.append("")
        }
        lines += ["    def __iter__(self) -> Iterator[int]:"]
        if code.countsEpochs { lines.append("        self.epochs += 1") }
        lines.append("        order = list(range(SAMPLES))")
        if code.isRandom { lines.append("        self.drawn.shuffle(order)") }
        return lines + code.orderLines.map { "        " + $0 } + ["        return iter(order)"]
    }
}
