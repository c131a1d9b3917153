extension ScenarioGenerator {
    /// From the source to the last stage.
    mutating func pipeline() -> [String] {
        var stages: [String] = []
        let samples = chance(15) ? number(200...600) : number(1...50)
        let size = number(0...20) * 10
        let access = chance(3) ? ", access: random" : ""
        switch number(0...3) {
        case 0:
            stages.append(files(size, access))
            stages += selections() + perhaps(5, "shuffle") { "\($0.number(1...6))" }
            stages.append(interleave())
        case 1 where chance(3):
            stages.append(files(size, access))
            stages += selections() + perhaps(5, "shuffle") { "\($0.number(1...6))" }
            stages.append(dataLoader(ofFiles: true))
        case 1:
            stages.append("source: {elements: \(samples), size: \(size) kB\(access)}")
            stages += selections()
            stages.append(dataLoader(ofFiles: false))
        default:
            let spread = !isScalable && chance(4) ? "{uniform: {min: 1 kB, max: \(size + 1) kB}}" : "\(size) kB"
            stages.append("source: {elements: \(samples), size: \(spread)\(access)}")
        }
        for _ in 0..<number(0...4) { stages.append(stage()) }
        if chance(25) { stages.append("repeat: forever") }
        if chance(3) { stages.append(prefetch()) }
        if chance(5) { stages.append("prefetchToDevice: \(number(1...3))") }
        return stages
    }

    /// A source whose samples lie in files, some of which differ in length.
    private mutating func files(_ size: Int, _ access: String) -> String {
        let lengths = "{mixture: [{weight: 1, of: \(number(1...3))}, {weight: 1, of: \(number(1...9))}]}"
        let group = chance(3) ? ", rowGroup: \(number(1...5))" : ""
        return "source: {files: \(number(1...8)), samplesPerFile: \(chance(4) ? lengths : "\(number(1...9))"), "
            + "size: \(size) kB\(access)\(group)}"
    }

    /// What may stand between a source and what reads its files or samples.
    private mutating func selections() -> [String] {
        guard chance(4) else { return [] }
        return [
            one(of: [
                "shard: {}", "shard: {block: \(number(2...5))}", "take: \(number(1...30))",
                "shard: {count: 2, index: 0}", "skip: 1", "skip: {count: \(number(1...4)), acts: once}",
            ])
        ]
    }

    private mutating func stage() -> String {
        switch number(0...15) {
        case 0...3: map()
        case 4: filter()
        case 5: "shuffle: \(number(1...12))"
        case 6: "cache: \(one(of: ["memory", "file", "off"]))"
        case 7: "repeat: \(number(1...3))"
        case 8: "take: \(number(1...40))"
        case 9: skip()
        case 10:
            one(of: [
                "shard: {}", "shard: {count: 3, index: 0}", "shard: {count: 1, index: 0}",
                "shard: {count: 2, index: 1, block: \(number(2...4))}",
            ])
        case 11...12: batch()
        default: prefetch()
        }
    }

    private mutating func prefetch() -> String { "prefetch: \(one(of: ["0", "1", "2", "5", "50", "auto"]))" }

    private mutating func parallelism() -> [String] {
        guard !chance(3) else { return [] }
        let order = perhaps(3, "order") { _ in "unordered" }
        return ["parallelism: \(!isScalable && chance(8) ? "auto" : "\(number(1...5))")"] + order
    }

    private mutating func filter() -> String {
        let parts =
            ["keep: 0.\(number(3...9))", "cost: \(times(10))"] + perhaps(4, "use") { _ in "wait" }
            + perhaps(6, "costPerByte") { $0.notation.timePerByte($0.number(1...9)) }
        return "filter: {\(parts.joined(separator: ", "))}"
    }

    private mutating func skip() -> String {
        let parts =
            ["count: \(number(0...3))"] + perhaps(3, "acts") { _ in "once" } + perhaps(3, "cost") { $0.time(5) }
        return "skip: {\(parts.joined(separator: ", "))}"
    }

    /// Calls that take turns for a part of their time; half of a time in whole quanta is a whole number of nanoseconds.
    private mutating func lock() -> [String] {
        guard chance(5) else { return [] }
        return ["lock: \(one(of: ["gil", "library"]))"] + perhaps(2, "lockShare") { $0.one(of: ["0.5", "1", "0"]) }
            + perhaps(3, "lockHandOver") { $0.time(1) }
    }

    /// Of functions that wait: threads, or coroutines of one thread.
    private mutating func callsInFlight() -> [String] {
        chance(3) ? ["requests: \(number(1...4))"] : parallelism()
    }

    private mutating func map() -> String {
        let waits = chance(4)
        let parts =
            ["cost: \(times(30))"] + (waits ? ["use: wait"] + callsInFlight() : parallelism()) + lock()
            + perhaps(8, "function") { _ in "stateful" }
            + perhaps(4, "pool") { _ in "own" } + perhaps(4, "outputBytes") { "\($0.number(0...300)) kB" }
            + perhaps(6, "costPerByte") { $0.notation.timePerByte($0.number(1...9)) }
        return "map: {\(parts.joined(separator: ", "))}"
    }

    private mutating func batch() -> String {
        let parts =
            ["size: \(number(1...5))"] + (chance(3) ? parallelism() : []) + perhaps(3, "cost") { $0.time(9) }
            + perhaps(6, "costPerByte") { $0.notation.timePerByte($0.number(1...9)) }
            + perhaps(3, "remainder") { _ in "drop" }
        return "batch: {\(parts.joined(separator: ", "))}"
    }

    private mutating func interleave() -> String {
        let parts =
            ["cycle: \(number(1...4))"] + perhaps(2, "block") { "\($0.number(1...3))" } + parallelism()
            + perhaps(2, "cost") { $0.times(20) } + perhaps(4, "use") { _ in "wait" } + lock()
            + perhaps(5, "outputBytes") { "\($0.number(0...300)) kB" }
        return "interleave: {\(parts.joined(separator: ", "))}"
    }

    private mutating func dataLoader(ofFiles: Bool) -> String {
        let dataset =
            ofFiles
            ? ["dataset: files"] + perhaps(2, "split") { $0.one(of: ["turns", "blocks"]) }
            : perhaps(4, "dataset") { $0.one(of: ["iterable", "sharded"]) }
        let parts =
            ["workers: \(number(0...4))", "cost: \(times(30))"]
            + perhaps(2, "batchSize") { "\($0.number(1...5))" }
            + perhaps(2, "prefetchFactor") { "\($0.number(1...3))" } + perhaps(3, "remainder") { _ in "drop" }
            + perhaps(3, "order") { _ in "unordered" } + dataset + perhaps(4, "requests") { "\($0.number(1...4))" }
            + perhaps(3, "workersLive") { _ in "run" } + perhaps(3, "hostMemory") { _ in "pinned" }
            + perhaps(4, "use") { _ in "wait" } + perhaps(3, "collate") { $0.time(9) }
            + perhaps(5, "costPerByte") { $0.notation.timePerByte($0.number(1...9)) }
            + perhaps(5, "outputBytes") { "\($0.number(0...300)) kB" } + lock()
            + perhaps(5, "pickledBytes") { "\($0.number(0...200)) kB" }
        return "dataLoader: {\(parts.joined(separator: ", "))}"
    }
}
