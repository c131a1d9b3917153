import Foundation
import Testing

@Suite struct ExitCodeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var code: Int32
        var arguments: [String]
        /// What the message must contain.
        var message: String
        var testDescription: String { arguments.joined(separator: " ") }
    }

    private static let timeline = ["timeline", "small.yaml"]
    private static let sweep = ["sweep", "small.yaml", "--vary", "prefetch.buffer=1"]

    @Test(arguments: [
        Case(code: 64, arguments: ["simulate", "--nonsense"], message: "nonsense"),
        Case(code: 64, arguments: ["simulate", "small.yaml", "--json", "--csv"], message: "cannot be combined"),
        Case(code: 64, arguments: ["simulate", "small.yaml", "--threads", "0"], message: "1 to 1024"),
        Case(code: 64, arguments: ["simulate", "small.yaml", "--variants", "naiv"], message: "did you mean `naive`?"),
        Case(code: 64, arguments: ["simulate", "small.yaml", "--variants", ","], message: "names no variant"),
        Case(code: 64, arguments: ["simulate", "small.yaml", "--set", "prefetch.bufer=3"], message: "`buffer`"),
        Case(code: 64, arguments: ["simulate", "small.yaml", "--set", "prefetch"], message: "path=value"),
        Case(code: 64, arguments: ["simulate", "small.yaml", "--precision", "0"], message: "run.precision=0"),
        Case(code: 64, arguments: ["simulate", "small.yaml", "--confidence", "101%"], message: "too large"),
        Case(code: 64, arguments: ["simulate", "small.yaml", "--replications", "some"], message: "auto"),
        Case(code: 64, arguments: ["simulate", "small.yaml", "--seed", "x"], message: "run.seed=x"),
        Case(code: 64, arguments: ["compare"], message: "file[:variant]"),
        Case(code: 64, arguments: ["compare", "small.yaml:all"], message: "only one scenario is given"),
        Case(code: 64, arguments: ["compare", "small.yaml:al", "small.yaml:naive"], message: "did you mean `all`?"),
        Case(code: 64, arguments: ["compare", "small.yaml:all", "small.yaml:all"], message: "`all` is named twice"),
        Case(
            code: 64, arguments: ["compare", "small.yaml", "--against", "prefetch=2"], message: "name one of naive, "),
        Case(code: 64, arguments: ["compare", "small.yaml:all", "--against", "prefetch"], message: "path=value"),
        Case(code: 64, arguments: ["compare", "small.yaml:all", "--against", ","], message: "names no change"),
        Case(
            code: 64, arguments: ["compare", "small.yaml:all", "--against", "prefetch.bufer=2"],
            message: "`buffer`"),
        Case(
            code: 64, arguments: ["compare", "small.yaml:all", "--variants", "naive"], message: "leave it out"),
        Case(
            code: 64, arguments: ["compare", "small.yaml:all"] + (1...12).flatMap { ["--against", "prefetch=\($0)"] },
            message: "at most 12"),
        Case(
            code: 64, arguments: ["compare", "small.yaml", "--objective", "speed"], message: "known: steady, run, AU"),
        Case(code: 64, arguments: ["compare", "small.yaml", "--indifference", "2"], message: "--indifference"),
        Case(code: 64, arguments: ["compare", "small.yaml", "--indifference", "60%"], message: "`60%` is too large"),
        Case(code: 64, arguments: ["compare", "-", "-"], message: "both read standard input"),
        Case(code: 64, arguments: ["compare", "measured.csv"], message: "with one scenario"),
        Case(
            code: 64, arguments: ["compare", "small.yaml", "measured.csv", "--against", "prefetch=1"],
            message: "use `--set`"),
        Case(
            code: 74, arguments: ["compare", "small.yaml", "none.csv"],
            message: "none.csv: error: there is no such file"),
        Case(code: 74, arguments: ["compare", "small.yaml", "none.yaml"], message: "none.yaml"),
        Case(code: 65, arguments: ["compare", "small.yaml", "mismeasured.csv"], message: "mismeasured.csv:3:7"),
        Case(code: 64, arguments: ["sweep", "small.yaml"], message: "--vary"),
        Case(code: 64, arguments: ["sweep", "small.yaml", "--vary", "prefetch.buffer=a..b"], message: "a..b"),
        Case(code: 64, arguments: sweep + ["--vary", "prefetch.buffer=2"], message: "changes `prefetch.buffer` twice"),
        Case(
            code: 64, arguments: sweep + ["--vary", "run.seed=1..9999", "--vary", "train.epochs=1..9999"],
            message: "too many"),
        Case(
            code: 64,
            arguments: ["sweep", "small.yaml"] + (1...8).flatMap { ["--vary", "x\($0)=1..10000"] },
            message: "too many points, more than 10^15"),
        Case(
            code: 64,
            // 2⁶⁴ points are none where they are counted in 64 bits.
            arguments: ["sweep", "small.yaml"] + (1...8).flatMap { ["--vary", "x\($0)=1..256"] },
            message: "too many points, more than 10^15"),
        Case(code: 64, arguments: sweep + ["--variants", ","], message: "names no variant"),
        Case(code: 64, arguments: sweep + ["--variants", "all,all"], message: "names `all` twice"),
        Case(
            code: 64, arguments: ["simulate", "small.yaml", "--variants", "all", "--variants", "all"], message: "twice"),
        Case(code: 64, arguments: sweep + ["--metrics", "epochSeconds,epochSeconds"], message: "`epochSeconds` twice"),
        Case(
            code: 64, arguments: sweep + ["--metrics", "epochSeconds", "--metrics", "epochSeconds"],
            message: "`epochSeconds` twice"),
        Case(code: 64, arguments: ["simulate", "small.yaml", "--overlay", ""], message: "`--overlay` is empty"),
        Case(code: 74, arguments: ["simulate", "small.yaml", "--overlay", "none.yaml"], message: "no such file"),
        Case(code: 74, arguments: ["simulate", "small.yaml", "--overlay", "/dev/null"], message: "a device"),
        Case(code: 74, arguments: ["simulate", "/dev/zero"], message: "this is a device, not a file"),
        Case(code: 74, arguments: ["import", "trace", "/dev/zero"], message: "this is a device, not a file"),
        Case(code: 64, arguments: sweep + ["--plot", "curve.pdf"], message: ".svg or .png"),
        Case(code: 64, arguments: sweep + ["--metrics", "speed"], message: "samplesPerSecond"),
        Case(
            code: 64, arguments: ["explain", "small.yaml", "--objective", "stedy"], message: "did you mean `steady`?"),
        Case(
            code: 64, arguments: ["explain", "small.yaml", "--objective", "diskUtilisation"], message: "unknown figure"),
        Case(code: 64, arguments: ["explain", "small.yaml", "--indifference", "200%"], message: "--indifference 200%"),
        Case(code: 64, arguments: ["explain", "small.yaml", "--max-replications", "0"], message: "maxReplications=0"),
        Case(code: 64, arguments: ["explain", "small.yaml", "--csv", "--explain"], message: "not for files"),
        Case(code: 74, arguments: ["explain", "none.yaml"], message: "no such file"),
        Case(
            code: 64, arguments: ["explain", "small.yaml", "--variants", "all,none"],
            message: "unknown variant `none`"),
        Case(
            code: 64,
            arguments: [
                "max", "small.yaml", "--variants", "all,none", "--vary", "prefetch.buffer=1,2", "--while", "AU>=1%",
            ], message: "unknown variant `none`"),
        Case(code: 64, arguments: timeline + ["--width", "39"], message: "40 to 1000"),
        Case(code: 64, arguments: timeline + ["--from", "3"], message: "--from"),
        Case(code: 64, arguments: timeline + ["--from", "2 s", "--to", "1 s"], message: "not after"),
        Case(code: 64, arguments: timeline + ["--from", "1 h"], message: "the run is over at 929 ms"),
        Case(code: 64, arguments: timeline + ["--variant", "al"], message: "did you mean `all`?"),
        Case(
            code: 64, arguments: timeline + ["--set", "source.elements=400000", "--to", "1 h"],
            message: "more than 400000 spans"),
        Case(code: 65, arguments: ["timeline", "broken.yaml"], message: "broken.yaml:5"),
        Case(code: 64, arguments: timeline + ["--seed", "x"], message: "run.seed=x"),
        Case(code: 74, arguments: timeline + ["--svg", "/nonexistent/x.svg"], message: "/nonexistent/x.svg"),
        Case(code: 74, arguments: timeline + ["--trace", "/nonexistent/x.json"], message: "/nonexistent/x.json"),
        Case(code: 64, arguments: ["lint"], message: "'--rules'"),
        Case(code: 64, arguments: ["lint", "lint.yaml", "--rules"], message: "'--rules'"),
        Case(code: 64, arguments: ["lint", "lint.yaml", "--replications", "1"], message: "2 to 1000"),
        Case(code: 64, arguments: ["lint", "lint.yaml", "--variants", "wid"], message: "did you mean `wide`?"),
        Case(code: 64, arguments: ["lint", "lint.yaml", "--variants", ","], message: "names no variant"),
        Case(code: 64, arguments: ["lint", "lint.yaml", "--set", "prefetch.bufer=3"], message: "`buffer`"),
        Case(code: 65, arguments: ["lint", "broken.yaml"], message: "broken.yaml:5"),
        Case(code: 74, arguments: ["lint", "missing.yaml"], message: "missing.yaml"),
        Case(code: 74, arguments: ["lint", "lint.yaml", "-o", "/nonexistent/x"], message: "/nonexistent/x"),
        Case(code: 65, arguments: ["simulate", "broken.yaml"], message: "broken.yaml:5"),
        Case(code: 65, arguments: ["sweep", "broken.yaml", "--vary", "prefetch.buffer=1"], message: "broken.yaml:5"),
        Case(code: 65, arguments: ["simulate", "-"], message: "standard input"),
        Case(code: 74, arguments: ["simulate", "missing.yaml"], message: "missing.yaml"),
        Case(code: 74, arguments: ["simulate", "/tmp"], message: "this is a directory"),
        Case(code: 74, arguments: ["simulate", "small.yaml", "-o", "/nonexistent/x"], message: "/nonexistent/x"),
        Case(code: 74, arguments: sweep + ["-o", "/nonexistent/x"], message: "/nonexistent/x"),
        Case(code: 74, arguments: sweep + ["--plot", "/nonexistent/x.svg"], message: "/nonexistent/x.svg"),
    ])
    func `tells mistakes apart`(_ example: Case) throws {
        let run = try CommandRun(example.arguments)
        #expect(run.code == example.code)
        #expect(run.errors.contains(example.message), "\(run.errors)")
        #expect(run.output.isEmpty)
    }

    @Test(arguments: [
        ["simulate", "small.yaml", "-o", "/nonexistent/x"], ["simulate", "small.yaml", "-o", "/"],
        ["sweep", "small.yaml", "--vary", "run.seed=1..9", "--plot", "/nonexistent/x.png"],
    ])
    func `is 74 at once when the results could not be written`(arguments: [String]) throws {
        // The simulation would take some hours.
        let long = ["--set", "train.epochs=1000000", "--set", "run.replications=1000"]
        let run = try CommandRun(arguments + long)
        #expect(run.code == 74)
        #expect(run.errors.contains("cannot write"))
        #expect(run.output.isEmpty)
    }

    @Test func `is 2 when a sweep is not precise enough, and has all points`() throws {
        let run = try CommandRun(
            Self.sweep + ["--replications", "auto", "--precision", "0.001 %", "--set", "run.maxReplications=3"])
        #expect(run.code == 2)
        #expect(run.errors.contains("at 3 of 3 points the precision was not reached"))
        #expect(run.output.contains("\n3,all,1,"))
        #expect(run.output.contains(",false,later epochs\n") && !run.output.contains(",true,"))
    }

    @Test(arguments: [
        "simulate small.yaml -o /dev/full", "simulate small.yaml > /dev/full", "--help > /dev/full",
        "help simulate > /dev/full", "--version > /dev/full", "--generate-completion-script bash > /dev/full",
        "schema > /dev/full", "new > /dev/full", "lint --rules > /dev/full",
        "sweep small.yaml --vary prefetch=1 > /dev/full", "timeline small.yaml --svg /dev/full",
        "import trace trace.json > /dev/full",
    ])
    func `is 74 when the disk is full`(line: String) throws {
        let run = try CommandRun(shell: "$OVERLAP \(line)")
        #expect(run.code == 74)
        #expect(run.errors.contains("No space left"), "\(run.errors)")
    }

    @Test(arguments: ["--help | true", "schema | true", "lint --rules | head -n 1"])
    func `says nothing when nobody reads`(line: String) throws {
        #expect(try CommandRun(shell: "$OVERLAP \(line)").errors.isEmpty)
    }

    @Test func `says nothing when the reader goes away`() throws {
        let run = try CommandRun(
            shell: "$OVERLAP sweep small.yaml --vary prefetch.buffer=0..40 | head -n 1")
        #expect(run.output.hasPrefix("run_id,variant,prefetch.buffer,"))
        #expect(run.errors.isEmpty)
    }
}
