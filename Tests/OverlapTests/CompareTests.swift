import Foundation
import Testing

@Suite struct CompareTests {
    private static func run(_ arguments: [String], input: String = "") throws -> CommandRun {
        try CommandRun(["compare"] + arguments, input: input)
    }

    private static func verdict(_ run: CommandRun) -> String {
        run.output.split(separator: "\n").first.map(String.init) ?? ""
    }

    @Test(arguments: [
        (["small.yaml:naive", "small.yaml:prefetch"], "`prefetch` is 35 % ± 3 % faster than `naive` (3 pairs)."),
        (["small.yaml:naive", "small.yaml:naive", "--against", "prefetch=2"], ""),
        (
            ["small.yaml:prefetch", "--against", "prefetch.buffer=2"],
            "`prefetch.buffer=2` and `prefetch` are identical: throughput is equal to the last digit in 3 pairs."
        ),
        (
            ["small.yaml:naive", "--against", "train.step=8.01 ms"],
            "No difference above 0.5 %: `train.step=8.01 ms` is between "
        ),
    ])
    func `says what is compared and what is found`(_ arguments: [String], _ verdict: String) throws {
        let run = try Self.run(arguments)
        #expect(run.code == (verdict.isEmpty ? 64 : 0), "\(run.errors)")
        #expect(Self.verdict(run).hasPrefix(verdict), "\(run.output)")
    }

    @Test func `values in brackets keep their commas`() throws {
        let change = "decode.cost={lognormal: {mean: 4 ms, cv: 0.3}},prefetch=2"
        let run = try Self.run(["small.yaml:naive", "--against", change, "--csv"])
        #expect(run.code == 0)
        #expect(
            run.output.contains(
                "\"decode.cost={lognormal: {mean: 4 ms, cv: 0.3}}, prefetch=2\",naive,,ratio,samplesPerSecond,1,"))
    }

    @Test func `files are named, and share the seed of the first`() throws {
        let directory = try TemporaryDirectory()
        let text = try String(contentsOf: CommandRun.fixtures.appendingPathComponent("small.yaml"), encoding: .utf8)
        let one = text.prefix { _ in true }.replacing(/variants:[\s\S]*/, with: "")
        for (name, change) in [("a:b.yaml", "seed: 1"), ("c.yaml", "seed: 7")] {
            try one.replacing("seed: 1", with: change).write(
                toFile: directory.path(name), atomically: true, encoding: .utf8)
        }
        let run = try Self.run([directory.path("a:b.yaml"), directory.path("c.yaml"), "small.yaml:all"])
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.output.contains("2 c ") && run.output.contains("identical") && run.output.contains("small:all"))
    }

    @Test func `is 2 and says so when it is not resolved`() throws {
        let arguments = ["small.yaml:naive", "--against", "decode.cost={lognormal: {mean: 4 ms, cv: 0.301}}"]
        let run = try Self.run(arguments + ["--indifference", "0", "--set", "run.replications=2"])
        #expect(run.code == 2)
        #expect(Self.verdict(run).hasPrefix("Not resolved after 2 pairs: "), "\(run.output)")
        #expect(run.output.contains("`--max-replications` allows more"))
    }

    @Test func `memory that runs out is an answer`() throws {
        let run = try Self.run(["small.yaml:all", "--against", "platform.memory=100 KiB"])
        #expect(run.code == 0 && Self.verdict(run).hasPrefix("`platform.memory=100 KiB` runs out of memory: "))
    }

    @Test func `a figure may be asked for`() throws {
        let run = try Self.run(["small.yaml:naive", "small.yaml:prefetch", "--objective", "epochSeconds"])
        #expect(
            Self.verdict(run).hasPrefix("epoch of `prefetch` is 26 % ± 2 % shorter than that of `naive`"),
            "\(run.output)")
        #expect(run.output.contains("Judged by epoch (`epochSeconds`), as asked."))
    }

    @Test func `what simulate writes is as predicted, from standard input too`() throws {
        let long = ["--replications", "200"]
        let measured = try CommandRun(["simulate", "small.yaml", "--csv", "--seed", "2"] + long).output
        let directory = try TemporaryDirectory()
        try measured.write(toFile: directory.path("m.csv"), atomically: true, encoding: .utf8)
        let run = try Self.run(["small.yaml", directory.path("m.csv"), "--set", "run.replications=200"])
        #expect(run.code == 0, "\(run.output)\(run.errors)")
        #expect(Self.verdict(run).hasPrefix("all 3 variants are as predicted within "), "\(run.output)")
        #expect(run.output.contains("another seed"))
    }
}
