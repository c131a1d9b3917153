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
}
