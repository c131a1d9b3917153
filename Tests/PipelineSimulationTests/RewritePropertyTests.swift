import PipelineRuns
import PipelineSimulation
import Pipelines
import Testing

/// What rewriting may not change, and what the backends must agree on afterwards, on random pipelines.
struct RewritePropertyTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var seed: UInt64
        var autotune: ExecutionOptions.Autotune
        var testDescription: String { "seed \(seed), autotune \(autotune.rawValue)" }
        static let all = (1...200).flatMap { seed in
            [ExecutionOptions.Autotune.off, .maximum].map { Case(seed: seed, autotune: $0) }
        }
    }

    @Test(arguments: Case.all)
    func `the same samples arrive in each epoch, in order where it is promised`(_ example: Case) throws {
        let generator = PipelineGenerator(seed: example.seed)
        let written = try generator.run().backend.received
        let rewritten = try generator.run(generator.scenario().rewritten(example.autotune)).backend.received
        #expect(rewritten.map(\.count) == written.map(\.count))
        for (epoch, other) in zip(rewritten, written) {
            if generator.selectsByOrder { continue }
            #expect(epoch.reduce(0) { $0 &+ $1.digest } == other.reduce(0) { $0 &+ $1.digest })
            if generator.promisesOrder { #expect(epoch.map(\.sample) == other.map(\.sample)) }
        }
    }

    @Test(arguments: Case.all)
    func `the simulator runs what was rewritten, to the nanosecond`(_ example: Case) throws {
        let generator = PipelineGenerator(seed: example.seed)
        let rewritten = try generator.scenario().rewritten(example.autotune)
        let reference = try generator.run(rewritten)
        var scenario = try generator.scenario().scenario()
        scenario.options = .tensorflow(example.autotune)
        guard case .completed(let report) = try simulate(scenario, replication: 0) else {
            throw UnexpectedOutOfMemory()
        }
        #expect(report.stages.map(\.name) == (try rewritten.pipeline().stages.map(\.name)))
        #expect(report.nanoseconds == reference.backend.now)
        #expect(report.steps == Int64(reference.stepEnds.count))
    }

    @Test func `the seeds meet every rewrite`() throws {
        var met: [Int] = [0, 0, 0, 0, 0]
        for example in Case.all {
            let pipeline = try PipelineGenerator(seed: example.seed).scenario().pipeline()
            for rewrite in pipeline.appliedRewrites(for: .tensorflow(example.autotune)) {
                switch rewrite {
                case .removed: met[0] += 1
                case .fusedShuffleAndRepeat: met[1] += 1
                case .parallelised: met[2] += 1
                case .fusedMapAndBatch: met[3] += 1
                case .addedPrefetch: met[4] += 1
                }
            }
        }
        #expect(met.allSatisfy { $0 > 0 }, "\(met)")
    }
}

extension PipelineGenerator {
    /// Whether the order of delivery is that of the source.
    fileprivate var promisesOrder: Bool { parts.allSatisfy { !$0.reorders } }

    /// Whether it depends on an order that is not promised which samples are left out.
    fileprivate var selectsByOrder: Bool {
        guard let reordering = parts.firstIndex(where: \.reorders) else { return false }
        return parts[reordering...].contains(where: \.selects)
    }
}
