import Experiments
import PipelineRuns
import PipelineSimulation
import Pipelines
import Testing

@Suite struct TimeLimitTests {
    /// 3 ms a sample, in steps of 16, twice: 6 s.
    private static let slow = "pipeline: [{source: 1000}, {map: 2 ms}, {batch: 16}]\ntrain: {step: 16 ms, epochs: 2}\n"

    private func fitted(_ text: String, in seconds: Double) throws -> FittedScenarios {
        try TimeLimit(seconds: seconds).fitted(PredictedDurationTests.scenarios(text))
    }

    private func simulatedSeconds(_ scenario: Scenario) throws -> Double {
        guard case .completed(let report) = try simulate(scenario, replication: 0) else { return .infinity }
        return report.simulatedSeconds
    }

    @Test(arguments: [0.2, 0.5, 1, 3, 5.9])
    func `as many elements as fit are read, in whole steps`(seconds: Double) throws {
        let fitted = try fitted(Self.slow, in: seconds)
        let round = try simulatedSeconds(fitted.scenarios[0])
        #expect(fitted.roundSeconds == round && round <= seconds)
        // A step of 16 more in each epoch, or three hundredths, would be too many.
        #expect(round > min(0.97 * seconds, seconds - 2 * 16 * 3.1e-3))
        #expect(fitted.elements % 16 == 0 && fitted.allElements == 1000)
        #expect(fitted.scenarios[0].pipeline.stepsPerEpoch == fitted.elements / 16)
    }

    @Test func `nothing is shortened that fits`() throws {
        let fitted = try fitted(Self.slow, in: 7)
        #expect(fitted.elements == 1000 && !fitted.areShortened)
        // What was simulated is known.
        #expect(try fitted.roundSeconds == simulatedSeconds(fitted.scenarios[0]))
    }

    @Test func `what takes longer with a single step is refused`() throws {
        #expect(throws: TimeLimit.Failure.self) { try fitted(Self.slow, in: 0.09) }
        #expect(try fitted(Self.slow, in: 0.1).elements == 16)
    }

    @Test(arguments: [0, 1e-9, 0.09])
    func `how long the fewest elements take is told, however short the time is`(seconds: Double) throws {
        let scenarios = try PredictedDurationTests.scenarios(Self.slow)
        do throws(TimeLimit.Failure) {
            _ = try TimeLimit(seconds: seconds).fitted(scenarios)
            Issue.record("it fits")
        } catch {
            guard case .tooShort(let shortest, let needed) = error else { throw error }
            #expect(shortest.elements == 16 && needed > 0.09 && needed < 0.1)
        }
    }

    /// 100 steps of 1 ms, however many elements there are; a start of 40 ms, and 10 µs an element; elements that are
    /// skipped.
    @Test(
        arguments: [
            (0.0999, 0, 1e-3, 0, 100), (0.05, 0, 1e-3, 0, 100), (0.045, 0.04, 1e-5, 0, 100_000),
            (0.0402, 0.04, 1e-5, 0, 100_000), (0.5, 0, 1e-4, 50_000, 100_000),
        ] as [(Double, Double, Double, Double, Double)])
    func `few simulations find the number, whatever the times are`(
        limit: Double, start: Double, each: Double, skipped: Double, most: Double
    ) throws {
        func seconds(_ elements: Int64) -> Double { start + each * max(0, min(Double(elements), most) - skipped) }
        let text = "pipeline: [{source: 100000}]\ntrain: {step: 1 ms, steps: 100}\n"
        var simulations = 0
        let fitted = try TimeLimit(seconds: limit).fitted(PredictedDurationTests.scenarios(text)) { scenarios in
            simulations += 1
            return seconds(FittedScenarios(whole: scenarios).elements)
        }
        #expect(simulations <= 25)
        #expect(seconds(fitted.elements) <= limit)
        #expect(seconds(fitted.elements) > 0.97 * limit || seconds(fitted.elements + 1) > limit)
    }

