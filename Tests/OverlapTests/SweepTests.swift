import Foundation
import Testing

@testable import overlap

@Suite struct SweepTests {
    private static let small = ["sweep", "small.yaml", "--variants", "all", "--vary", "prefetch.buffer=0..4:log2"]

    @Test func `writes the same bytes whatever the number of threads`() throws {
        let alone = try CommandRun(Self.small + ["--threads", "1"])
        let together = try CommandRun(Self.small + ["--threads", "7"])
        #expect(alone.code == 0)
        #expect(alone.output == together.output)
    }

    @Test func `draws the same numbers at all points`() throws {
        // Changing what does nothing must change nothing.
        let run = try CommandRun(["sweep", "small.yaml", "--variants", "all", "--vary", "platform.cpu.cores=8,16"])
        let rows = run.output.split(separator: "\n").filter { $0.contains("samplesPerSecond") }
        let values = rows.map { $0.split(separator: ",", omittingEmptySubsequences: false)[5] }
        #expect(values.count == 2 && values[0] == values[1])
    }

    /// A sweep that takes far longer than a test waits.
    private static let long = [
        "sweep", "small.yaml", "--variants", "all", "--vary", "prefetch.buffer=1..5000", "--threads", "2", "--set",
        "source.elements=400", "--quiet",
    ]

    @Test(arguments: [SIGINT, SIGTERM])
    func `ends in good order when interrupted`(signal: Int32) throws {
        let directory = try TemporaryDirectory()
        let (process, errors) = try Self.interrupt(signal, output: directory.path("curve.csv"))
        #expect(process.terminationReason == .exit)
        #expect(process.terminationStatus == 128 + signal)
        let points = try Self.checkPoints(try directory.text("curve.csv.partial"))
        let place = "to `\(directory.path("curve.csv.partial"))`"
        #expect(errors.contains("interrupted: \(points) of 5000 points are written \(place)"), "\(errors)")
        #expect(!FileManager.default.fileExists(atPath: directory.path("curve.csv")))
    }

    @Test func `leaves whole points when killed`() throws {
        let directory = try TemporaryDirectory()
        let (process, _) = try Self.interrupt(SIGKILL, output: directory.path("curve.csv"))
        #expect(process.terminationReason == .uncaughtSignal)
        #expect(try Self.checkPoints(try directory.text("curve.csv.partial")) >= 3)
        #expect(!FileManager.default.fileExists(atPath: directory.path("curve.csv")))
    }

    /// A pipeline in which nothing takes time but the step.
    private static let idle = "{overlap: 1, pipeline: [source: 8, batch: 4], train: 1 ms, run: {replications: 1}}"

    @Test func `leaves the old curve when a point fails, and what was computed beside it`() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path("curve.csv")
        try "old".write(toFile: path, atomically: false, encoding: .utf8)
        func sweep(_ steps: String) throws -> CommandRun {
            // One thread, so that the first point is there before the second fails.
            let arguments = ["sweep", "-", "--vary", "train.step=\(steps)", "--threads", "1", "-q", "-o", path]
            return try CommandRun(arguments + ["--resume"], input: Self.idle)
        }
        let first = try sweep("0 ms,1 ms")
        #expect(first.code == 65 && first.errors.contains("0 of 2 points are written\n"), "\(first.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.url.path) == ["curve.csv"])

        let second = try sweep("1 ms,0 ms")
        #expect(second.code == 65 && second.errors.contains("1 of 2 points are written to `\(path).partial`"))
        #expect(try directory.text("curve.csv") == "old")
        let computed = try directory.text("curve.csv.partial")
        #expect(computed.hasPrefix("run_id,variant,") && computed.contains("\n1,base,1,"))

        // A sweep that computes nothing takes nothing away.
        #expect(try sweep("0 ms,1 ms").code == 65)
        #expect(try directory.text("curve.csv.partial") == computed)

