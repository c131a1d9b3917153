let items = CommandLine.arguments.count > 1 ? Int(CommandLine.arguments[1]) ?? 1_000_000 : 1_000_000
let clock = ContinuousClock()

/// Runs a workload five times and prints the fastest.
func report(_ name: String, known: String, _ run: () -> WorkloadResult) {
    var best = Duration.seconds(1_000)
    var result = run()
    for _ in 0..<5 {
        let elapsed = clock.measure { result = run() }
        best = min(best, elapsed)
    }
    let nanoseconds = best / .nanoseconds(1)
    let perEvent = (nanoseconds / Double(result.modelEvents) * 100).rounded() / 100
    let perSecond = (Double(result.items) / nanoseconds * 1e9).rounded()
    print("\(name): \(perEvent) ns per model event, \(Int(perSecond)) items/s; \(result.figure), known \(known)")
}

let interarrivals = BlockDraws(.exponential(mean: 1 / 0.9), seed: 1)
let services = BlockDraws(.exponential(mean: 1), seed: 2)
let reading = BlockDraws(.logNormal(mean: 1, cv: 0.5), seed: 3)
let decoding = BlockDraws(.erlang(shape: 4, mean: 3.6), seed: 4)

report("W1", known: "9.0") {
    var arriving = interarrivals
    var serving = services
    return simulateSingleServer(customers: items, interarrivals: &arriving, services: &serving)
}
report("W1 without draws", known: "none") {
    var arriving = RecordedDraws(interarrivals)
    var serving = RecordedDraws(services)
    return simulateSingleServer(customers: items, interarrivals: &arriving, services: &serving)
}
report("W3", known: ".874") {
    var line = BlockingLine(
        workers: 4, places: 8, reading: reading, decoding: decoding, stepNanoseconds: 950_000_000)
    return line.run(items: items)
}
report("W3 without draws", known: "none") {
    var line = BlockingLine(
        workers: 4, places: 8, reading: RecordedDraws(reading), decoding: RecordedDraws(decoding),
        stepNanoseconds: 950_000_000)
    return line.run(items: items)
}
