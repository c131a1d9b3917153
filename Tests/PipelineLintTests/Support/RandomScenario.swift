/// Random scenario files with everything that rules look at, each a pure function of its seed.
///
/// Not all of them decode: stages stand in any order.
struct RandomScenario {
    let text: String

    init(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        func number(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &generator) }
        func chance(_ one: Int) -> Bool { number(1...one) == 1 }
        let isInFiles = chance(3)
        let access = chance(3) ? "random" : "sequential"
        let data =
            isInFiles ? "files: \(number(2...8)), samplesPerFile: \(number(1...9))" : "elements: \(number(20...80))"
        var stages = ["source: {\(data), size: \(number(1...900)) kB, access: \(access)}"]
        if isInFiles && chance(3) { stages.append("shuffle: 4") }
        var others = SeededGenerator(seed: seed &+ 1_000_000)
        func otherNumber(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &others) }
        if isInFiles && !chance(3) {
            let interleave = "interleave: {cycle: \(number(1...3))\(Self.calls(&generator))}"
            let loader =
                "dataLoader: {workers: \(otherNumber(0...6)), dataset: files, batchSize: \(otherNumber(1...5)), cost: 1 ms}"
            stages.append(otherNumber(1...5) == 1 ? loader : interleave)
        }
        if !isInFiles && chance(6) {
            let lives = chance(2) ? ", workersLive: run" : ""
            let memory = chance(2) ? ", hostMemory: pinned" : ""
            stages.append(
                "dataLoader: {workers: \(number(0...6)), batchSize: \(number(1...5)), cost: 1 ms\(lives)\(memory)}")
        }
        for _ in 0..<number(1...5) {
            let stage = Self.stage(&generator)
            let lock = otherNumber(1...4) == 1 ? "{lock: gil, lockShare: 0.\(otherNumber(3...9)), cost:" : "{cost:"
            stages.append(stage.replacing("map: {cost:", with: "map: " + lock))
        }
        var shares = SeededGenerator(seed: seed &+ 2_000_000)
        let isShared = Int.random(in: 1...6, using: &shares) == 1
        if isShared { stages.append("shard: {}") }
        let memory = chance(3) ? ", memory: \(number(1...15)) MB" : ""
        let disk = "latency: {exponential: \(number(0...900)) us}, queueDepth: \(number(1...4))"
        let machine = "cpu: {cores: \(number(1...4))}, gpu: {count: \(chance(4) || isShared ? 2 : 1)}\(memory)"
        let training = "train: {step: \(number(1...30)) ms, epochs: \(number(1...2)), steps: \(number(5...20))}"
        let rewrites = chance(4) ? ["options: {rewrites: tensorflow}"] : []
        let limit = chance(4) ? ", \(chance(2) ? "requests" : "opens")PerSecond: \(number(1...40))" : ""
        let policies = ["lru", "pageCache", "minio"]
        let cache =
            chance(4) ? ", readCache: {capacity: \(number(1...30)) MB, policy: \(policies[number(0...2)])}" : ""
        let lines = ["overlap: 1", "platform: {disk: {\(disk)\(limit)}, \(machine)\(cache)}", "pipeline:"]
        text = (lines + stages.map { "  - \($0)" } + [training] + rewrites).joined(separator: "\n")
    }

    private static func calls(_ generator: inout SeededGenerator) -> String {
        switch Int.random(in: 0...3, using: &generator) {
        case 0: ""
        case 1: ", parallelism: auto"
        default:
            ", parallelism: \(Int.random(in: 1...6, using: &generator))"
                + (Bool.random(using: &generator) ? ", order: unordered" : "")
        }
    }

    private static func stage(_ generator: inout SeededGenerator) -> String {
        func number(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &generator) }
        switch number(0...14) {
        case 0...3:
            let function = number(0...3) == 0 ? "stateful" : "stateless"
            let cost = number(0...1) == 0 ? "\(number(0...3)) ms" : "{exponential: \(number(1...3)) ms}"
            return "map: {cost: \(cost), function: \(function)\(calls(&generator))}"
        case 4: return "shuffle: \(number(1...9))"
        case 5: return "cache: \(["memory", "file", "off"][number(0...2)])"
        case 6: return "repeat: \(number(1...3))"
        case 7: return "shard: {count: \(number(1...3)), index: 0}"
        case 8: return "take: \(number(5...40))"
        case 9: return "filter: {keep: 0.\(number(5...9)), cost: 0.1 ms}"
        case 10: return "batch: \(number(1...4))"
        case 11: return "cache"
        default: return "prefetch: \(["0", "1", "2", "8", "100", "auto"][number(0...5)])"
        }
    }
}
