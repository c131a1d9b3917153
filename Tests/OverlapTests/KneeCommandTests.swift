import Foundation
import Testing

@Suite struct KneeCommandTests {
    private static let knee = ["knee", "small.yaml", "--variants", "all", "--vary"]

    @Test func `writes the same bytes whatever the number of threads`() throws {
        let arguments = Self.knee + ["decode.parallelism=1..32"]
        let alone = try CommandRun(arguments + ["--threads", "1"])
        #expect(alone.code == 0)
        #expect(try CommandRun(arguments + ["--threads", "7"]).output == alone.output)
    }

    @Test(
        arguments: [
            (["prefetch=2"], "gives one value"), (["prefetch=3..2"], "below its start"),
            (["prefetch.bufer=0..4"], "did you mean `buffer`?"),
            (["prefetch=0..4", "--within", "2"], "0.01 % to 50 %"),
            (["prefetch=0..4", "--objective", "speed"], "unknown figure `speed`"),
            (["prefetch=0..4", "--indifference", "1%"], "Unknown option '--indifference'"),
            (["prefetch=0..4", "--plot", "x.pdf"], ".svg or .png"),
            (["prefetch=0..4", "--json", "--csv"], "cannot be combined"),
        ] as [([String], String)])
    func `nonsense is answered`(arguments: [String], message: String) throws {
        let run = try CommandRun(Self.knee + arguments)
        #expect(run.code == 64 && run.output.isEmpty)
        #expect(run.errors.contains(message), "\(run.errors)")
    }

    @Test func `is 2 when nothing below the asymptote is known to be enough`() throws {
        let run = try CommandRun(Self.knee + ["decode.parallelism=1..32", "--max-replications", "1"])
        #expect(run.code == 2, "\(run.errors)")
        #expect(run.output.hasPrefix("small, all: not resolved: "), "\(run.output)")
    }

    @Test func `names the value at which a simulation fails`() throws {
        let idle = "{overlap: 1, pipeline: [source: 8, batch: 4], train: 1 ms, run: {replications: 2}}"
        let run = try CommandRun(["knee", "-", "--vary", "train.step=0 ms,1 ms"], input: idle)
        #expect(run.code == 65)
        #expect(run.errors.contains("(at train.step = 0)"), "\(run.errors)")
    }

    @Test(arguments: [[], ["--json"], ["--csv"]])
    func `a variant that fails leaves the answers of those before it`(format: [String]) throws {
        let text = """
            {overlap: 1, pipeline: [source: 8, batch: 4, prefetch: 2], train: {step: 1 ms}, run: {replications: 2},
             variants: {good: {}, idle: {train.step: 0 ms}}}
            """
        let run = try CommandRun(["knee", "-", "--vary", "prefetch.buffer=1,2"] + format, input: text)
        #expect(run.code == 65 && run.errors.contains("variant `idle`"), "\(run.errors)")
        #expect(run.output.contains("good") && !run.output.contains("idle"), "\(run.output)")
    }

    @Test func `a picture shows one variant`() throws {
        let directory = try TemporaryDirectory()
        let run = try CommandRun([
            "knee", "small.yaml", "--vary", "prefetch=0,2", "--plot", directory.path("knee.svg"),
        ])
        #expect(run.code == 64 && run.output.isEmpty)
        #expect(run.errors.contains("choose one with `--variants`, as `--variants naive`"), "\(run.errors)")
    }

    @Test func `draws what it simulated`() throws {
        let directory = try TemporaryDirectory()
        let run = try CommandRun(
            Self.knee + [
                "decode.parallelism=1,2,4,8", "--plot", directory.path("knee.svg"), "-o", directory.path("k.csv"),
                "--csv",
            ])
        #expect(run.code == 0, "\(run.errors)")
        #expect(try directory.text("knee.svg").contains("small, all: knee at 4"))
        #expect(try directory.text("k.csv").contains(",knee,"))
    }
}
