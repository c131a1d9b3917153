/// Random scenario files for the executor, each a pure function of its seed: all operators, short times, few samples.
struct RandomPipeline {
    private(set) var text = "overlap: 1\n"
    /// Whether elements arrive in one order only, whatever work is done first.
    private(set) var isOrdered: Bool
    private var generator: SeededGenerator

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
        isOrdered = true
        // What is selected by its place in line is another sample when the order is another.
        let mayReorder = number(0...2) == 0
        addPlatform()
        text += "pipeline:\n"
        number(0...2) == 0 ? addFiles(mayReorder) : addSamples()
        var isJoined = false
        for _ in 0..<number(1...6) { addStage(&isJoined, mayReorder) }
        if number(0...3) == 0 { text += "  - prefetchToDevice: \(number(1...2))\n" }
        addTraining(mayReorder)
        text += "run: {seed: \(seed)}\n"
        if number(0...3) == 0 { text += "options: {rewrites: tensorflow}\n" }
    }

    private mutating func number(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &generator) }
    private mutating func choice(_ words: String...) -> String { words[number(0...words.count - 1)] }

    private mutating func addPlatform() {
        let accelerators = number(0...3) == 0 ? number(2...3) : 1
        text += """
            platform:
              disk: {queueDepth: \(number(1...4))}
              cpu: {cores: 2, workers: \(number(1...4))}
              gpu: {count: \(accelerators), barrier: \(choice("step", "epoch")), copyLatency: \(number(0...30)) us}

            """
        guard number(0...1) == 0 else { return }
        let size = number(0...3) == 0 ? "missRate: 50 %" : "capacity: \(number(1...60)) kB"
        text += "  readCache: {\(size), policy: \(choice("minio", "lru", "pageCache")), "
        text += "place: \(choice("memory", "disk")), queueDepth: \(number(1...3))}\n"
    }

    private mutating func size() -> String {
        choice("0 B", "1 B", "100 B", "4096 B", "{uniform: {min: 0 B, max: 3000 B}}")
    }

    private mutating func addSamples() {
        text +=
            "  - source: {elements: \(number(1...50)), size: \(size()), access: \(choice("random", "sequential"))}\n"
    }

    private mutating func addFiles(_ mayReorder: Bool) {
        let group = number(0...1) == 0 ? "" : ", rowGroup: \(number(1...7))"
        text += "  - source: {files: \(number(1...8)), samplesPerFile: \(number(1...6)), size: \(size())\(group)}\n"
        if number(0...2) == 0 { text += "  - shuffle: {name: shuffleFiles, buffer: \(number(1...8))}\n" }
        let (cost, output) = (choice("0 s", cost()), number(0...2) == 0 ? ", outputBytes: \(number(0...900)) B" : "")
        text += "  - interleave: {cycle: \(number(1...5)), block: \(number(1...3)), parallelism: "
        text += "\(parallelism()), order: \(order(mayReorder)), cost: \(cost)\(output)}\n"
    }

    private mutating func cost() -> String { "{exponential: \(number(1...150)) us}" }
    private mutating func parallelism() -> String { choice("none", "1", "2", "4", "auto") }

    private mutating func order(_ mayReorder: Bool) -> String {
        guard mayReorder, number(0...1) == 0 else { return "ordered" }
        isOrdered = false
        return "unordered"
    }

    /// - Parameter isJoined: whether batches come in, whose samples could not be told apart after a resize.
    private mutating func addStage(_ isJoined: inout Bool, _ mayReorder: Bool) {
        let name = "s\(text.utf8.count)"
        let selects = mayReorder ? 7 : 12
        switch number(0...selects) {
        case 0, 1, 2:
            let output = isJoined && mayReorder || number(0...1) == 0 ? "" : ", outputBytes: \(number(0...9000)) B"
            text +=
                "  - map: {name: \(name), parallelism: \(parallelism()), order: \(order(mayReorder)), cost: \(cost()), "
            text += "use: \(choice("core", "wait")), pool: \(choice("shared", "own"))\(output)}\n"
        case 3: text += "  - prefetch: {name: \(name), buffer: \(choice("0", "1", "5", "auto"))}\n"
        case 4: text += "  - shuffle: {name: \(name), buffer: \(number(1...20))}\n"
        case 5, 6:
            text += "  - batch: {name: \(name), size: \(number(1...7)), parallelism: \(parallelism()), "
            text += "order: \(order(mayReorder)), cost: \(choice("0 s", cost()))}\n"
            isJoined = true
        case 7: text += "  - cache: {name: \(name), store: \(choice("memory", "file", "file", "off"))}\n"
        case 8: text += "  - filter: {name: \(name), keep: \(choice("50 %", "80 %", "100 %")), cost: \(cost())}\n"
        case 9: text += "  - take: {name: \(name), count: \(number(1...30))}\n"
        case 10: text += "  - skip: {name: \(name), count: \(number(0...3))}\n"
        case 11: text += "  - shard: {name: \(name), count: 3, index: \(number(0...2))}\n"
        default: text += "  - repeat: {name: \(name), count: \(number(1...3))}\n"
        }
    }

    private mutating func addTraining(_ mayReorder: Bool) {
        let step = choice("0 s", "20 us", cost())
        let host = choice("0 s", "0 s", cost())
        let place =
            number(0...4) == 0 ? "device: cpu, threads: \(number(1...3))" : "device: gpu, runAhead: \(number(0...3))"
        // A cache that is not complete when an epoch is cut short depends on how far the others ran ahead.
        let steps = text.contains("cache:") || text.contains("repeat:") || mayReorder ? "" : ", steps: \(number(1...9))"
        text += "train: {step: \(step), hostOverhead: \(host), \(place), epochs: \(number(1...3))"
        text += number(0...2) == 0 ? "\(steps)}\n" : "}\n"
    }
}
