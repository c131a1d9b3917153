import Measurements
import PipelineRuns
import Pipelines
import ScenarioFiles
import Testing

@testable import Experiments

struct TuningTests {
    static func subject(_ text: String) throws -> TuningSubject {
        TuningSubject(try ScenarioFile(text: text, name: "s", directory: "."), variant: "base")
    }

    /// Calls that wait for 8 ms, steps of 1 ms: eight calls keep up, and four threads are not enough.
    private static let waiting = """
        overlap: 1
        platform: {cpu: {cores: 4}}
        pipeline: [source: 400, map: {name: fetch, cost: 8 ms, use: wait, parallelism: auto}, prefetch: 8]
        train: {step: 1 ms, epochs: 2}
        run: {replications: 2}
        """

    @Test func `calls that wait are as many as threads until more of both are written`() async throws {
        let tuning = try await Tuning(of: Self.subject(Self.waiting), threads: 1)
        #expect(tuning.parameters.map(\.path) == ["fetch.parallelism"] && tuning.chosen == [4])
        #expect(tuning.found == [8] && tuning.workers == 8)
        #expect(
            tuning.settings == [.init(path: "fetch.parallelism", value: 8), .init(path: "cpu.workers", value: 8)])
        #expect(tuning.isWorthWriting && tuning.isResolved)
        let change = try #require(tuning.comparison.change(of: Tuning.best, against: Tuning.automatic))
        // From 2 ms a sample to 1 ms, but for the beginning of each epoch.
        #expect(change.value > 0.9 && change.value < 1.0)
        #expect(tuning.trace.choices["fetch"]?.map(\.value) == [4])
    }

    @Test func `another value can be written for the first of several maps`() async throws {
        let text = """
            overlap: 1
            platform: {cpu: {cores: 4}}
            pipeline: [source: 100, map: {cost: 8 ms, use: wait, parallelism: auto}, map: 1 ms, prefetch: 8]
            train: {step: 1 ms}
            run: {replications: 2}
            """
        let tuning = try await Tuning(of: Self.subject(text), threads: 1)
        #expect(tuning.parameters.map(\.path) == ["map-1.parallelism"])
        #expect(tuning.parameters.allSatisfy { $0.isWritable && $0.isWritten })
    }

    @Test func `a buffer that grows to two is as good as any where loading limits`() async throws {
        let tuning = try await Tuning(
            of: Self.subject(
                """
                overlap: 1
                pipeline: [source: 400, map: {cost: 4 ms}, prefetch: auto]
                train: {step: 1 ms}
                run: {replications: 2}
                """), threads: 1)
        #expect(tuning.parameters.map(\.path) == ["prefetch.buffer"])
        #expect(tuning.found == [1] && tuning.workers == nil)
        #expect(!tuning.isWorthWriting && tuning.isResolved)
    }

    @Test func `what rewrites make automatic can be written too`() async throws {
        let tuning = try await Tuning(
            of: Self.subject(
                """
                overlap: 1
                platform: {cpu: {cores: 4}}
                options: {rewrites: tensorflow}
                pipeline: [source: 400, map: {name: decode, cost: 3 ms}, shuffle: 4]
                train: {step: 1 ms}
                run: {replications: 2}
                """), threads: 1)
        #expect(tuning.parameters.map(\.path) == ["decode.parallelism", "prefetch.buffer"])
        #expect(tuning.parameters.allSatisfy { $0.isWritable })
        #expect(tuning.settings.map(\.isOfNewStage) == [false, true])
        #expect(tuning.comparison.alternatives[Tuning.best].scenario.pipeline.stages.last?.name == "prefetch")
    }

    @Test func `the answer does not depend on the number of threads`() async throws {
        let text = Self.waiting.replacing("8 ms, use", with: "{exponential: 8 ms}, use")
        let one = try await Tuning(of: Self.subject(text), threads: 1)
        let two = try await Tuning(of: Self.subject(text), threads: 2)
        #expect(one.found == two.found && one.configurations == two.configurations)
        #expect(
            one.comparison.answer(1, against: 0).effect?.ratio?.mean
                == two.comparison.answer(1, against: 0).effect?.ratio?.mean)
    }

    @Test func `nothing tuned is said`() async throws {
        let text = Self.waiting.replacing("parallelism: auto", with: "parallelism: 4")
        await #expect {
            try await Tuning(of: Self.subject(text), threads: 1)
        } throws: {
            if case .nothingTuned? = $0 as? TuningError { true } else { false }
        }
    }

    @Test func `more than memory holds as it is tuned is said`() async throws {
        let text = Self.waiting.replacing("source: 400", with: "source: {elements: 400, size: 1 GB}").replacing(
            "cpu: {cores: 4}", with: "cpu: {cores: 4}, memory: {capacity: 2 GB}")
        await #expect {
            try await Tuning(of: Self.subject(text), threads: 1)
        } throws: {
            if case .outOfMemory? = $0 as? TuningError { true } else { false }
        }
    }
}
