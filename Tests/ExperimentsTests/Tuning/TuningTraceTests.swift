import Pipelines
import ScenarioFiles
import Testing

@testable import Experiments

struct TuningTraceTests {
    private static func scenario() throws -> Scenario {
        let text = """
            overlap: 1
            pipeline: [source: 2000, map: {cost: {exponential: 1 ms}}, prefetch: auto]
            train: {step: {exponential: 1 ms}}
            """
        return try ScenarioFile(text: text, name: "s", directory: ".").scenario(variant: "base", overrides: [])
    }

    @Test func `a buffer doubles, and steps end one after the other`() throws {
        let trace = try TuningTrace(Self.scenario(), seconds: 1)
        let values = try #require(trace.choices["prefetch"]).map(\.value)
        #expect(values.first == 1 && values.count > 2)
        #expect(zip(values, values.dropFirst()).allSatisfy { 2 * $0 == $1 })
        let times = try #require(trace.choices["prefetch"]).map(\.seconds)
        #expect(times == times.sorted())
        #expect(trace.steps.map(\.endSeconds) == trace.steps.map(\.endSeconds).sorted() && trace.steps.count > 100)
        #expect(trace.seconds > 0.9 && trace.seconds <= 1)
    }

    @Test(arguments: [0.5, 1, 1.5, 10])
    func `tells nothing of the epoch after`(epochs: Double) throws {
        let text = """
            overlap: 1
            pipeline: [source: 100, map: {cost: 2 ms}, prefetch: auto]
            train: {step: 1 ms, epochs: 3}
            """
        let scenario = try ScenarioFile(text: text, name: "s", directory: ".").scenario(variant: "base", overrides: [])
        let trace = try TuningTrace(scenario, seconds: 0.2 * epochs)
        #expect(trace.choices["prefetch"]?.map(\.value) == [1, 2])
        #expect(trace.steps.count <= 100 && trace.seconds < 0.21)
    }

    @Test func `ends with the run`() throws {
        let trace = try TuningTrace(Self.scenario(), seconds: 1e9)
        #expect(trace.steps.count == 2000 && trace.seconds < 10)
    }
}
