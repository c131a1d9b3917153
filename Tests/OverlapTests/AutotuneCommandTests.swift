import Foundation
import Testing

/// Exit codes, messages and files of `overlap autotune`.
@Suite struct AutotuneCommandTests {
    @Test(
        arguments: [
            (["small.yaml"], 65, "nothing in variant `naive` is tuned: write `parallelism: auto`"),
            (["tuned.yaml", "--variants", "bas"], 64, "did you mean `base`?"),
            (["tuned.yaml", "--csv"], 64, "prints text or --json"),
            (["tuned.yaml", "--objective", "AUU"], 64, "unknown figure `AUU`"),
            (["tuned.yaml", "--plot", "x.pdf"], 64, "must end in .svg or .png"),
            (["tuned.yaml", "--set", "memory.capacity=200KB"], 65, "runs out of memory while it is tuned"),
        ] as [([String], Int32, String)])
    func `nonsense gets a clear answer`(_ arguments: [String], _ code: Int32, _ message: String) throws {
        let run = try CommandRun(["autotune", "--quiet"] + arguments)
        #expect(run.code == code && run.output.isEmpty, "\(run.output)\(run.errors)")
        #expect(run.errors.contains(message), "\(run.errors)")
    }

    @Test func `one run decides nothing, and says so`() throws {
        let run = try CommandRun(["autotune", "tuned.yaml", "--quiet", "--set", "run.replications=1"])
        #expect(run.code == 2)
        #expect(run.output.hasPrefix("base: not resolved: ") && run.output.contains("nothing of its certainty"))
    }

    @Test func `the first variant that is tuned is taken where none is named`() throws {
        let file = CommandRun.fixtures.appendingPathComponent("../../../scenarios/expert/autotune.yaml").path
        let run = try CommandRun(["autotune", file, "--quiet", "--set", "source.elements=320"])
        #expect(run.output.hasPrefix("auto buffer: "))
    }

    @Test func `why a variant is not tuned counts more than that nothing can be drawn`() throws {
        let directory = try TemporaryDirectory()
        let text = """
            overlap: 1
            pipeline: [source: {elements: 48, size: 100 KB}, map: {cost: 2 ms, use: wait, parallelism: auto}, batch: 4]
            train: 1 ms
            run: {replications: 1}
            variants: {tuned: {}, written: {map.parallelism: 2}}
            """
        let run = try CommandRun(
            ["autotune", "-", "--variants", "tuned,written", "--plot", directory.path("t.svg")], input: text,
            environment: ["PATH": "/nonexistent"])
        #expect(run.code == 65 && run.output.hasPrefix("tuned: "), "\(run.output)\(run.errors)")
        #expect(run.errors.hasPrefix("warning: no picture is drawn"))
        #expect(run.errors.contains("\nerror: nothing in variant `written` is tuned"), "\(run.errors)")
    }
}
