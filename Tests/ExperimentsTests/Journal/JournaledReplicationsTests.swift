import Foundation
import PipelineRuns
import PipelineSimulation
import Pipelines
import ScenarioFiles
import Testing

@testable import Experiments

@Suite struct JournaledReplicationsTests {
    /// Nothing is simulated: all has to be stored.
    private struct Nowhere: ReplicationSource {
        func summarise(
            _ scenarios: [Scenario], threads: Int, progress: (ReplicationProgress) -> Void,
            arrived: (Int, VariantSummary) -> Bool
        ) async throws(ReplicationError) {
            #expect(scenarios.isEmpty)
        }

        func extend(
            _ series: inout [ReplicationSeries], to count: Int, threads: Int, progress: (Int, Int) -> Void
        ) async throws(ReplicationError) {
            Issue.record("\(series.count) series were not stored")
        }
    }

    /// Random times, a lock, a cache that fails for want of memory, several accelerators, one step, and no samples/s.
    private static let scenarios = [
        "", "decode.cost={lognormal: {mean: 8 ms, cv: 2}}", "platform.gpu.count=2", "train.epochs=3", "cache=memory",
        "platform.memory.capacity=300 KiB", "source.elements=4", "decode.cost={pareto: {mean: 8 ms, cv: 3}}",
        "run.replications=auto,run.maxReplications=30,decode.cost={exponential: 8 ms}",
    ]

    private static func scenario(_ changes: String, variant: String = "base") throws -> Scenario {
        let file = try ScenarioFile(text: SweptScenario.text, name: "s.yaml", directory: ".")
        let overrides = try changes.split(separator: /,(?=run|decode)/).map { try Override(argument: String($0)) }
        var scenario = try file.scenario(variant: "base", overrides: overrides)
        scenario.variant = variant
        return scenario
    }

    @Test(arguments: scenarios)
    func `a summary is the same after it was stored`(changes: String) async throws {
        let folder = try JournalFolder()
        let scenario = try Self.scenario(changes)
        func summary(_ source: any ReplicationSource) async throws -> String {
            var text = ""
            try await source.summarise([scenario], threads: 1, progress: { _ in }) { _, summary in
                dump(summary, to: &text)
                return true
            }
            return text
        }
        let simulated = try await summary(ThisMachine())
        #expect(!simulated.isEmpty)
        #expect(try await summary(JournaledReplications(folder.journal([scenario]))) == simulated)
        #expect(try await summary(JournaledReplications(folder.journal([scenario]), else: Nowhere())) == simulated)
    }

    @Test(arguments: scenarios)
    func `replications are the same after they were stored`(changes: String) async throws {
        let folder = try JournalFolder()
        let scenario = try Self.scenario(changes)
        func series(_ source: any ReplicationSource) async throws -> String {
            var series = [ReplicationSeries(scenario)]
            for count in [10, 12] {
                try await source.extend(&series, to: count, threads: 1) { _, _ in }
            }
            var text = ""
            dump(series, to: &text)
            return text
        }
        let simulated = try await series(ThisMachine())
        #expect(try await series(JournaledReplications(folder.journal([scenario]))) == simulated)
        #expect(try await series(JournaledReplications(folder.journal([scenario]), else: Nowhere())) == simulated)
    }

    @Test func `what is not stored is simulated, and told with the position that it has`() async throws {
        let folder = try JournalFolder()
        let scenarios = try (1...5).map { try Self.scenario("decode.cost=\($0) ms") }
        func sweep(_ positions: [Int]) async throws -> [Int: Int] {
            var arrived: [Int: Int] = [:]
            let journal = JournaledReplications(try folder.journal([scenarios[0]]))
            try await journal.summarise(positions.map { scenarios[$0] }, threads: 2, progress: { _ in }) {
                arrived[$0] = $1.replications
                return true
            }
            return arrived
        }
        #expect(try await sweep([1, 3]) == [0: 2, 1: 2])
        #expect(try await sweep([0, 1, 2, 3, 4]).keys.sorted() == [0, 1, 2, 3, 4])
        #expect(try folder.journal([scenarios[0]]).count == 5)
    }

    @Test func `a journal of something else is refused, and says what differs`() throws {
        let folder = try JournalFolder()
        let scenario = try Self.scenario("")
        try folder.journal([scenario]).store(1, "one")
        let others = [
            (try Self.scenario("run.seed=7"), "seed = 1"), (try Self.scenario("decode.cost=9 ms"), "constant = 0.008"),
            (try Self.scenario("decode.cost={exponential: 8 ms}"), "it has other stages, or values of another kind"),
            (try Self.scenario("run.seed=7", variant: "b"), "about variant `base`, and this is about variant `b`"),
        ]
        for (other, word) in others {
            #expect { try folder.journal([other]) } throws: {
                "\($0)".contains("something else") && "\($0)".contains(word)
            }
        }
        #expect { try folder.journal([scenario], version: "2") } throws: {
            "\($0)".contains("overlap 1, and this is 2")
        }
        #expect { try folder.journal([scenario], isResumed: false) } throws: { "\($0)".contains("has 1 results") }
    }

    @Test(arguments: [false, true])
    func `a journal without results is nobody's, and gets the subject of the next command`(isResumed: Bool) throws {
        let folder = try JournalFolder()
        let (first, next) = (try Self.scenario(""), try Self.scenario("run.seed=7"))
        _ = try folder.journal([first])
        try folder.journal([next], isResumed: isResumed).store(1, "one")
        #expect(try folder.journal([next]).has("one"))
        #expect { try folder.journal([first]) } throws: { "\($0)".contains("seed = 7") }
    }
}

/// A folder with the journal of a test.
struct JournalFolder: ~Copyable {
    private let url = FileManager.default.temporaryDirectory.appendingPathComponent("overlap-\(UUID().uuidString)")
    var path: String { url.appendingPathComponent("c.journal").path }

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// The journal, resumed.
    func journal(_ scenarios: [Scenario], version: String = "1", isResumed: Bool = true) throws -> Journal {
        let subject = JournalSubject(version: version, command: "overlap sweep", scenarios)
        return try Journal(path: path, subject, isResumed: isResumed)
    }
}
