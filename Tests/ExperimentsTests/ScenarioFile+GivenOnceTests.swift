import Experiments
import ScenarioFiles
import Testing

struct GivenOnceTests {
    private static func check(
        _ arguments: [String] = [], settings: [String] = [], guesses: [String] = []
    ) throws {
        let text = """
            {overlap: 1, pipeline: [source: 8, map: {name: decode}, batch: 4, prefetch: 2], train: {step: 1 ms}}
            """
        let file = try ScenarioFile(text: text, name: "s.yaml", directory: ".")
        let set = try settings.map { try Override(argument: $0) }
        try file.checkGivenOnce(
            varied: try SweepGrid(arguments: arguments).paths, set: set,
            guessed: try guesses.map { try Guess(argument: $0) }, variants: ["base"], overrides: set)
    }

    @Test(
        arguments: [
            (["prefetch=1,2", "prefetch.buffer=4,8"], [], "`prefetch.buffer` twice"),
            (["cpu.cores=16", "platform.cpu.cores=4,8"], [], "`cpu.cores` twice"),
            (["map.parallelism,decode.parallelism=1,2"], [], "`decode.parallelism` twice"),
            (["decode.cost.lognormal.cv=0.1,0.2", "decode.cost=1 ms,2 ms"], [], "`decode.cost` twice"),
            (["decode.cost=1 ms,2 ms"], ["decode.cost=5 ms"], "`decode.cost`"),
            (["prefetch=1,2"], ["prefetch.buffer=4"], "`prefetch.buffer`"),
        ] as [([String], [String], String)])
    func `a parameter gets its values from one place, however it is spelled`(
        arguments: [String], settings: [String], path: String
    ) throws {
        let error = #expect(throws: SweepGridError.self) { try Self.check(arguments, settings: settings) }
        #expect(error?.description.contains(path) == true, "\(error?.description ?? "")")
    }

    @Test(
        arguments: [
            (["decode.cost=1 ms,2 ms", "decode.cost.lognormal.cv=0.1"], []),
            (["decode.parallelism=1,2"], ["decode={cost: 1 ms, parallelism: 4}"]),
            (["prefetch=1,2"], ["decode.cost=1 ms"]),
        ] as [([String], [String])])
    func `what goes further into a parameter, or is about several, may come first`(
        arguments: [String], settings: [String]
    ) throws {
        try Self.check(arguments, settings: settings)
    }

    @Test(
        arguments: [
            ([], ["decode.cost=±20%", "map.cost=±30%"], "`--uncertain` changes `decode.cost` twice"),
            ([], ["prefetch=1..4", "prefetch.buffer=±50%"], "`--uncertain` changes `prefetch.buffer` twice"),
            ([], ["decode.cost.cv=0..1", "decode.cost.cv=0..2"], "`--uncertain` changes `decode.cost.cv` twice"),
            (
                ["prefetch=1,2"], ["prefetch.buffer=±50%"],
                "`--vary` gives `prefetch.buffer` its values, so that `--uncertain` has no effect on it: "
                    + "leave one of them out"
            ),
            (
                ["decode.cost=1 ms,2 ms"], ["decode.cost.cv=0..1"],
                "`--vary` gives `decode.cost.cv` its values, so that `--uncertain` has no effect on it: "
                    + "leave one of them out"
            ),
        ] as [([String], [String], String)])
    func `a guess is of what nothing else gives a value`(
        arguments: [String], guesses: [String], message: String
    ) throws {
        let error = #expect(throws: SweepGridError.self) { try Self.check(arguments, guesses: guesses) }
        #expect(error?.description == message)
    }

    @Test func `a guess may scale what is set, and the variability of what is guessed`() throws {
        try Self.check(
            ["decode.parallelism=1,2"], settings: ["decode.cost=5 ms"],
            guesses: ["decode.cost=±20%", "decode.cost.cv=0..1"])
    }
}
