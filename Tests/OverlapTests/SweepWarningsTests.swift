import Foundation
import Testing

/// What is said of points whose samples/s are not those of a steady part, beside a curve and beside CSV.
@Suite struct SweepWarningsTests {
    /// All samples are made before the first is taken; with one worker they are not.
    private static let scenario = """
        overlap: 1
        platform: {disk: {latency: 40 ms, queueDepth: 64}, cpu: {cores: 8}}
        pipeline: [{source: {elements: 80, size: 1 kB, access: random}}, {dataLoader: {workers: 20, batchSize: 4}}]
        train: {step: 1 us}
        run: {replications: 1}
        """

    private static func run(_ arguments: [String]) throws -> CommandRun {
        let run = try CommandRun(arguments, input: scenario)
        #expect(run.code == 0, "\(run.errors)")
        return run
    }

    @Test func `a sweep gives the reason of each point`() throws {
        let sweep = ["sweep", "-", "--vary", "dataLoader.workers=1,20,40", "-q"]
        let run = try Self.run(sweep + ["--metrics", "samplesPerSecond"])
        let windows = ResultRows(run.output).rows.map { $0["window"] }
        #expect(windows == ["too short", "whole run", "whole run"])
        #expect(
            run.errors == """
                warning: at 1 of 3 points there are too few steps to tell the warm-up from the rest
                warning: at 2 of 3 points nothing is steady: samples/s is that of the whole run

                """)
    }

    @Test(arguments: ["--csv", "--json"])
    func `CSV and JSON have the warnings of the text beside them`(format: String) throws {
        let beside = try Self.run(["simulate", "-", "-q", format]).errors
        #expect(beside.contains("warning: base: nothing is steady: "))
        let text = try Self.run(["simulate", "-", "-q"])
        #expect(text.errors.isEmpty && text.output.contains("warning: base: nothing is steady: "))
    }
}
