import Testing

@testable import ScenarioFiles

@Suite struct GuessTests {
    @Test(arguments: [
        ("decode.cost=±20%", "decode.cost", ["−20 %", "as written", "+20 %"]),
        ("decode.cost=+-20 %", "decode.cost", ["−20 %", "as written", "+20 %"]),
        ("decode.cost = +/-0.5%", "decode.cost", ["−0.5 %", "as written", "+0.5 %"]),
        ("disk.latency=50 us..150 us", "disk.latency", ["50 us", "100 us", "150 us"]),
        ("disk.latency=50..150us", "disk.latency", ["50 us", "100 us", "150 us"]),
        ("decode.cost.cv=0..1", "decode.cost.cv", ["0", "0.5", "1"]),
        ("run.confidence=50%..90%", "run.confidence", ["50 %", "70 %", "90 %"]),
    ])
    func `reads shares and ranges`(_ argument: String, _ path: String, _ texts: [String]) throws {
        let guess = try Guess(argument: argument)
        #expect(guess.path == path)
        #expect([0, 0.5, 1].map(guess.text(at:)) == texts)
    }

    @Test(arguments: [
        ("decode.cost", "is not a path and a value"), ("decode.cost=", "`` is not a range"),
        ("decode.cost=9 ms", "`9 ms` is not a range"), ("decode.cost=±9 ms", "`9 ms` is a time"),
        ("decode.cost=±0%", "`±0%` is not a range"), ("decode.cost=±100%", "`±100%` is not a range"),
        ("decode.cost=±150%", "`150%` is too large"), ("decode.cost=9 ms..1 ms", "the end of the range is not above"),
        ("decode.cost=1 ms..1 ms", "the end of the range is not above"),
        ("decode.cost=1 ms..2 s", "the ends of a range need the same unit"),
        ("decode.cost=a..b", "is not a range of numbers"), ("decode.cost=..", "is not a range of numbers"),
        ("decode.cost=1e999..2", "is not a range of numbers"),
    ])
    func `explains what it does not read`(_ argument: String, _ message: String) {
        let error = #expect(throws: ScenarioFileError.self) { try Guess(argument: argument) }
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    }
}
