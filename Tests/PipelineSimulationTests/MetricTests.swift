import Pipelines
import Testing

@testable import PipelineRuns
@testable import PipelineSimulation

@Suite struct MetricTests {
    @Test func `has the value of the report's property of its name`() throws {
        var scenario = try variedScenario(epochs: 2)
        scenario.platform.readCache = try ReadCache(capacity: 100)
        let stages = scenario.pipeline.stages.map { stage in
            guard var map = stage.operator as? Map else { return stage }
            map.lock = CallLock("lock", share: 0.1)
            return Pipeline.NamedStage(name: stage.name, operator: map)
        }
        scenario.pipeline = try Pipeline(stages: stages, training: scenario.pipeline.training)
        guard case .completed(let report) = try simulate(scenario, replication: 0) else {
            Issue.record("out of memory")
            return
        }
        let properties =
            Array(Mirror(reflecting: report).children) + Array(Mirror(reflecting: report.steady).children) + [
                ("acceleratorUtilisation", report.utilisation.value as Any),
                ("firstEpochUtilisation", report.utilisation.firstEpoch as Any),
                ("laterEpochsUtilisation", report.utilisation.laterEpochs as Any),
                ("runSamplesPerSecond", report.wholeRun.samplesPerSecond),
            ]
        for metric in Metric.all {
            let property = try #require(properties.first { $0.label == metric.name }, "\(metric.name)")
            #expect(metric.value(report) == property.value as? Double, "\(metric.name)")
            #expect(metric.value(report) != nil, "\(metric.name)")
        }
    }

    @Test func `has a name and a label of its own`() {
        #expect(Set(Metric.all.map(\.name)).count == Metric.all.count)
        #expect(Set(Metric.all.map(\.label)).count == Metric.all.count)
        for metric in Metric.all { #expect(Metric.named(metric.name)?.label == metric.label) }
        #expect(Metric.named("nothing") == nil)
    }
}
