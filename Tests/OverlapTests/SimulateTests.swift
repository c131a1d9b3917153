import Foundation
import Testing

@Suite struct SimulateTests {
    @Test(arguments: ["--json", "--csv", "--quiet"])
    func `prints the same bytes whatever the number of threads`(format: String) throws {
        let arguments = ["simulate", "small.yaml", "--replications", "auto", "--precision", "3 %", format]
        let alone = try CommandRun(arguments + ["--threads", "1"])
        let together = try CommandRun(arguments + ["--threads", "7"])
        #expect(alone.code == 0)
        #expect(alone.output == together.output)
        #expect(alone.output != (try CommandRun(arguments + ["--seed", "2"]).output))
    }

    @Test func `reads standard input, writes a file`() throws {
        let directory = try TemporaryDirectory()
        let scenario = try String(contentsOf: CommandRun.fixtures.appendingPathComponent("small.yaml"), encoding: .utf8)
        let run = try CommandRun(["simulate", "-", "--json", "-o", directory.path("out.json")], input: scenario)
        #expect(run.code == 0 && run.output.isEmpty)
        let value = try JSONSerialization.jsonObject(with: Data(try directory.text("out.json").utf8)) as? [String: Any]
        let variants = value?["variants"] as? [[String: Any]]
        #expect(variants?.map { $0["variant"] as? String } == ["naive", "prefetch", "all"])
        let metrics = variants?.first?["metrics"] as? [String: [String: Any]]
        let throughput = metrics?["samplesPerSecond"]
        #expect(throughput?["unit"] as? String == "samples/s")
        #expect(throughput?["replications"] as? Int == 3)
    }

    @Test func `says what automatic tuning has come to`() throws {
        let automatic = ["simulate", "small.yaml", "--set", "decode.parallelism=auto"]
        let text = try CommandRun(automatic + ["--variants", "naive,prefetch"]).output
        #expect(text.contains("\nautotune (naive, prefetch): decode 4.\n"))
        #expect(try !CommandRun(["simulate", "small.yaml"]).output.contains("autotune"))
        let json = try CommandRun(automatic + ["--variants", "naive", "--json"]).output
        let value = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        let stages = (value?["variants"] as? [[String: Any]])?.first?["stages"] as? [[String: Any]]
        #expect(stages?.map { $0["tunedValue"] as? Int } == [nil, 4, nil, nil])
    }

    @Test func `says how long epochs are where the first differs`() throws {
        let run = try CommandRun(
            ["simulate", "-"],
            input: """
                overlap: 1
                pipeline: [{source: {elements: 100}}, {map: 3 ms}, {cache: off}, {batch: 10}]
                train: {step: 10 ms, epochs: 3}
                run: {replications: 2}
                variants: {plain: {}, cached: {cache: memory}}
                """)
        let lines = run.output.split(separator: "\n").filter { $0.hasPrefix("epochs, ") }
        #expect(lines == ["epochs, the first and then the others: cached 400 ms, then 100 ms."])
    }

    @Test func `says that accelerators have equal parts of the memory`() throws {
        let run = try CommandRun([
            "simulate", "two-accelerators.yaml", "--variants", "shard", "--set", "platform.memory=64 KiB",
        ])
        let text = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains("there are 32.0 KiB for each of 2 accelerators"), "\(run.output)")
    }

    @Test func `says which rewrites were applied, and to which variants`() throws {
        let text = try CommandRun(["simulate", "rewritten.yaml", "--quiet"]).output
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let fusions = "shuffle+repeat fused (shuffle, repeat)"
        #expect(
            words.contains(
                "rewritten: rewrites: \(fusions); map parallelised (decode); map+batch fused (decode, batch); "
                    + "prefetch(auto) added at the end."))
        #expect(words.contains("untuned: rewrites: \(fusions); map+batch fused (decode, batch)."))
        #expect(!words.contains("as written: rewrites"))

        let json = try CommandRun(["simulate", "rewritten.yaml", "--json"]).output
        let value = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        let variants = try #require(value?["variants"] as? [[String: Any]])
        #expect(variants.map { ($0["rewrites"] as? [String])?.count } == [nil, 4, 2])
        let stages = variants.map { ($0["stages"] as? [[String: Any]])?.map { $0["name"] as? String } }
        #expect(stages[1] == ["source", "decode", "shuffle", "injected prefetch"])
        #expect(stages[2] == ["source", "decode", "shuffle"])
    }

    @Test func `has intervals of the confidence that is asked for`() throws {
        func rows(_ confidence: String) throws -> [[Substring]] {
            try CommandRun(["simulate", "small.yaml", "--csv", "--confidence", confidence]).output
                .split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        }
        let (narrow, wide) = (try rows("80%")[1], try rows("99 %")[1])
        #expect(narrow[7] == "0.8" && wide[7] == "0.99")
        #expect(narrow[4] == wide[4])
        #expect(try #require(Double(narrow[5])) > #require(Double(wide[5])))
    }

    /// A replication that would take hours, on as many threads as there are cores.
    ///
    /// The test blocks its thread: if it gave it away, the runs that it has started would keep the cores busy until it
    /// got one back.
    @Test(arguments: [SIGINT, SIGTERM])
    func `a long replication can be interrupted`(signal: Int32) throws {
        let process = CommandRun.process(
            CommandRun.command.path,
            ["simulate", "small.yaml", "--set", "source.elements=1000000000", "--quiet"])
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        // The kernel's mask of caught signals tells that the command has taken charge of them.
        let mask: UInt64 = 1 << (UInt64(signal) - 1)
        while process.isRunning, try CommandRun.caughtSignals(of: process) & mask == 0 { usleep(20_000) }
        usleep(300_000)
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        #expect(process.terminationReason == .exit)
        #expect(process.terminationStatus == 128 + signal)
    }

    @Test func `completes the names of files in bash`() throws {
        let script = """
            source <("$OVERLAP" --generate-completion-script bash)
            for words in "overlap simulate smal" "overlap sweep smal" "overlap simulate -o smal"; do
                read -ra COMP_WORDS <<< "$words"
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_LINE=$words COMP_POINT=${#words} COMPREPLY=()
                _overlap overlap smal "${COMP_WORDS[COMP_CWORD - 1]}"
                echo "${COMPREPLY[@]}"
            done
            """
        let run = try CommandRun(shell: "bash -c '\(script)'")
        #expect(run.errors.isEmpty)
        #expect(run.output == "small.yaml\nsmall.yaml\nsmall.yaml\n")
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")))
    func `has colour on a terminal, unless NO_COLOR is set`() throws {
        let line = #"script -qec "$OVERLAP simulate small.yaml" /dev/null"#
        let terminal = ["TERM": "xterm", "COLUMNS": "120"]
        #expect(try CommandRun(shell: line, environment: terminal).output.contains("\u{1B}["))
        let without = try CommandRun(shell: line, environment: terminal.merging(["NO_COLOR": "1"]) { $1 })
        #expect(without.output.contains("naive"))
        #expect(!without.output.contains("\u{1B}["))
        #expect(!(try CommandRun(["simulate", "small.yaml"], environment: terminal)).output.contains("\u{1B}["))
    }
}