        #expect(try sweep("1 ms,2 ms").code == 0)
        #expect(try directory.text("curve.csv").contains("\n2,base,2,"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.url.path) == ["curve.csv"])
    }

    @Test func `takes the place of a file that has no place beside it with the first point, and no sooner`() throws {
        let old = String(repeating: "old\n", count: 2000)
        guard let file = try FixedFile(old) else { return }
        func sweep(_ steps: String) throws -> CommandRun {
            let arguments = ["sweep", "-", "--vary", "train.step=\(steps)", "--threads", "1", "-q", "-o", file.path]
            return try CommandRun(arguments, input: Self.idle)
        }
        #expect(try sweep("0 ms,1 ms").errors.hasSuffix("\n0 of 2 points are written\n"))
        #expect(try file.text() == old)
        #expect(try sweep("1 ms,0 ms").errors.hasSuffix("\n1 of 2 points are written to `\(file.path)`\n"))
        let points = ["sweep", "-", "-q", "--vary"]
        #expect(try file.text() == CommandRun(points + ["train.step=1 ms"], input: Self.idle).output)
        #expect(try sweep("2 ms,3 ms").code == 0)
        #expect(try file.text() == CommandRun(points + ["train.step=2 ms,3 ms"], input: Self.idle).output)
    }

    /// What a file may hold is bounded as on a full disk, in blocks of 512 bytes.
    @Test(arguments: [0, 1, 2])
    func `leaves whole points when nothing more can be written, and says how many`(blocks: Int) throws {
        let directory = try TemporaryDirectory()
        let path = directory.path("curve.csv")
        try Self.idle.write(toFile: directory.path("s.yaml"), atomically: false, encoding: .utf8)
        let sweep = "sweep '\(directory.path("s.yaml"))' --metrics samplesPerSecond --threads 1 -q --vary"
        func steps(_ count: Int) -> String { (1...count).map { "\($0) ms" }.joined(separator: ",") }
        let run = try CommandRun(
            shell: "ulimit -f \(blocks); $OVERLAP \(sweep) 'train.step=\(steps(30))' -o '\(path)'")
        #expect(run.code == 74)
        let left = try? directory.text("curve.csv.partial")
        #expect((left == nil) == (blocks == 0))
        let points = max(0, (left ?? "").split(separator: "\n").count - 1)
        let place = points == 0 ? "" : " to `\(path).partial`"
        let warning = "warning: cannot write `\(path).journal`: File too large: points are not stored for `--resume`\n"
        #expect(
            run.errors == warning + "error: writing to `\(path).partial` failed: File too large\n"
                + "\(points) of 30 points are written\(place)\n")
        guard let left else { return }
        #expect(points > 0 && left.utf8.count <= 512 * blocks)
        #expect(left == (try CommandRun(shell: "$OVERLAP \(sweep) 'train.step=\(steps(points))'")).output)
    }

    @Test func `is refused where another sweep writes, which is not disturbed`() throws {
        let directory = try TemporaryDirectory()
        let arguments = ["sweep", "-", "--vary", "train.step=1 ms", "-q", "-o", directory.path("c")]
        do {
            var other = try OutputFile(path: directory.path("c"), keepingPartial: true)
            try other.write("first")
            let run = try CommandRun(arguments, input: Self.idle)
            #expect(run.code == 74 && run.errors.hasPrefix("error: another sweep is writing to `"), "\(run.errors)")
            #expect(run.errors.contains("c.partial`"))
            try other.write(", second")
            try other.finish()
        }
        #expect(try directory.text("c") == "first, second")
        #expect(try CommandRun(arguments, input: Self.idle).code == 0)
        #expect(try directory.text("c").hasPrefix("run_id,"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.url.path) == ["c"])
    }

    @Test(arguments: ["FIFO", "directory"])
    func `waits for nobody where its points would be kept`(kind: String) throws {
        let directory = try TemporaryDirectory()
        let partial = directory.path("c.partial")
        #expect((kind == "FIFO" ? mkfifo(partial, 0o600) : mkdir(partial, 0o700)) == 0)
        let arguments = ["sweep", "-", "--vary", "train.step=1 ms", "-q", "-o", directory.path("c")]
        let run = try CommandRun(arguments, input: Self.idle)
        #expect(run.code == 74 && run.output.isEmpty)
        #expect(run.errors.hasPrefix("error: cannot write `\(partial)`: "), "\(run.errors)")
        #expect(run.errors.contains("not a regular file"))
    }

    @Test func `takes dictionaries, each a value`() throws {
        let costs = "decode.cost={lognormal: {mean: 5 ms, cv: 0.3}},{lognormal: {mean: 9 ms, cv: 0.3}}"
        let run = try CommandRun(
            ["sweep", "small.yaml", "--variants", "all", "--vary", costs, "--metrics", "samplesPerSecond", "-q"])
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.output.contains("\n2,all,\"{lognormal: {mean: 9 ms, cv: 0.3}}\",samplesPerSecond,"))
    }

    @Test func `takes lists of figures and variants in parts`() throws {
        let run = try CommandRun(
            Array(Self.small.prefix(2)) + [
                "--variants", "all", "--variants", "naive", "--vary", "prefetch=1", "--metrics", "epochSeconds",
                "--metrics", "samplesPerSecond", "-q",
            ])
        let rows = run.output.split(separator: "\n").dropFirst().map {
            $0.split(separator: ",")[1] + " " + $0.split(separator: ",")[3]
        }
        #expect(rows == ["all epochSeconds", "all samplesPerSecond", "naive epochSeconds", "naive samplesPerSecond"])
    }

    @Test func `finds a variant whose name has commas`() throws {
        let scenario = Self.idle.dropLast() + ", variants: {\"a, b\": {}, c: {batch: 2}}}"
        let run = try CommandRun(["simulate", "-", "--variants", "a, b", "--csv", "-q"], input: String(scenario))
        #expect(run.code == 0 && run.output.contains("\n1,\"a, b\",") && !run.output.contains(",c,"), "\(run.errors)")
    }

    /// Starts a long sweep and sends a signal after three points, holding its thread all the while.
    private static func interrupt(_ signal: Int32, output: String) throws -> (Process, String) {
        let process = CommandRun.process(CommandRun.command.path, long + ["-o", output])
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        while process.isRunning {
            let text = (try? String(contentsOfFile: output + ".partial", encoding: .utf8)) ?? ""
            if text.contains("\n4,all,") { break }
            usleep(20_000)
        }
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        return (process, String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self))
    }

    /// Checks that a curve consists of whole points, those that a sweep that ends by itself writes; their number.
    private static func checkPoints(_ curve: String) throws -> Int {
        #expect(curve.hasSuffix("\n"))
        let rows = curve.split(separator: "\n").dropFirst()
        let points = try #require(rows.last.flatMap { Int($0.prefix { $0 != "," }) })
        let complete = try CommandRun(
            long.map { $0 == "prefetch.buffer=1..5000" ? "prefetch.buffer=1..\(points)" : $0 })
        #expect(curve == complete.output)
        return points
    }

    private static let hasGnuplot = ["/usr/bin/gnuplot", "/usr/local/bin/gnuplot"]
        .contains { FileManager.default.isExecutableFile(atPath: $0) }

    @Test(.enabled(if: hasGnuplot), arguments: ["svg", "png"])
    func `draws a picture`(ending: String) throws {
        let directory = try TemporaryDirectory()
        let run = try CommandRun(
            Self.small + ["-o", directory.path("c.csv"), "--plot", directory.path("it's.\(ending)")])
        #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
        let picture = try Data(contentsOf: URL(fileURLWithPath: directory.path("it's.\(ending)")))
        if ending == "png" {
            #expect(picture.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        } else {
            let text = String(decoding: picture, as: UTF8.self)
            #expect(text.contains("prefetch.buffer") && text.contains("throughput (samples/s)"))
            #expect(text.hasSuffix("</svg>\n") || text.hasSuffix("</svg>\n\n"))
        }
    }

    @Test(.enabled(if: hasGnuplot)) func `draws a picture in a directory whose name is not UTF-8`() throws {
        let directory = try TemporaryDirectory()
        let run = try CommandRun(
            shell: """
                here="\(directory.url.path)/$(printf '\\377')"; mkdir "$here" && cp small.yaml "$here" && cd "$here" &&
                $OVERLAP sweep small.yaml --variants all --vary prefetch=1,2 -q -o c.csv --plot c.svg && cat c.svg
                """)
        #expect(run.code == 0 && run.output.contains("throughput (samples/s)"), "\(run.errors)")
    }

    @Test func `keeps the figures when there is no gnuplot`() throws {
        let directory = try TemporaryDirectory()
        let run = try CommandRun(
            Self.small + ["-o", directory.path("c.csv"), "--plot", directory.path("c.svg")],
            environment: ["PATH": "/nonexistent"])
        #expect(run.code == 74)
        #expect(run.errors.hasPrefix("warning: no picture is drawn, because gnuplot is not installed: "))
        #expect(run.errors.hasSuffix("; the figures are written anyway\n") && run.errors.count { $0 == "\n" } == 1)
        #expect(try directory.text("c.csv") == (try CommandRun(Self.small)).output)
    }
}
