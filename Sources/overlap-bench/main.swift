import PipelineSimulation
let n = Int(CommandLine.arguments.dropFirst().first ?? "") ?? 1_000_000
let scenario = try pipelineWorkload(items: n)
let clock = ContinuousClock()
for i in 0..<1 {
    let start = clock.now
    guard case .completed(let r) = try simulate(scenario, replication: UInt32(i)) else { fatalError() }
    let t = clock.now - start
    let s = Double(t.components.attoseconds) / 1e18 + Double(t.components.seconds)
    print(r.samplesPerSecond, r.events, s / Double(n) * 1e9, "ns/item", r.window, r.stepP99Seconds)
}
