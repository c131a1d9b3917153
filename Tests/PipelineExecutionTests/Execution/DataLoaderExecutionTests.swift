import PipelineRuns
import Pipelines
import Testing

@testable import PipelineExecution

/// A `dataLoader` makes the batches that the engine alone makes of the same bytes.
struct DataLoaderExecutionTests {
    private static let samples: Int64 = 23
    private static let batchSize: Int64 = 4
    private static let epochs = 2
    private static let sources = [
        "{elements: \(samples), size: {uniform: {min: 0 B, max: 3000 B}}}",
        "{files: \(samples), samplesPerFile: 1, size: 700 B, access: random}",
    ]
    private static let functions = [
        "cost: 0 s", "cost: 0 s, outputBytes: 90 B", "cost: {exponential: 150 us}, use: wait, outputBytes: 333 B",
    ]

    @Test(
        arguments: [0, 1, 2, 5],
        [
            "workersLive: epoch", "workersLive: run", "hostMemory: pinned", "dataset: iterable", "dataset: sharded",
            "dataset: files", "dataset: files, split: blocks", "requests: 3", "requests: 2, lock: gil, lockShare: 0.5",
        ])
    func `ordered, elements, order and checksums are the engine's`(workers: Int, option: String) throws {
        try forEachExecution("workers: \(workers), collate: 20 us, \(option)") { delivered, wanted, description in
            #expect(delivered == Array(wanted.joined()), "\(description)")
        }
    }

    @Test(arguments: [0, 1, 2, 5], ["workersLive: epoch", "workersLive: run"])
    func `unordered, each epoch has the engine's batches`(workers: Int, option: String) throws {
        try forEachExecution("workers: \(workers), order: unordered, \(option)") { delivered, wanted, description in
            var rest = delivered[...]
            for epoch in wanted {
                let found = rest.prefix(epoch.count).sorted { $0.sample < $1.sample }
                #expect(found == epoch.sorted { $0.sample < $1.sample }, "\(description)")
                rest = rest.dropFirst(epoch.count)
            }
            #expect(rest.isEmpty, "\(description)")
        }
    }

    @Test(arguments: [0, 2])
    func `batches are those that the samples' numbers make`(workers: Int) throws {
        let delivered = try execution("workers: \(workers)", Self.sources[0], Self.functions[0]).delivered(to: 0)
        let firsts = Array(stride(from: 0, to: Self.samples, by: Int(Self.batchSize)))
        #expect(delivered.map(\.sample) == firsts + firsts)
        let sizes = firsts.map { min(Self.batchSize, Self.samples - $0) }
        #expect(delivered.map(\.samples) == sizes + sizes)
    }

    /// The rest of the loader's work in the first epoch is forgotten: the second begins anew.
    @Test(arguments: [0, 3], ["epoch", "run"])
    func `an epoch that is cut short leaves nothing to the next`(workers: Int, lifetime: String) throws {
        let execution = try execution(
            "workers: \(workers), prefetchFactor: 3, workersLive: \(lifetime)", Self.sources[0], Self.functions[2],
            training: "steps: 2")
        #expect(execution.delivered(to: 0).map(\.sample) == [0, 4, 0, 4])
    }

    private func forEachExecution(_ options: String, _ check: ([Delivery], [[Delivery]], String) -> Void) throws {
        for source in Self.sources {
            for function in Self.functions {
                let scenario = try scenario(options, source, function)
                let reference = try ReferenceRun(scenario, rank: 0, DataSet(scenario))
                let (isComplete, hasWrongSizes) = (reference.isComplete, reference.hasWrongSizes)
                #expect(isComplete && !hasWrongSizes)
                let execution = try execution(options, source, function)
                check(execution.delivered(to: 0), reference.deliveries, "\(source), \(function)")
                #expect(execution.remainingContents == 0)
            }
        }
    }

    private func execution(
        _ options: String, _ source: String, _ function: String, training: String = "steps: 1000"
    ) throws -> Execution {
        let scenario = try scenario(options, source, function, training)
        let directory = try TemporaryDirectory(isInMemory: true)
        let execution = try execute(scenario, .recording(scenario, below: directory.path))
        try #require(execution.error == nil, "\(execution.error?.description ?? "")")
        return execution
    }

    private func scenario(
        _ options: String, _ source: String, _ function: String, _ training: String = "steps: 1000"
    ) throws -> Scenario {
        return try Scenario.text(
            """
            pipeline:
              - source: \(source)
              - dataLoader: {batchSize: \(Self.batchSize), \(options), \(function)}
            train: {step: 30 us, epochs: \(Self.epochs), \(training)}
            """)
    }
}
