extension ScenarioGenerator {
    /// The resources, and what they cost.
    mutating func platform(usesProcesses: Bool) -> [String] {
        var sections = ["disk: {\(disk().joined(separator: ", "))}", "cpu: {\(cpu().joined(separator: ", "))}"]
        sections.append("gpu: {\(gpu().joined(separator: ", "))}")
        if chance(4) { sections.append("readCache: {\(readCache().joined(separator: ", "))}") }
        sections += perhaps(10, "memory") { "\($0.number(1...30) * 100) kB" }
        if chance(4) { sections.append("overheads: {\(overheads().joined(separator: ", "))}") }
        if usesProcesses { sections.append("processes: {\(processes().joined(separator: ", "))}") }
        return sections
    }

    /// Where a byte's time is a whole number of nanoseconds, and so is its double.
    private mutating func bandwidth() -> String {
        notation.bandwidth(nanosecondsPerByte: one(of: [5, 10, 20, 50, 100]))
    }

    private mutating func disk() -> [String] {
        let latency = ["latency: \(times(20))"]
        let isLimited = chance(2)
        let depth = "queueDepth: \(isScalable && isLimited ? 1 : number(1...4))"
        return latency + [depth] + (isLimited ? [rate()] : []) + storage()
    }

    /// One bandwidth; or, where halves of it need not be whole nanoseconds, one that depends on what is in service or on time.
    private mutating func rate() -> String {
        let constant = bandwidth()
        guard !isScalable else { return "bandwidth: \(constant)" }
        return switch number(0...5) {
        case 0: "bandwidthByDepth: [\(constant), \(bandwidth())]"
        case 1:
            "bandwidthOverTime: {phases: [{of: \(constant), for: \(notation.time(number(1...100) * 120_000))}, {of: \(bandwidth())}]}"
        default: "bandwidth: \(constant)"
        }
    }

    /// What an object store adds.
    ///
    /// Shares of a bandwidth are not whole nanoseconds, nor is a pace.
    private mutating func storage() -> [String] {
        guard !isScalable, chance(3) else { return [] }
        return perhaps(3, "bandwidthPerRequest") { $0.bandwidth() }
            + perhaps(3, "requestsPerSecond") { "\($0.number(1...100) * 100)" }
            + perhaps(3, "opensPerSecond") { "\($0.number(1...100) * 100)" }
            + perhaps(3, "failures") { "\($0.number(1...50)) %" } + perhaps(3, "retryAfter") { $0.time(10) }
    }

    private mutating func readCache() -> [String] {
        let size = chance(4) ? "missRate: \(number(0...100)) %" : "capacity: \(number(0...200)) kB"
        return [size] + perhaps(2, "policy") { $0.one(of: ["minio", "lru", "pageCache"]) }
            + perhaps(3, "place") { _ in "disk" } + perhaps(2, "latency") { $0.time(5) }
            + perhaps(3, "queueDepth") { "\($0.number(1...3))" } + perhaps(4, "writeLatency") { $0.time(5) }
            + (isScalable ? [] : perhaps(4, "bandwidth") { $0.bandwidth() })
    }

    private mutating func cpu() -> [String] {
        let discipline = isScalable || chance(2) ? "fifo" : one(of: ["sharing", "sharing", "runQueues"])
        return ["cores: \(number(1...4))", "discipline: \(discipline)"]
            + perhaps(3, "workers") { "\($0.number(1...6))" }
    }

    private mutating func gpu() -> [String] {
        ["count: \(chance(4) ? number(2...3) : 1)"]
            + perhaps(4, "barrier") { _ in "epoch" } + perhaps(5, "barrierOverhead") { $0.time(3) }
            + perhaps(3, "copyLatency") { $0.time(3) } + perhaps(3, "copyBandwidth") { $0.bandwidth() }
            + perhaps(5, "pinnedCopyBandwidth") { $0.bandwidth() }
            + (isScalable ? [] : perhaps(5, "busyCopyShare") { "0.\($0.number(1...9))" })
            + perhaps(4, "launchOverhead") { $0.time(3) }
    }

    private mutating func overheads() -> [String] {
        let constants = ["call", "computeCall", "timerOvershoot", "busyNext", "next", "wakeUp", "iteratorCreation"]
        // Of the two costs of passing an element on one only: a stage between two threads tells them apart.
        let passing = one(of: ["handOver", "buffering"])
        return (constants + [passing]).flatMap { name in perhaps(2, name) { $0.curve(2) } }
    }

    /// A cost that is constant, or grows with the time spent.
    private mutating func curve(_ longest: Int) -> String {
        guard !isScalable, chance(3) else { return time(longest) }
        return "[[\(notation.time(0)), \(time(longest))], [\(notation.time(1_000_000)), \(time(longest))]]"
    }

    private mutating func processes() -> [String] {
        let curves = ["gap", "delivery", "reading", "stashed"]
        let single = ["boot", "bootCompute", "firstBatch", "dispatch", "interpreterLock", "busyBatch"]
        let byCount = ["creation", "shutdown", "resumption"]
        let perByte = ["sendPerByte", "receivePerByte", "pinPerByte", "picklePerByte", "unpicklePerByte"]
        return curves.flatMap { name in perhaps(3, name) { $0.curve(5) } }
            + single.flatMap { name in perhaps(3, name) { $0.time(10) } }
            + byCount.flatMap { name in perhaps(3, name) { "[\($0.time(20)), \($0.time(30))]" } }
            + perByte.flatMap { name in perhaps(3, name) { $0.notation.timePerByte($0.number(1...9)) } }
    }

    /// The loop.
    mutating func training(isEndless: Bool) -> [String] {
        let device = chance(4) ? ["device: cpu"] + perhaps(2, "threads") { "\($0.number(1...3))" } : []
        let runAhead = device.isEmpty ? perhaps(3, "runAhead") { "\($0.number(0...3))" } : []
        let epochs = ["epochs: \(number(1...3))"]
        let steps =
            isEndless || chance(5)
            ? ["steps: \(number(1...20))"] : perhaps(8, "firstEpochSteps") { "\($0.number(1...12))" }
        return ["step: \(times(30))"] + device + runAhead + epochs + steps + perhaps(4, "hostOverhead") { $0.time(5) }
            + interruptions()
    }

    private mutating func interruptions() -> [String] {
        var parts: [String] = []
        if chance(5) {
            parts.append(chance(2) ? "checkpointBytes: \(number(1...50)) kB" : "checkpointTime: \(time(40))")
            // A time of 0 is no checkpoint, and has no rhythm.
            if parts[0].hasPrefix("checkpointBytes") { parts += rhythm() }
            parts += perhaps(2, "checkpointWriters") { _ in "all" }
        }
        guard chance(6) else { return parts }
        return parts + ["evaluation: \(notation.time(number(1...40) * 120_000))"]
            + perhaps(3, "evaluationEpochs") { "\($0.number(1...2))" }
            + perhaps(3, "evaluationFirstEpoch") { "\($0.number(1...2))" }
    }

    /// When checkpoints are written.
    private mutating func rhythm() -> [String] {
        guard chance(2) else { return perhaps(2, "checkpointSteps") { "\($0.number(1...6))" } }
        return ["checkpointEpochs: \(number(1...2))"] + perhaps(3, "checkpointFirstEpoch") { "\($0.number(1...2))" }
    }
}
