/// Random scenarios most of which have a recurrence, each a pure function of its seed.
///
/// Times are continuous, some are constant, and some stages take none, so that many things happen at one instant in
/// some of them and hardly any in most.
struct LineGenerator {
    private let seed: UInt64
    private var random: SeededGenerator
    /// Elements of the last batch, over all that are nested.
    private var batches = 1

    /// The scenario of a seed.
    static func scenario(seed: UInt64) -> String {
        var generator = LineGenerator(seed: seed)
        return generator.scenario()
    }

    private init(seed: UInt64) {
        self.seed = seed
        random = SeededGenerator(seed: seed)
    }

    private mutating func scenario() -> String {
        let source = source()
        var stages = [source]
        for _ in 0..<number(0...5) { stages.append(stage()) }
        if chance(20) { stages.append(refused()) }
        if chance(10) { stages.append("prefetchToDevice: \(number(1...3))") }
        let latency = chance(3) ? "0 ms" : time(500)
        let bandwidth = chance(3) ? "" : ", bandwidth: \(number(1...20)) GB/s"
        let discipline = chance(2) ? "fifo" : "sharing"
        let request = bandwidth.isEmpty || !chance(6) ? "" : ", bandwidthPerRequest: \(number(100...900)) MB/s"
        var platform = [
            "disk: {latency: \(latency)\(bandwidth)\(request)}", "cpu: {cores: 24, discipline: \(discipline)}",
        ]
        if chance(3) {
            platform.append(
                "gpu: {copyBandwidth: 7 GB/s, copyLatency: \(number(0...50)) us, launchOverhead: \(number(0...100)) us}"
            )
        }
        if chance(4) {
            platform.append("overheads: {call: 12 us, timerOvershoot: 50 us\(option("computeCall: 7 us"))}")
        }
        if chance(6) { platform.append("memory: {capacity: \(number(1...60)) MB}") }
        var training = ["step: \(time(1000 * max(1, batches / 2)))"]
        if chance(3) { training.append("runAhead: \(number(1...4))") }
        if chance(4) { training.append("epochs: \(number(2...4))") }
        return """
            # seed \(seed)
            overlap: 1
            platform: {\(platform.joined(separator: ", "))}
            pipeline:
            \(stages.map { "  - \($0)" }.joined(separator: "\n"))
            train: {\(training.joined(separator: ", "))}
            """
    }

    private mutating func source() -> String {
        let size = chance(3) ? "" : ", size: " + (chance(2) ? "\(number(1...900)) kB" : sizes())
        switch number(0...3) {
        case 0: return "source: {elements: \(number(1...400)), access: random\(size)}"
        case 1:
            let group = option("rowGroup: \(number(1...9))")
            return "source: {files: \(number(1...40)), samplesPerFile: \(number(1...9))\(size)\(group)}"
        default: return "source: {elements: \(number(1...600))\(size)}"
        }
    }

    private mutating func sizes() -> String { "{lognormal: {mean: \(number(1...400)) kB, cv: 0.7}}" }

    private mutating func stage() -> String {
        switch number(0...7) {
        case 0: return "map: {cost: \(time(900))\(option("outputBytes: 600 kB"))\(option("use: wait"))\(perByte())}"
        case 1:
            return "map: {cost: \(time(2000)), parallelism: \(number(1...6)), order: unordered\(option("use: wait"))}"
        case 2...3: return "map: {cost: \(time(2000)), parallelism: \(number(1...6))\(option("pool: own"))\(perByte())}"
        case 4: return "prefetch: \(number(0...9))"
        case 5: return "shuffle: \(number(1...50))"
        case 6 where batches < 40:
            let size = number(1...12)
            batches *= size
            return "batch: {size: \(size)\(option("remainder: drop"))\(option("cost: \(time(300))"))\(perByte())}"
        default: return "prefetch: \(number(1...4))"
        }
    }

    /// What has no recurrence: accepted by mistake, it would not be simulated as it is.
    private mutating func refused() -> String {
        let stages = [
            "map: {cost: \(time(300)), lock: gil}", "map: {cost: \(time(300)), use: wait, requests: 3}",
            "map: {cost: \(time(300)), parallelism: 3, lock: gil, lockShare: 0.5}", "skip: {count: 2, acts: once}",
            "take: 5", "filter: 0.5", "cache: memory", "repeat: 2", "shard: {count: 2, index: 1}",
        ]
        return stages[number(0...stages.count - 1)]
    }

    private mutating func option(_ text: String) -> String { chance(3) ? ", \(text)" : "" }

    private mutating func perByte() -> String { chance(6) ? ", costPerByte: \(number(1...5)) ns/B" : "" }

    private mutating func time(_ mean: Int) -> String {
        switch number(0...9) {
        case 0...4: "{exponential: \(number(1...mean)) us}"
        case 5...6: "{gamma: {shape: 3, scale: \(number(1...mean) * 300) ns}}"
        case 7: "{uniform: {min: \(number(1...mean) * 100) ns, max: \(mean) us}}"
        case 8: "\(number(1...mean)) us"
        default: "{lognormal: {mean: \(number(1...mean)) us, cv: 1.5}}"
        }
    }

    private mutating func number(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &random) }
    private mutating func chance(_ times: Int) -> Bool { number(1...times) == 1 }
}
