import Experiments
import ScenarioFiles
import Testing

@testable import Reports

struct LimitTextTests {
    /// What is said of a limit of a pipeline that reads and trains in constant times, its sentences on one line each.
    private func text(
        _ goal: EdgeGoal, _ vary: String, _ conditions: [String], guesses: [String] = [],
        bandwidth: String = "100 MB/s",
        files: Int = 300, replications: Int = 2, showsFormulas: Bool = false
    ) async throws -> String {
        let file = try ScenarioFile(
            text: """
                overlap: 1
                platform: {disk: {bandwidth: \(bandwidth), queueDepth: 1024}, memory: 200 MB}
                pipeline:
                  - source: {files: \(files), size: 1 MB}
                  - shard: {}
                  - interleave: {cycle: 2, parallelism: 2}
                  - prefetch: 2
                train: {step: 30 ms}
                run: {replications: \(replications)}
                """, name: "test", directory: ".")
        let read = try guesses.map { try Guess(argument: $0) }
        let conditions = try conditions.map { try Condition(argument: $0, option: "--while") }
        let vary = try Vary(argument: vary)
        func question(_ places: [(guess: Guess, place: Double)]) throws(LimitError) -> LimitQuestion {
            let overrides: [Override]
            do throws(ScenarioFileError) {
                overrides = try file.overrides(assuming: places, variant: "base")
            } catch {
                throw .notAccepted(error)
            }
            return try LimitQuestion(
                goal, of: vary, conditions: conditions, in: file, variant: "base", overrides: overrides)
        }
        var limit = Limit(try question([]))
        try await limit.find(threads: 1)
        guard !read.isEmpty else { return unwrapped(LimitText(limit, showsFormulas: showsFormulas)) }
        var uncertain = Uncertain(read, asWritten: limit)
        try await uncertain.find(threads: 1) { places throws(LimitError) in try question(places) }
        return unwrapped(LimitText(limit, uncertain: uncertain, showsFormulas: showsFormulas))
    }

    private func unwrapped(_ text: LimitText) -> String { text.text(TextStyle()).replacing("\n  ", with: " ") }

    @Test func `the answer comes first, then the table, then what it rests on`() async throws {
        let lines = try await text(.last, "gpu.count=1..64", ["AU>=90%"]).split(separator: "\n")
        #expect(lines[0].hasPrefix("base: gpu.count = 3 is the largest with AU ≥ 90 %: AU "))
        #expect(lines[1].hasPrefix("At 4: the disk is in use almost all the time"))
        #expect(lines.count { $0.contains("met ←") } == 1)
        #expect(lines.contains { $0.hasPrefix("All verdicts together hold with 95 %") })
        #expect(lines.last == "Data grow with the accelerators: each keeps its share (`--fixed-data`: they do not).")
    }

    @Test(
        arguments: [
            (.last, "prefetch.buffer=1..4", "AU>=50%", "prefetch.buffer = 4, the largest of the values, still has"),
            (.first, "prefetch.buffer=1..4", "AU>=50%", "prefetch.buffer = 1, the smallest of the values, already has"),
            (.last, "gpu.count=1..4", "samplesPerSecond>=5000", "gpu.count: no value from 1 to 4 has"),
            (
                .first, "prefetch.buffer=300..301", "memory<=1 MB",
                "no value from 300 to 301 has memory ≤ 1 MB: memory runs out."
            ),
            (.last, "prefetch.buffer=1..1", "samplesPerSecond>=5000", "prefetch.buffer: not even 1 has"),
        ] as [(EdgeGoal, String, String, String)])
    func `every verdict has its words`(
        _ goal: EdgeGoal, _ vary: String, _ condition: String, _ words: String
    ) async throws {
        let text = try await text(goal, vary, [condition])
        #expect(text.hasPrefix("base: "))
        #expect(text.contains(words), "\(text)")
    }

    @Test func `with guesses each answer holds by itself`() async throws {
        let text = try await text(.last, "gpu.count=1..8", ["AU>=90%"], guesses: ["disk.latency=0 us..1 us"])
        #expect(!text.contains("All verdicts together"))
        #expect(
            text.contains(
                "Each place of the guesses is answered by itself, with 95 % confidence."))
    }

    @Test func `what no replication defines is said in neutral words`() async throws {
        let text = try await text(.last, "gpu.count=1..1", ["AU>=90%"], files: 1)
        #expect(text.contains("AU has no figure at 1: no replication defines one."), "\(text)")
    }

    @Test func `values without a row are counted`() async throws {
        let text = try await text(.last, "prefetch.buffer=1..512", ["memory<=150.5 MB"])
        #expect(text.contains(#/\n\(\d+ values? farther from the edge not shown\)\n/#), "\(text)")
    }

    @Test func `one replication resolves nothing`() async throws {
        let text = try await text(.last, "prefetch.buffer=1..2", ["AU>=50%"], replications: 1)
        #expect(text.hasPrefix("base: prefetch.buffer: not resolved with 1 replication: "))
        #expect(text.contains("No value is known to have AU ≥ 50 %."))
        #expect(!text.contains("←"))
    }

    @Test func `a guess that decides is named, and one that does not`() async throws {
        let text = try await text(
            .last, "gpu.count=1..64", ["AU>=90%"], guesses: ["disk.bandwidth=±30%", "disk.latency=0 us..1 us"])
        #expect(
            text.contains(
                "It hinges on disk.bandwidth: −30 % alone makes it 2, +30 % 4; disk.latency alone does not move it")
        )
        #expect(text.contains("over all guesses together it is 2 to 4."))
    }

    @Test func `guesses that do not matter are said not to`() async throws {
        let text = try await text(.last, "gpu.count=1..64", ["AU>=90%"], guesses: ["disk.latency=0 us..1 us"])
        #expect(text.contains("It does not hinge on what was guessed: the answer is the same at all 11 places"))
    }

    @Test func `formulas have their sources`() async throws {
        let text = try await text(
            .last, "gpu.count=1..64", ["AU>=90%"], guesses: ["disk.bandwidth=±30%"], showsFormulas: true)
        for source in ["Bentley, Yao 1976", "Lan, DeMets 1983", "MLPerf Storage", "McKay, Beckman, Conover 1979"] {
            #expect(text.contains(source))
        }
    }
}
