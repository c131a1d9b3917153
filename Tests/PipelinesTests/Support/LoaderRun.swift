import Pipelines
import Variates

/// A `dataLoader` over so many samples, each with a duration in ns; steps of the training loop take `step`.
struct LoaderRun {
    private let timed: TimedBackend

    /// - Parameter samples: duration by sample.
    init(
        _ samples: [Int64], workers: Int, _ values: TestScenario.Values = [:], processes: TestScenario.Values = [:],
        step: Int64 = 0, epochs: Int = 1, steps: Int? = nil
    ) throws {
        let scenario = try TestScenario.source(samples.count, bytes: 10)
            .dataLoader(workers: workers, values.merging(["use": .word("wait"), "cost": Self.nanosecond]) { $1 })
            .processes(processes).train(epochs: epochs, steps: steps)
        timed = try TimedBackend(scenario) { work, _ in
            switch work.place {
            case .ownThreadWait: samples[Int(work.element.sample)]
            case .processWait, .processCore, .processCost: work.token
            case .accelerator: step
            default: 0
            }
        }
        timed.finish()
    }

    /// Any cost that is not zero: the durations are the test's.
    private static let nanosecond = ParameterValue.distribution(.constant(1e-9))

    /// First samples of the batches, in order of delivery, over all epochs.
    var delivered: [Int64] { timed.backend.received.joined().map(\.sample) }
    /// Samples in the batches.
    var sizes: [Int64] { timed.backend.received.joined().map(\.samples) }
    /// When batches were delivered (ns).
    var deliveries: [Int64] { timed.deliveries }
    /// When the run was over (ns).
    var end: Int64 { timed.backend.now }
    var isFinished: Bool { timed.backend.isFinished }
    var maximumElements: Int64 { timed.backend.occupancy(of: "dataLoader").maximumElements }

    /// Sample, worker and beginning (ns) of each sample made, in order of beginning.
    var made: [(sample: Int64, worker: Int64, begunAt: Int64)] {
        timed.work(of: "dataLoader").filter { $0.work.place == .ownThreadWait }
            .map { ($0.work.element.sample, $0.work.token, $0.begunAt) }
    }
}
