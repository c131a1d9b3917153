import PipelineRuns
import Pipelines
import Testing

@testable import PipelineExecution

/// Random pipelines deliver what the engine alone says they do, byte for byte.
struct DeliveryTests {
    @Test(arguments: UInt64(1)...120)
    func `elements, order and checksums are the engine's with timed waits`(seed: UInt64) throws {
        try check(seed)
    }

    @Test(.needsDevice, arguments: UInt64(1001)...1040)
    func `and on a device`(seed: UInt64) throws {
        let accelerators = Devices.accelerators
        try #require(accelerators.count == 3)
        try check(seed) { $0.makeAccelerator = { rank, _ in accelerators[rank] } }
    }

    @Test(arguments: ExecutionSettings.Body.allCases, CacheMode.allCases)
    func `whatever functions do, and however caches are read`(body: ExecutionSettings.Body, mode: CacheMode) throws {
        for seed in UInt64(2001)...2008 {
            try check(seed, isInMemory: false) { settings in
                settings.body = body
                settings.cacheMode = mode
                settings.spinNanoseconds = seed % 2 == 0 ? 0 : 50_000
            }
        }
    }

    @Test func `most seeds give a pipeline, half of them an ordered one`() {
        let seeds = UInt64(1)...120
        #expect(seeds.count { (try? Scenario.text(RandomPipeline(seed: $0).text)) != nil } > 100)
        #expect((20...100).contains(seeds.count { RandomPipeline(seed: $0).isOrdered }))
    }

    /// The test of the tests: a byte that changes after it was written is seen.
    @Test func `a file with a wrong byte is noticed`() throws {
        let scenario = try Scenario.text(
            "pipeline: [{source: {elements: 12, size: 500 B}}, {batch: 5}]\ntrain: {step: 0 s}")
        let directory = try TemporaryDirectory(isInMemory: true)
        let settings = try ExecutionSettings.recording(scenario, below: directory.path)
        let path = directory("data/000/000007.bin")
        var changed = try bytes(ofFile: path)
        changed[499] ^= 1
        try changed.write(to: path)
        let execution = try execute(scenario, settings)
        let reference = try ReferenceRun(scenario, rank: 0, DataSet(scenario))
        let expected = reference.deliveries[0].map(\.checksum)
        let isEqual = zip(execution.checksums[0], expected).map { $0 == $1 }
        #expect(isEqual == [true, false, true])
    }

    private func check(
        _ seed: UInt64, isInMemory: Bool = true, _ change: (inout ExecutionSettings) -> Void = { _ in }
    ) throws {
        let pipeline = RandomPipeline(seed: seed)
        // Some seeds leave nothing to deliver, and are refused.
        guard let scenario = try? Scenario.text(pipeline.text) else { return }
        let directory = try TemporaryDirectory(isInMemory: isInMemory)
        var settings = try ExecutionSettings.recording(scenario, below: directory.path)
        change(&settings)
        let rewritten = try scenario.rewritten()
        let execution = try execute(scenario, settings)
        try #require(execution.error == nil, "seed \(seed): \(execution.error?.description ?? "")\n\(pipeline.text)")
        var remaining = 0
        for rank in 0..<scenario.platform.gpu.count {
            let reference = try ReferenceRun(rewritten, rank: rank, DataSet(scenario))
            let (isComplete, hasWrongSizes) = (reference.isComplete, reference.hasWrongSizes)
            #expect(isComplete && !hasWrongSizes, "seed \(seed)\n\(pipeline.text)")
            remaining += reference.remainingContents
            compare(execution.delivered(to: rank), reference.deliveries, pipeline, seed)
        }
        let isCut = pipeline.text.contains("steps:") || pipeline.text.contains("take:")
        if !isCut { #expect(execution.remainingContents == remaining, "seed \(seed)\n\(pipeline.text)") }
        #expect(files(below: directory.path).allSatisfy { $0.hasPrefix("data/") }, "seed \(seed)\n\(pipeline.text)")
    }

    private func compare(_ delivered: [Delivery], _ wanted: [[Delivery]], _ pipeline: RandomPipeline, _ seed: UInt64) {
        #expect(delivered.count == wanted.joined().count, "seed \(seed)\n\(pipeline.text)")
        if pipeline.isOrdered {
            #expect(delivered == Array(wanted.joined()), "seed \(seed)\n\(pipeline.text)")
        } else {
            var rest = delivered[...]
            for epoch in wanted {
                #expect(Delivery.sum(rest.prefix(epoch.count)) == .sum(epoch), "seed \(seed)\n\(pipeline.text)")
                rest = rest.dropFirst(epoch.count)
            }
        }
    }
}