    @Test func `few simulations find the number where steps end the epochs`() throws {
        let text = "pipeline: [{source: 100000}]\ntrain: {step: 1 ms, steps: 100}\n"
        var simulations = 0
        let fitted = try TimeLimit(seconds: 0.0999).fitted(PredictedDurationTests.scenarios(text)) {
            scenarios throws(SimulationError) in
            simulations += 1
            return try scenarios.predictedSeconds()
        }
        #expect(simulations <= 25 && (97...99).contains(fitted.elements))
    }

    /// Two are enough to see it: of all elements and of the fewest.
    @Test func `what fewer elements do not shorten is refused at once`() throws {
        let text = "pipeline: [{source: 100000}, {repeat: forever}]\ntrain: {step: 1 ms, steps: 100}\n"
        var simulations = 0
        let scenarios = try PredictedDurationTests.scenarios(text)
        do throws(TimeLimit.Failure) {
            _ = try TimeLimit(seconds: 0.05).fitted(scenarios) {
                scenarios throws(SimulationError) in
                simulations += 1
                return try scenarios.predictedSeconds()
            }
            Issue.record("it fits")
        } catch {
            guard case .tooShort(let shortest, let seconds) = error else { throw error }
            #expect(shortest.areEndedBySteps && shortest.elements == 1 && abs(seconds - 0.1) < 1e-6)
        }
        #expect(simulations == 2)
    }

    @Test func `a cancelled search stops`() async throws {
        let scenarios = try PredictedDurationTests.scenarios(Self.slow)
        let simulations = await Task {
            var simulations = 0
            do throws(TimeLimit.Failure) {
                _ = try TimeLimit(seconds: 1).fitted(scenarios) { some throws(SimulationError) in
                    simulations += 1
                    if simulations == 2 { withUnsafeCurrentTask { $0?.cancel() } }
                    return try some.predictedSeconds()
                }
            } catch {
                if case .simulation(.cancelled) = error { return simulations }
            }
            return 0
        }.value
        #expect(simulations == 2)
    }

    @Test func `variants share the time, and read the same elements`() throws {
        let fitted = try fitted(Self.slow + "variants: {a: {}, b: {map.parallelism: 4}}\n", in: 2)
        let rounds = try fitted.scenarios.map { try simulatedSeconds($0) }
        #expect(fitted.scenarios.allSatisfy { $0.pipeline.samplesPerEpoch == .finite(fitted.elements) })
        #expect(rounds[0] > rounds[1] && (1.9...2).contains(rounds[0] + rounds[1]))
    }

    @Test func `files stay whole`() throws {
        let files = "pipeline: [{source: {files: 50, samplesPerFile: 20}}, {map: 2 ms}, {batch: 16}]\ntrain: 16 ms\n"
        let fitted = try fitted(files, in: 1)
        #expect(fitted.elements % 20 == 0 && (260...340).contains(fitted.elements))
    }

    /// Otherwise it would be read in no epoch.
    @Test func `a cache completes in the first epoch`() throws {
        let fitted = try fitted(
            "pipeline: [{source: 1000}, {map: 2 ms}, {cache: memory}, {batch: 16}]\ntrain: {step: 16 ms, epochs: 2}\n",
            in: 1)
        guard case .completed(let report) = try simulate(fitted.scenarios[0], replication: 0) else {
            throw PipelineError("out of memory")
        }
        #expect(try #require(report.laterEpochSeconds) < 0.4 * report.firstEpochSeconds)
    }

    @Test func `each accelerator has a step`() throws {
        let text = """
            platform: {gpu: {count: 4}}
            pipeline: [{source: 1000}, {shard: {}}, {map: 2 ms}, {batch: 16}]
            train: 16 ms
            """
        #expect(try fitted(text, in: 0.2).elements % 64 == 0)
    }

    /// Fewer elements than are skipped give no step.
    @Test func `as many elements are read as reach the loop`() throws {
        let text = "pipeline: [{source: 1000}, {skip: 500}, {map: 2 ms}, {batch: 16}]\ntrain: 16 ms\n"
        let fitted = try fitted(text, in: 0.3)
        #expect((560...612).contains(fitted.elements))
    }
}
