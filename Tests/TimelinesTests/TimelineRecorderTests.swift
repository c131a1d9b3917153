import Testing
import Variates

@testable import Pipelines
@testable import Timelines

/// A recorder told of work by hand, as a backend of any kind would.
struct TimelineRecorderTests {
    private static func scenario() throws -> Scenario {
        try TestScenario.source(8).map(milliseconds(1), parallelism: 2).train(milliseconds(1))
            .disk(["queueDepth": .count(4)]).scenario()
    }

    private static func work(_ place: Work.Place, sample: Int64, stage: Int32) -> Work {
        Work(element: Element(sample: sample, bytes: 0, epoch: 0), token: 0, stage: stage, generation: 0, place: place)
    }

    @Test func `assigns the lowest lane that is free when work begins`() throws {
        var recorder = TimelineRecorder(try Self.scenario(), end: .time(100))
        for (job, begin) in [(UInt32(7), Int64(0)), (3, 10), (9, 20)] {
            recorder.began(Self.work(.disk, sample: begin, stage: 0), accelerator: 0, job: job, at: begin)
        }
        recorder.ended(job: 3, at: 30)
        recorder.began(Self.work(.disk, sample: 30, stage: 0), accelerator: 0, job: 3, at: 30)
        for job in [3, 7, 9] as [UInt32] { recorder.ended(job: job, at: 50) }
        let timeline = try recorder.timeline(at: 60)
        #expect(timeline.window == 0..<60)
        #expect(timeline.lanes.map { timeline.name(of: $0) } == ["disk 1", "disk 2", "disk 3"])
        #expect(timeline.lanes.map { $0.spans.map(\.sample) } == [[0], [10, 30], [20]])
        #expect(timeline.lanes.map { $0.spans.map(\.number) } == [[0], [1, 3], [2]])
        #expect(timeline.unusedServers == [.init(kind: .disk, count: 1, total: 4)])
    }

    @Test func `cuts work that has not ended, and divides a step's time`() throws {
        var recorder = TimelineRecorder(try Self.scenario(), from: 10, end: .time(100))
        recorder.began(Self.work(.accelerator, sample: 0, stage: 2), accelerator: 0, job: 1, at: 5)
        recorder.computes(job: 1, from: 12)
        recorder.ended(job: 1, at: 40)
        recorder.began(Self.work(.accelerator, sample: 1, stage: 2), accelerator: 0, job: 2, at: 60)
        recorder.computes(job: 2, from: 90)
        let spans = try #require(try recorder.timeline(at: 120).lanes.first?.spans)
        #expect(spans.map(\.begin) == [10, 12, 60, 90])
        #expect(spans.map(\.end) == [12, 40, 90, 100])
        #expect(spans.map(\.activity) == [.setup, .work, .setup, .work])
        #expect(spans.map(\.isFinished) == [true, true, true, false])
        #expect(try recorder.timeline(at: 120).finishedSteps[0] == 1)
    }

    @Test func `ends with the last of so many steps`() throws {
        var recorder = TimelineRecorder(try Self.scenario(), end: .steps(2))
        for (job, begin) in [(UInt32(1), Int64(0)), (2, 10)] {
            #expect(!recorder.isOver(at: begin))
            recorder.began(Self.work(.accelerator, sample: 0, stage: 2), accelerator: 0, job: job, at: begin)
            recorder.ended(job: job, at: begin + 10)
        }
        #expect(recorder.isOver(at: 20))
        #expect(try recorder.timeline(at: 30).window == 0..<20)
    }

    @Test func `leaves out what takes no time`() throws {
        var recorder = TimelineRecorder(try Self.scenario(), end: .time(100))
        recorder.began(Self.work(.workerCore, sample: 0, stage: 1), accelerator: 0, job: 1, at: 5)
        recorder.ended(job: 1, at: 5)
        #expect(try recorder.timeline(at: 10).lanes.map(\.spans.count) == [0])
    }

    @Test func `names the training loop's work, and the stages'`() throws {
        var recorder = TimelineRecorder(try Self.scenario(), end: .time(100))
        let places: [(Work.Place, Int32)] = [(.workerWait, 1), (.trainerCore, 2), (.nextCall, 2), (.handOver, 1)]
        for (index, (place, stage)) in places.enumerated() {
            let begin = Int64(10 * index)
            recorder.began(
                Self.work(place, sample: 0, stage: stage), accelerator: 0, job: UInt32(index), at: begin)
            recorder.ended(job: UInt32(index), at: begin + 10)
        }
        let timeline = try recorder.timeline(at: 50)
        #expect(timeline.lanes.map { timeline.name(of: $0) } == ["worker", "step on CPU", "training loop"])
        #expect(
            timeline.lanes.map { $0.spans.map { timeline.name(of: $0) } } == [
                ["map"], ["step"], ["next()", "hand-over"],
            ])
    }
}
