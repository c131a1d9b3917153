import Foundation
import Testing

/// `--uncertain` of the commands that answer a planner's question.
@Suite struct UncertainCommandTests {
    private static let commands = [
        ["explain", "feeding.yaml"], ["compare", "feeding.yaml", "--against", "decode.parallelism=16"],
        ["knee", "feeding.yaml", "--vary", "decode.parallelism=1..16"],
        ["min", "feeding.yaml", "--vary", "cpu.cores,decode.parallelism=1..16", "--until", "AU>=95%"],
    ]

    private static let mistakes: [(String, String)] = [
        ("decod.cost=±20%", "did you mean `decode.cost`?"), ("decod.cost=1 ms..2 ms", "did you mean `decode.cost`?"),
        ("decode.cost=9 ms", "`9 ms` is not a range"),
        ("decode.cost=9 ms..3 ms", "the end of the range is not above its start"),
        ("decode.cost=1 s..2 GB", "the ends of a range need the same unit"),
        ("decode.order=±20%", "has no value to take a share of"),
        ("decode.cost=-3 ms..3 ms", "-3 ms"), ("decode.cost.cv=-1..1", "-1"),
    ]

    @Test(arguments: commands, mistakes)
    func `what is wrong with a guess is told before anything is simulated`(
        _ command: [String], _ mistake: (String, String)
    ) throws {
        let endless = ["--set", "train.epochs=1000000", "--uncertain", "disk.latency=±1%"]
        let run = try CommandRun(command + endless + ["--uncertain", mistake.0])
        #expect(run.code == 64, "\(run.output)\(run.errors)")
        #expect(run.output.isEmpty)
        #expect(run.errors.contains(mistake.1), "\(run.errors)")
    }

    @Test(arguments: commands)
    func `the answer as written and the exit code are the same with guesses`(_ command: [String]) throws {
        let plain = try CommandRun(command)
        let guessed = try CommandRun(command + ["--uncertain", "disk.latency=±1%"])
        #expect(guessed.code == plain.code && plain.code == 0, "\(guessed.errors)")
        let lines = guessed.output.split(separator: "\n")
        let answer = plain.output.components(separatedBy: "\n\n").dropLast().joined(separator: "\n\n")
        #expect(guessed.output.hasPrefix(answer), "\(guessed.output)")
        let same = "It does not hinge on what was guessed: "
        #expect(lines.count { $0.hasPrefix(same) } == 1, "\(guessed.output)")
    }

    @Test(arguments: commands + [["plan", "feeding.yaml", "--target", "AU>=95%"]])
    func `a parameter is guessed once, however it is spelled`(_ command: [String]) throws {
        let run = try CommandRun(command + ["--uncertain", "decode.cost=±20%", "--uncertain", "map.cost=±30%"])
        #expect(run.code == 64 && run.output.isEmpty, "\(run.output)")
        #expect(run.errors == "error: `--uncertain` changes `decode.cost` twice\n")
    }

    @Test(arguments: [
        ["knee", "feeding.yaml"], ["min", "feeding.yaml", "--until", "AU>=95%"],
        ["plan", "feeding.yaml", "--target", "AU>=95%"],
    ])
    func `what is varied is not guessed`(_ command: [String]) throws {
        let run = try CommandRun(
            command + ["--vary", "decode.parallelism=1..16", "--uncertain", "map.parallelism=1..4"])
        #expect(run.code == 64 && run.output.isEmpty, "\(run.output)")
        let reason = "`--vary` gives `decode.parallelism` its values, so that `--uncertain` has no effect on it"
        #expect(run.errors == "error: \(reason): leave one of them out\n")
    }

    @Test(arguments: ["cpu.cores=1..8", "map.parallelism=1..8"])
    func `what a plan chooses by itself is not guessed`(_ guess: String) throws {
        let run = try CommandRun(["plan", "feeding.yaml", "--target", "AU>=95%", "--uncertain", guess])
        #expect(run.code == 64 && run.output.isEmpty, "\(run.output)")
        #expect(
            run.errors.hasPrefix("error: the plan chooses `") && run.errors.contains("name with `--vary`"),
            "\(run.errors)")
    }

    @Test func `measured figures have no guesses`() throws {
        let run = try CommandRun(["compare", "small.yaml", "measured.csv", "--uncertain", "decode.cost=±20%"])
        #expect(run.code == 64 && run.output.isEmpty)
        #expect(run.errors.contains("`--uncertain` is for scenarios"))
    }
}
