import Foundation
import Testing

/// Signals at random moments: the command ends at once, says what it has, and leaves nothing.
@Suite struct SignalTests {
    /// More of them where the environment asks for it, as a check before a merge does.
    private static let runs = ProcessInfo.processInfo.environment["OVERLAP_SIGNAL_RUNS"].flatMap { Int($0) } ?? 10
    private static let formats = [[], ["--json"], ["--csv"]]

    @Test(arguments: 0..<runs)
    func `an execution that is stopped prints what it has measured, as partial`(run: Int) throws {
        var generator = SystemRandomNumberGenerator()
        let prepared = try PreparedExecution()
        let format = Self.formats[run % 3]
        let several = run % 2 == 0 ? ["--set", "train.epochs=2000"] : ["--runs", "300"]
        let delay = UInt32.random(in: 0...400_000, using: &generator)
        let signal = run % 4 < 2 ? SIGINT : SIGTERM
        let ended = try EndedCommand(
            prepared.arguments + several + format + ["--device", "emulated"], signal: signal, afterMicroseconds: delay)
        let account = "run \(run), \(delay) µs, \(signal): \(ended)"
        #expect(ended.code == 128 + signal, "\(account)")
        #expect(prepared.cacheFiles.isEmpty, "\(account)")
        // Before the first run there is nothing to report.
        if ended.output.isEmpty { return #expect(ended.errors == "interrupted\n", "\(account)") }
        // Before it, files of figures are given their warnings.
        let last = "interrupted: the figures so far are marked partial\n"
        #expect(format.isEmpty ? ended.errors == last : ended.errors.hasSuffix(last), "\(account)")
        #expect(try Self.isPartial(ended.output, format), "\(account)")
    }

    /// Nothing at all, or a whole text that says that it is partial.
    private static func isPartial(_ output: String, _ format: [String]) throws -> Bool {
        if output.isEmpty { return true }
        switch format {
        case ["--json"]: return try ExecuteTests.partialFlags(output).allSatisfy { $0 }
        case ["--csv"]: return output.hasSuffix("\n") && output.contains(",partial,1,1,,,")
        default: return output.contains("partial, because the run was cut short")
        }
    }

    @Test func `a search for a knee that is stopped prints what it knows`() throws {
        try expectKnown([
            "knee", "small.yaml", "--variants", "all", "--vary", "prefetch.buffer=0..5000", "--within", "0.01%",
            "--max-replications", "1000000", "--set", "source.elements=4000", "--set",
            "train.step={exponential: {mean: 8 ms}}", "--quiet",
        ]) { $0.contains("interrupted") && $0.contains("prefetch.buffer") }
    }

    @Test func `a comparison with real runs that is stopped prints the variants that it has reached`() throws {
        let directory = try TemporaryDirectory()
        try """
        overlap: 1
        pipeline: [source: 100, prefetch: 2]
        train: {step: {exponential: 1 ms}}
        run: {replications: 2}
        variants: {short: {}, endless: {train.epochs: 1000000}}
        """.write(toFile: directory.path("s.yaml"), atomically: true, encoding: .utf8)
        try """
        variant,metric,mean,ci_low,ci_high,conf,reps
        short,samplesPerSecond,10,9,11,0.95,5
        endless,samplesPerSecond,10,9,11,0.95,5

        """.write(toFile: directory.path("m.csv"), atomically: true, encoding: .utf8)
        try expectKnown(["compare", directory.path("s.yaml"), directory.path("m.csv"), "--quiet"]) {
            $0.hasPrefix("Interrupted after 1 of 2 variants: `short` ")
        }
    }

    /// At the high end of the guess a run takes for ever.
    @Test(
        arguments: [
            ["explain", "feeding.yaml"], ["compare", "feeding.yaml", "--against", "prefetch=4"],
            ["knee", "feeding.yaml", "--vary", "prefetch=1,2"],
            ["max", "feeding.yaml", "--vary", "prefetch=1..2", "--while", "AU>=1%"],
        ])
    func `an answer whose guesses are stopped is printed with what is known of them`(_ command: [String]) throws {
        try expectKnown(command + ["--uncertain", "train.epochs=1..1000000", "--quiet"]) {
            $0.contains("Guesses: interrupted after 1 of 10 places in their ranges; so far it is ")
        }
    }

    /// Stops a command that takes for ever, later and later until it knows something.
    private func expectKnown(_ arguments: [String], _ isKnown: (String) -> Bool) throws {
        for seconds in [1, 2, 4, 8, 16, 32, 64] {
            let ended = try EndedCommand(arguments, signal: SIGINT, afterMicroseconds: UInt32(seconds) * 1_000_000)
            try #require(ended.code == 128 + SIGINT, "\(ended)")
            if ended.output.isEmpty {
                #expect(ended.errors == "interrupted\n", "\(ended)")
                continue
            }
            #expect(ended.errors == "interrupted: what is known was printed\n", "\(ended)")
            return #expect(isKnown(ended.output), "\(ended)")
        }
        Issue.record("nothing was ever known")
    }

    /// Twenty million samples in each of many simulations.
    @Test func `a search for the cost of a sample that is stopped says so`() throws {
        let ended = try EndedCommand(
            ["new", "--torch", "--batch", "100000", "--workers", "256", "--step", "100 ms", "--rate", "1 it/s"],
            signal: SIGINT, afterMicroseconds: 200_000)
        #expect(ended.code == 128 + SIGINT && ended.errors == "interrupted\n" && ended.output.isEmpty, "\(ended)")
    }

    /// Nobody can clean up after that, so there must be nothing to clean up.
    @Test(arguments: 0..<runs)
    func `a run that is killed leaves no cache on the disk`(run: Int) throws {
        var generator = SystemRandomNumberGenerator()
        let prepared = try PreparedExecution()
        let delay = UInt32.random(in: 0...200_000, using: &generator)
        let ended = try EndedCommand(
            prepared.arguments + ["--set", "train.epochs=2000", "--device", "emulated"], signal: SIGKILL,
            afterMicroseconds: delay)
        #expect(ended.code == 128 + SIGKILL)
        #expect(prepared.cacheFiles.isEmpty, "run \(run), \(delay) µs")
    }

    /// The second signal comes as soon as the first is handled.
    @Test(arguments: [SIGINT, SIGTERM])
    func `nor does one that is stopped twice, or what is written as data`(signal: Int32) throws {
        let prepared = try PreparedExecution()
        let ended = try EndedCommand(
            prepared.arguments + ["--set", "train.epochs=2000", "--device", "emulated"], signal: signal,
            times: 2, afterMicroseconds: 50_000)
        #expect(ended.code == 128 + signal && prepared.cacheFiles.isEmpty, "\(ended)")
        let directory = prepared.directory.path("new")
        let written = try EndedCommand(
            ["datagen", "small.yaml", "--data", directory, "-q", "--set", "source.size=1 GB"], signal: signal, times: 2,
            afterMicroseconds: 50_000)
        #expect(written.code == 128 + signal, "\(written)")
        let left = FileManager.default.enumerator(atPath: directory)?.compactMap { $0 as? String } ?? []
        #expect(left.allSatisfy { !$0.hasSuffix(".partial") }, "\(left)")
    }

    /// An hour of each kind of waiting.
    @Test(arguments: [
        ["execute", "--set", "train.step=1 h"], ["execute", "--set", "train.step=1 h", "--set", "train.device=cpu"],
        ["execute", "--set", "map.cost=1 h"], ["execute", "--set", "map.cost=1 h", "--set", "map.use=core"],
        ["execute", "--set", "train.checkpointTime=1 h"], ["calibrate", "--set", "train.step=1 h"],
        ["validate", "--set", "map.cost=1 h"], ["timeline", "--measured", "--set", "map.cost=1 h"],
    ])
    func `every wait ends at the first signal`(command: [String]) throws {
        let prepared = try PreparedExecution()
        let output = command[0] == "execute" || command[0] == "timeline" ? [] : ["-o", prepared.directory.path("o")]
        let quiet = command[0] == "timeline" ? [] : ["-q"]
        let yes = ["execute", "validate"].contains(command[0]) ? ["--yes"] : []
        let ended = try EndedCommand(
            [
                command[0], prepared.scenario, "--data", prepared.directory.path("d"), "--cache-dir",
                prepared.directory.path("c"), "--device", "emulated",
            ] + command.dropFirst() + output + quiet + yes, signal: SIGINT, afterMicroseconds: 1_000_000)
        #expect(ended.code == 128 + SIGINT, "\(ended)")
    }

    /// Rounds are cut anywhere; each takes some seconds.
    @Test(arguments: 0..<runs / 5)
    func `a validation that is stopped has written the runs that it speaks of`(run: Int) throws {
        let prepared = try PreparedExecution()
        let output = prepared.directory.path("v")
        let delay = UInt32.random(in: 500_000...3_000_000)
        let ended = try EndedCommand(
            ["validate"] + prepared.arguments.dropFirst() + [
                "--device", "emulated", "-o", output, "--vary", "map.parallelism=1,2,3,4,5,6", "--runs", "100",
            ], signal: SIGINT, afterMicroseconds: delay)
        let account = "run \(run), \(delay) µs: \(ended)"
        #expect(ended.code == 128 + SIGINT, "\(account)")
        // While it calibrates there are no runs.
        guard let match = ended.errors.firstMatch(of: /interrupted: (\d+) of 600 runs are measured and written\n/)
        else { return #expect(ended.errors.hasSuffix("interrupted\n"), "\(account)") }
        let rows = try prepared.directory.text("v/runs.csv").split(separator: "\n").dropFirst()
        #expect(rows.count == Int(match.1), "\(account)")
    }

    /// What a device computes cannot be called off.
    @Test func `so does that for a device`() throws {
        let devices = try CommandRun(["devices"])
        guard devices.code == 0, devices.output.hasPrefix("0 ") else {
            return print("not tested, for want of a device")
        }
        let prepared = try PreparedExecution()
        for runAhead in ["0", "3"] {
            let ended = try EndedCommand(
                prepared.arguments + [
                    "--device", "0", "--set", "train.step=1 h", "--set", "train.runAhead=\(runAhead)",
                ],
                signal: SIGINT, afterMicroseconds: 2_000_000)
            #expect(ended.code == 128 + SIGINT, "\(ended)")
        }
    }

    @Test(arguments: 0..<runs)
    func `data that are being written stay whole files, and can be gone on with`(run: Int) throws {
        var generator = SystemRandomNumberGenerator()
        let directory = try TemporaryDirectory()
        let arguments = [
            "datagen", "small.yaml", "--data", directory.path("d"), "-q", "--set", "source.elements=300", "--set",
            "source.size=300 KB",
        ]
        let delay = UInt32.random(in: 0...400_000, using: &generator)
        let signal = run % 2 == 0 ? SIGINT : SIGTERM
        let ended = try EndedCommand(arguments, signal: signal, afterMicroseconds: delay)
        let account = "run \(run), \(delay) µs, \(signal): \(ended)"
        #expect([0, 128 + signal].contains(ended.code), "\(account)")
        let left = FileManager.default.enumerator(atPath: directory.path("d"))?.compactMap { $0 as? String } ?? []
        #expect(left.allSatisfy { !$0.hasSuffix(".partial") }, "\(account)")
        for file in left where file.hasSuffix(".bin") {
            let attributes = try FileManager.default.attributesOfItem(atPath: directory.path("d/" + file))
            #expect(attributes[.size] as? Int == 300_000, "\(account)")
        }
    }

    @Test(arguments: 0..<3)
    func `a comparison that is stopped prints what is known`(run: Int) throws {
        let change = "decode.cost={lognormal: {mean: 4 ms, cv: 0.301}}"
        let ended = try EndedCommand(
            [
                "compare", "small.yaml:naive", "--against", change, "--indifference", "0", "--max-replications",
                "1000000",
                "--set", "train.epochs=20",
            ], signal: SIGINT, afterMicroseconds: UInt32(run) * 700_000)
        // Before the first look nothing is known.
        let last = ended.output.isEmpty ? "interrupted\n" : "interrupted: what is known was printed\n"
        #expect(ended.code == 128 + SIGINT && ended.errors.hasSuffix(last), "\(ended)")
        #expect(ended.output.isEmpty || ended.output.hasPrefix("Interrupted after "), "\(ended)")
    }
}
