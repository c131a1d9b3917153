import PipelineRuns
import Pipelines
import Testing
import Variates

/// Checkpoints and evaluations between steps and epochs; worked out by hand, in ms.
struct InterruptionTests {
    typealias Values = TestScenario.Values

    private static let time: Values = ["checkpointTime": .distribution(.constant(0.005))]
    /// A megabyte takes 10 ms.
    private static let bytes: Values = ["checkpointBytes": .quantity(1e6)]
    private static let disk: Values = ["bandwidth": .quantity(1e8)]

    /// Ten steps of 10 ms in each epoch, and data without end.
    private func length(
        _ training: [Values], epochs: Int = 1, accelerators: Int = 1, disk: Values = Self.disk
    ) throws -> Double {
        let values = training.reduce(into: Values()) { $0.merge($1) { _, new in new } }
        let test = try TestScenario.source(10).train(.constant(0.01), epochs: epochs, values).disk(disk)
            .gpu(["count": .count(accelerators)])
        return Double(try complete(test).nanoseconds) / 1e6
    }

    @Test(
        arguments: [
            // After steps 4 and 8; a count that is no divisor starts anew in each epoch.
            ([time, ["checkpointSteps": .count(4)]], 1, 110), ([time, ["checkpointSteps": .count(4)]], 2, 220),
            // After the last step too.
            ([time, ["checkpointSteps": .count(5)]], 1, 110), ([time, ["checkpointSteps": .count(11)]], 1, 100),
            ([bytes, ["checkpointSteps": .count(4)]], 1, 120),
            ([bytes, time, ["checkpointSteps": .count(4)]], 1, 130),
            // After every epoch; after the second and fourth; after the third only.
            ([bytes], 4, 440), ([bytes, ["checkpointEpochs": .count(2), "checkpointFirstEpoch": .count(2)]], 4, 420),
            ([bytes, ["checkpointEpochs": .count(2), "checkpointFirstEpoch": .count(3)]], 4, 410),
            ([["evaluation": .distribution(.constant(0.007))]], 2, 214),
            ([["evaluation": .distribution(.constant(0.007)), "evaluationFirstEpoch": .count(2)]], 2, 207),
            ([["evaluation": .distribution(.constant(0.007)), "evaluationEpochs": .count(3)]], 3, 307),
            ([bytes, ["evaluation": .distribution(.constant(0.007))]], 2, 234),
            ([bytes, ["steps": .count(3), "checkpointSteps": .count(3)]], 2, 80),
        ] as [([Values], Int, Double)])
    func `no step starts meanwhile`(training: [Values], epochs: Int, expected: Double) throws {
        #expect(try length(training, epochs: epochs) == expected)
    }

