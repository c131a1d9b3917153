import Foundation
import Testing

/// `overlap export tfdata` and `overlap export pytorch`.
@Suite struct ExportProgramTests {
    @Test func `an unknown variant is told with the nearest one`() throws {
        let run = try CommandRun(["export", "tfdata", "small.yaml", "--variant", "al"])
        #expect(run.code == 64 && run.output.isEmpty)
        #expect(
            run.errors.contains("unknown variant `al` in `--variant`") && run.errors.contains("did you mean `all`?"))
    }

    @Test func `what cannot be said is a mistake of the scenario`() throws {
        let run = try CommandRun(["export", "tfdata", "loader.yaml"])
        #expect(run.code == 65 && run.output.isEmpty)
        #expect(run.errors.contains("error: stage `dataLoader`: tf.data has no worker processes"))
    }

    @Test func `changes come before the program`() throws {
        let run = try CommandRun(["export", "pytorch", "loader.yaml", "--set", "dataLoader.workers=7"])
        #expect(run.code == 0 && run.output.contains("num_workers=7,"))
    }

    @Test func `a file is written, and told how to run`() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path("program.py")
        let run = try CommandRun(["export", "pytorch", "loader.yaml", "--variant", "spawned", "-o", path])
        #expect(run.code == 0 && run.output.isEmpty && run.errors == "wrote \(path); next: python3 \(path)\n")
        #expect(try directory.text("program.py").contains("multiprocessing_context=\"spawn\""))
        let quiet = try CommandRun(["export", "pytorch", "loader.yaml", "-o", path, "--force", "--quiet"])
        #expect(quiet.code == 0 && quiet.errors.isEmpty)
    }

    @Test func `a scenario comes from standard input too`() throws {
        let scenario = "{overlap: 1, pipeline: [source: 5], train: {step: 1 ms}}"
        let run = try CommandRun(["export", "tfdata", "-"], input: scenario)
        #expect(run.code == 0 && run.output.contains("SAMPLES = 5\n"))
    }

    @Test func `the scenario stays, even by force`() throws {
        let directory = try TemporaryDirectory()
        let text = "{overlap: 1, pipeline: [source: 5], train: {step: 1 ms}}"
        try text.write(toFile: directory.path("mine.yaml"), atomically: true, encoding: .utf8)
        let run = try CommandRun(["export", "tfdata", "mine.yaml", "-o", "mine.yaml", "--force"], in: directory.url)
        #expect(run.code == 64 && run.errors.contains("would overwrite `mine.yaml`"))
        #expect(try directory.text("mine.yaml") == text)
    }
}
