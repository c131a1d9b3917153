import Foundation
import PipelineRuns
import PipelineSimulation
import ScenarioFiles
import Testing

@testable import Importers

/// Traces that are mapped by the names in them.
@Suite struct TracedProgramTests {
    private static func loop(_ name: String) throws -> LoopTurns {
        guard case .loop(let turns)? = try TracedProgram.read(json: try Fixtures.data(name), path: name) else {
            throw ImportError("no loop")
        }
        return turns
    }

    private static let field = "Field/torch-profiler-workers-0.pt.trace.json.gz"

    /// Measured with four workers: 126.5 ms a step in the median, of 174.6 ms without, so ×1.38.
    @Test func `a trace without workers bounds what workers bring`() throws {
        let turns = try Self.loop(Self.field)
        #expect(turns.loader == .loop)
        let bound = try #require(turns.bound)
        #expect(bound > 1.60 && bound <= 1.66, "\(bound)")
        let sentence = try #require(TurnsScenario(turns, known: .init()).boundSentence)
        #expect(sentence.contains("This is a bound: with worker processes the loop's own part grows"), "\(sentence)")
    }

    @Test func `no number of workers is predicted beyond the bound`() async throws {
        let turns = try Self.loop(Self.field)
        let file = try ScenarioFile(
            TurnsScenario(turns, known: .init()).document(file: "f", command: "test"), name: "f")
        #expect(file.variantNames == ["as recorded", "1 worker", "2 workers", "4 workers"])
        var rates: [Double] = []
        for name in file.variantNames {
            rates.append(
                try #require(try await simulate(try file.scenario(variant: name)).estimate(.samplesPerSecond)).value)
        }
        let recorded = try #require(turns.perSecond)
        #expect(abs(rates[0] / recorded - 1) < 0.01)
        for rate in rates { #expect(rate / recorded <= 1.66) }
    }

    @Test func `kernels tell how busy the accelerator is`() throws {
        let turns = try Self.loop(Self.field)
        #expect(abs((turns.kernelShare ?? 0) - 0.565) < 0.02)
        #expect(abs((turns.copying.first ?? 0) - 1.93e-3) < 1e-5)
    }

    @Test(arguments: [(0, LoopTurns.Loader.loop), (2, .workers)] as [(Int, LoopTurns.Loader)])
    func `Lightning's traces show PyTorch's loader`(workers: Int, loader: LoopTurns.Loader) throws {
        let turns = try Self.loop("loops/lightning-workers-\(workers).pt.trace.json.gz")
        #expect(turns.loader == loader && turns.rest.count > 20)
        // The step sleeps for 20 ms, eight samples for 4 ms each.
        #expect(turns.meanRest > 0.02)
        if loader == .loop { #expect(turns.meanLoading > 0.032) }
    }

    @Test func `a loop that waits for workers is as slow as they are`() async throws {
        let turns = try Self.loop("loops/lightning-workers-2.pt.trace.json.gz")
        let scenario = TurnsScenario(turns, known: .init(workers: 2, batch: 8))
        let file = try ScenarioFile(scenario.document(file: "f", command: "test"), name: "f")
        let summary = try await simulate(try file.scenario(variant: "as recorded"))
        let rate = try #require(summary.estimate(.samplesPerSecond)).value
        #expect(abs(rate / (try #require(turns.perSecond) * 8) - 1) < 0.05)
        #expect(scenario.warnings.isEmpty)
        #expect(!TurnsScenario(turns, known: .init()).warnings.isEmpty)
    }

    /// What TensorBoard saves of the profile beside it.
    @Test func `a trace of tf.data is read as the profile that it was made of`() throws {
        let json = try Fixtures.data("tfprofile/trace.json.gz")
        guard case .pipeline(let traced)? = try TracedProgram.read(json: json, path: "t.json") else {
            throw ImportError("no pipeline")
        }
        let profiled = try PipelineProfile(
            xSpace: try Fixtures.data("tfprofile/autotune.xplane.pb.gz"), path: "p.pb")
        #expect(traced.steps == profiled.steps)
        let (rate, other) = (traced.samplesPerSecond ?? 0, profiled.samplesPerSecond ?? 1)
        #expect(abs(rate / other - 1) < 1e-3)
        let text = traced.scenario(file: "f", command: "test").text
        for line in ["parallelism: auto", "- prefetch: auto", "- batch: 4"] { #expect(text.contains(line)) }
    }

    @Test func `old names of iterators have no numbers and no root`() throws {
        func event(_ name: String, _ start: Int, _ duration: Int, _ thread: Int) -> String {
            #"{"ph": "X", "name": "\#(name)", "ts": \#(start), "dur": \#(duration), "tid": \#(thread), "pid": 1}"#
        }
        let events = (0..<30).flatMap { step in
            [
                event("IteratorGetNext::DoCompute", 10_000 * step, 4000, 1),
                event("Iterator::BatchV2", 10_000 * step + 10, 3980, 1),
                event("Iterator::BatchV2::Map", 10_000 * step + 20, 1900, 1),
                event("Iterator::BatchV2::Map", 10_000 * step + 2000, 1900, 1),
            ]
        }
        let json = Data(#"{"traceEvents": [\#(events.joined(separator: ","))]}"#.utf8)
        guard case .pipeline(let profile)? = try TracedProgram.read(json: json, path: "t.json") else {
            throw ImportError("no pipeline")
        }
        #expect(profile.steps == 30)
        // Two elements in a batch: there are twice as many calls.
        #expect(abs((profile.samplesPerSecond ?? 0) - 200) < 1e-6)
        #expect(profile.scenario(file: "f", command: "test").text.contains("cost: 1.9 ms"))
        #expect(profile.scenario(file: "f", command: "test").text.contains("size: 2"))
    }

    /// As of `bucket_by_sequence_length`: a hundred groups a second.
    @Test(arguments: [([4, 5, 6, 8], 6, 5.75), ([2, 3], 3, 2.5), ([5], 5, 5)] as [([Int], Int, Double)])
    func `groups of different sizes count as many samples as they have`(sizes: [Int], size: Int, mean: Double) throws {
        var events: [String] = []
        func add(_ name: String, _ start: Int, _ duration: Int) {
            events.append(
                #"{"ph": "X", "name": "\#(name)", "ts": \#(start), "dur": \#(duration), "tid": 1, "pid": 1}"#)
        }
        for step in 0..<40 {
            let start = 10_000 * step
            add("IteratorGetNext::DoCompute", start, 6000)
            add("Iterator::GroupByWindow", start + 10, 5980)
            for element in 0..<sizes[step % sizes.count] {
                add("Iterator::GroupByWindow::Map", start + 20 + 600 * element, 500)
            }
        }
        let json = Data(#"{"traceEvents": [\#(events.joined(separator: ","))]}"#.utf8)
        guard case .pipeline(let profile)? = try TracedProgram.read(json: json, path: "t.json") else {
            throw ImportError("no pipeline")
        }
        #expect(abs((profile.samplesPerSecond ?? 0) - 100 * mean) < 1e-6)
        #expect(abs(profile.samplesForEach - mean / Double(size)) < 1e-12)
        let text = profile.scenario(file: "f", command: "test").text
        #expect(text.contains("size: \(size)") && text.contains("elements on average") == (sizes.count > 1), "\(text)")
    }

    @Test func `names that nobody knows are left to the list`() throws {
        let json = Data(#"[{"ph": "X", "name": "decode", "ts": 0, "dur": 5}]"#.utf8)
        #expect(try TracedProgram.read(json: json, path: "t.json") == nil)
    }
}
