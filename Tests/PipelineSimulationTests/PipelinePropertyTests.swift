import PipelineRuns
import Pipelines
import Testing
import Variates

/// What holds for every pipeline, on random ones; a failure names the seed that makes its pipeline again.
struct PipelinePropertyTests {
    static let seeds: ClosedRange<UInt64> = 1...200

    @Test(arguments: seeds)
    func `no step ends later when a buffer or the workers grow`(_ seed: UInt64) throws {
        let pipeline = PipelineGenerator(seed: seed)
        guard pipeline.isMonotonic else { return }
        let ends = try pipeline.run().stepEnds
        for grown in pipeline.grown {
            let later = zip(try grown.run().stepEnds, ends).filter { $0 > $1 }
            #expect(later.isEmpty, "\(pipeline.parts) → \(grown.parts)")
        }
    }

    @Test(arguments: seeds)
    func `the simulator agrees with a minimal event loop to the nanosecond`(_ seed: UInt64) throws {
        let pipeline = PipelineGenerator(seed: seed)
        let reference = try pipeline.run()
        let report = try complete(pipeline.scenario())
        #expect(report.nanoseconds == reference.backend.now)
        #expect(report.steps == Int64(reference.stepEnds.count))
        #expect(report.firstBatchSeconds == Double(reference.deliveries[0]) / 1e9)
    }

    @Test(arguments: seeds)
    func `no sample is lost or doubled`(_ seed: UInt64) throws {
        var pipeline = PipelineGenerator(seed: seed)
        pipeline.runAhead = Int(seed % 3)
        let report = try complete(pipeline.scenario())
        let received = try pipeline.run().backend.received
        #expect(report.samples == received.joined().reduce(0) { $0 + $1.samples })
        guard let expected = pipeline.samples else { return }
        for epoch in received {
            #expect(epoch.reduce(0) { $0 + Int($1.samples) } == expected.count)
            #expect(epoch.reduce(0) { $0 &+ $1.digest } == expected.reduce(0) { $0 &+ Element.digest(of: $1) })
        }
    }

    @Test func `the random pipelines are of all kinds, and most of them predictable`() {
        let pipelines = Self.seeds.map { PipelineGenerator(seed: $0) }
        #expect(pipelines.count { $0.samples != nil } > 120)
        #expect(pipelines.count(where: \.isMonotonic) > 100)
        #expect(pipelines.count(where: \.filters) > 20)
        #expect(pipelines.count(where: \.takes) > 20)
        #expect(pipelines.count { $0.parts.contains(where: \.selects) } > 40)
    }

    @Test(arguments: seeds)
    func `scaling all times scales all results`(_ seed: UInt64) throws {
        let pipeline = PipelineGenerator(seed: seed)
        let (one, four) = (try complete(pipeline.scenario()), try complete(pipeline.scenario(scale: 4)))
        #expect(four.nanoseconds == 4 * one.nanoseconds)
        #expect(four.epochSeconds.isClose(to: 4 * one.epochSeconds))
        #expect(four.firstBatchSeconds == 4 * one.firstBatchSeconds)
        #expect(four.samplesPerSecond.isClose(to: one.samplesPerSecond / 4))
        #expect(four.stallFraction.isClose(to: one.stallFraction))
        #expect(four.trainerUtilisation.isClose(to: one.trainerUtilisation))
        #expect(four.peakBytes == one.peakBytes)
        #expect(four.steps == one.steps && four.samples == one.samples)
    }

    @Test(arguments: seeds)
    func `shares are shares`(_ seed: UInt64) throws {
        let report = try complete(PipelineGenerator(seed: seed).scenario())
        var shares: [Double] = [
            report.stallFraction, report.trainerUtilisation, report.diskUtilisation, report.coreUtilisation,
            report.workerUtilisation, report.copyUtilisation, report.acceleratorUtilisation ?? 0,
        ]
        for stage in report.stages { shares += [stage.utilisation, stage.emptyFraction ?? 0, stage.fullFraction ?? 0] }
        #expect(shares.allSatisfy { $0 >= 0 && $0 <= 1 + 1e-9 }, "\(shares)")
        // Without host time the training loop either waits or computes, unless later epochs take no time at all.
        #expect(
            (report.stallFraction + report.trainerUtilisation).isClose(to: 1, within: 1e-9)
                || report.simulatedSeconds == 0 || report.laterEpochSeconds == 0)
    }

    /// Little 1961: the time-weighted length of the line, and the customers' own waits, from separate sums.
    @Test(arguments: seeds)
    func `Little's law holds at resources that stages share`(_ seed: UInt64) throws {
        let discipline = ["sharing", "fifo", "runQueues"][Int(seed % 3)]
        let scarce = try PipelineGenerator(seed: seed).scenario()
            .cpu(["cores": .count(2), "workers": .count(2), "discipline": .word(discipline)])
            .disk(["queueDepth": .count(1)])
        let report = try complete(scarce)
        // What runs ahead of a `take` may still be waiting when the run ends.
        if PipelineGenerator(seed: seed).parts.contains(where: { if case .take = $0 { true } else { false } }) {
            return
        }
        for resource in report.resources {
            let lines = resource.meanWaiting * report.simulatedSeconds
            let waits = resource.meanWaitSeconds * Double(resource.completed)
            #expect(lines.isClose(to: waits, within: 1e-9), "\(resource)")
        }
        #expect(report.steps == (try complete(PipelineGenerator(seed: seed).scenario())).steps)
    }
}
