import PipelineSimulation
let n = Int(CommandLine.arguments.dropFirst().first ?? "") ?? 1_000_000
let clock = ContinuousClock()
if CommandLine.arguments.contains("coverage") {
    var c = Coverage()
    for (b, s) in [(1, 2000), (4, 5000), (16, 5000)] {
        c.buffer = b; c.steps = s
        print(b, s, try await c.fixed(replications: 10))
        print(b, s, try await c.automatic(precision: 0.005))
    }
} else {
let scenario = try pipelineWorkload(items: n)
for i in 0..<3 {
    let start = clock.now
    guard case .completed(let r) = try simulate(scenario, replication: UInt32(i)) else { preconditionFailure() }
    let t = clock.now - start
    let s = Double(t.components.attoseconds) / 1e18 + Double(t.components.seconds)
    print(r.samplesPerSecond, r.events, s / Double(n) * 1e9, "ns/item", r.window, r.stepP99Seconds)
}
}