    @Test func `of several accelerators the first writes, or all share the disk`() throws {
        let steps: Values = ["checkpointSteps": .count(4)]
        #expect(try length([Self.bytes, steps], accelerators: 2) == 120)
        #expect(
            try length([Self.bytes, steps, ["checkpointWriters": .word("all")]], accelerators: 2) == 140)
        #expect(try length([Self.bytes], epochs: 2, accelerators: 2) == 220)
    }

    @Test func `a checkpoint shares the disk with what is read`() throws {
        let test = try TestScenario.source(4, bytes: 1e6).prefetch(1)
            .train(.constant(0.001), Self.bytes.merging(["checkpointSteps": .count(2)]) { $1 }).disk(Self.disk)
        // The second sample is there at 20, its step ends at 21; the third has then been read for 1 ms, and beside the
        // checkpoint needs 18 more: 39. The buffer is full, so that the checkpoint's last byte is alone: 40. The fourth
        // sample is read until 50, its step ends at 51, and another checkpoint follows.
        #expect(try complete(test).nanoseconds == 61_000_000)
    }

    @Test func `steps that run ahead are finished first`() throws {
        let ahead = Self.time.merging(["checkpointSteps": .count(4), "runAhead": .count(2)]) { $1 }
        #expect(try length([ahead]) == 110)
    }

    @Test(arguments: [1, 3], ["first", "all"])
    func `it is no stall and no part of AU`(accelerators: Int, writers: String) throws {
        let training: Values = [
            "checkpointBytes": .quantity(1e6), "checkpointSteps": .count(5), "checkpointWriters": .word(writers),
            "evaluation": .distribution(.constant(0.5)),
        ]
        let test = try TestScenario.source(10).train(.constant(0.01), epochs: 2, training).disk(Self.disk)
            .gpu(["count": .count(accelerators)])
        let report = try complete(test)
        #expect(report.acceleratorUtilisation == 1)
        #expect(report.epochSamplesPerSecond?.isClose(to: 100 * Double(accelerators)) == true)
        #expect(report.stallFraction == 0)
    }

    /// Steps of 1 ms, but for the first accelerator's third, of 3 ms, which follows its checkpoint of 4 ms: the other
    /// waits for both.
    @Test func `waiting for a checkpoint is no part of AU, waiting for a slow step is`() throws {
        let steps = Distribution.recorded(
            try RecordedTable(values: [1, 1, 1, 1, 3, 1, 1, 1].map { $0 / 1e3 }, replay: .bySample))
        let checkpoint: Values = ["checkpointTime": .distribution(.constant(0.004)), "checkpointSteps": .count(2)]
        let run = try complete(.source(8).shard().train(steps, checkpoint).gpu(["count": .count(2)]))
        #expect(run.nanoseconds == 14_000_000)
        // The first computes in all of its two stretches; the other in 3 ms of 10, less its first step and the
        // checkpoint.
        #expect(run.acceleratorUtilisation?.isClose(to: (1 + 3.0 / 5) / 2) == true)
        #expect(run.wholeRun.barrierFraction.isClose(to: 2.0 / (2 * 14)))
        #expect(run.wholeRun.loop.interruptions.isClose(to: 8.0 / 14))
    }

    /// The other accelerator has one sample less, and evaluates while the first waits for it after its last step.
    @Test func `an evaluation of one whose data have ended is waited for as such`() throws {
        let evaluation: Values = ["evaluation": .distribution(.constant(0.1))]
        let run = try complete(.source(3).shard().train(.constant(0.01), evaluation).gpu(["count": .count(2)]))
        #expect(run.nanoseconds == 210_000_000)
        #expect(run.acceleratorUtilisation == 1)
        let loop = run.wholeRun.loop
        #expect(loop.barrier.isClose(to: 0) && loop.starved.isClose(to: 10.0 / 420))
        #expect(loop.interruptions.isClose(to: 380.0 / 420) && loop.computation.isClose(to: 30.0 / 420))
    }

    /// The first of two accelerators has one sample more, and writes; the other waits for the step, then for the disk.
    @Test func `waiting for a step is starvation, waiting for a checkpoint is not`() throws {
        let plain = try complete(.source(3).shard().train(.constant(0.01)).gpu(["count": .count(2)]))
        let saved = try complete(
            .source(3).shard().train(.constant(0.01), Self.bytes).disk(Self.disk).gpu(["count": .count(2)]))
        // One of two accelerators for 10 ms of 20, or of 30.
        #expect(plain.wholeRun.stallFraction.isClose(to: 10.0 / (2 * 20)))
        #expect(saved.nanoseconds == 30_000_000)
        #expect(saved.wholeRun.stallFraction.isClose(to: 10.0 / (2 * 30)))
    }

    /// The first accelerator writes; the others wait at the barrier, for the end of the epoch, or before the next one.
    @Test(
        arguments: [
            (["checkpointSteps": .count(4)], "step", 8.0 / 18), (["checkpointSteps": .count(4)], "epoch", 8.0 / 18),
            ([:], "step", 4.0 / 14), ([:], "epoch", 4.0 / 14),
        ] as [(Values, String, Double)])
    func `what others wait for is the checkpoint`(when: Values, barrier: String, share: Double) throws {
        // Ten steps of 1 ms in each epoch, and two checkpoints of 4 ms, or one.
        let values = when.merging(["checkpointTime": .distribution(.constant(0.004))]) { $1 }
        let test = try TestScenario.source(10).prefetch(4).train(.constant(0.001), epochs: 3, values)
            .gpu(["count": .count(3), "barrier": .word(barrier)])
        let run = try complete(test)
        #expect(run.wholeRun.loop.interruptions.isClose(to: share))
        #expect(run.wholeRun.loop.computation.isClose(to: 1 - share))
        #expect(run.wholeRun.stallFraction.isClose(to: 0))
        #expect(run.wholeRun.barrierFraction.isClose(to: 0))
        #expect(run.loop.barrier + run.loop.starved + run.loop.host < 1e-9)
    }

    @Test func `times are drawn once for each`() throws {
        let test = try TestScenario.source(4).train(
            .constant(0.01), epochs: 3,
            ["evaluation": .distribution(try nanoseconds([1_000_000, 2_000_000, 4_000_000]))])
        #expect(try complete(test).nanoseconds == 127_000_000)
    }
}
