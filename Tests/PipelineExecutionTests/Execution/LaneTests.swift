import Synchronization
import Testing

@testable import PipelineExecution

struct LaneTests {
    @Test func `a thread is started for each job that nobody is free for`() {
        var lane = Lane(limit: .max)
        #expect(lane.push(1) == .newThread)
        #expect(lane.push(2) == .newThread)
        #expect(lane.threads == 2)
    }

    @Test func `threads that look for work are called by nobody`() {
        var lane = Lane(limit: .max)
        lane.spinning = 2
        #expect(lane.push(1) == .nothing)
        #expect(lane.push(2) == .nothing)
        #expect(lane.push(3) == .newThread)
    }

    @Test func `a sleeping thread is woken for one job, not for two`() {
        var lane = Lane(limit: .max)
        lane.spinning = 1
        lane.park()
        #expect(lane.parked == 1 && lane.spinning == 0)
        #expect(lane.push(1) == .wake)
        #expect(lane.push(2) == .newThread)
    }

    @Test func `no more threads than allowed, and jobs in their order`() {
        var lane = Lane(limit: 1)
        #expect(lane.push(4) == .newThread)
        #expect(lane.push(5) == .nothing)
        #expect(lane.signal.readyJobs.load(ordering: .relaxed) == 2)
        #expect(lane.pop() == 4)
        #expect(lane.pop() == 5)
        #expect(lane.pop() == nil)
        #expect(lane.signal.readyJobs.load(ordering: .relaxed) == 0)
    }

    @Test func `the lanes of several accelerators are different ones`() {
        let numbers =
            [LaneNumber.functions]
            + (0..<4).flatMap { [LaneNumber.trainer($0), LaneNumber.accelerator($0), LaneNumber.copyEngine($0)] }
        #expect(numbers.sorted() == Array(0..<LaneNumber.count(ranks: 4)))
    }
}
