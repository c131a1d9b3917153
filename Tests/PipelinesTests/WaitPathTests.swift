import BasicContainers
import Testing

@testable import Pipelines

/// A wait from 100 ns to 200 ns, and what it is charged to.
final class WaitPathTests {
    /// Nanoseconds by stage and cause that are not 0.
    private typealias Charges = [Int: [WaitCause: Int64]]

    private var path = WaitPath(stages: 3)

    private func work(_ place: Work.Place, ofStage stage: Int32 = 1, after cause: UInt32 = 0) -> Work {
        Work(
            element: Element(sample: 0, bytes: 0, epoch: 0), token: 0, stage: stage, generation: 0, place: place,
            cause: cause)
    }

    /// Work that was begun, got its server and ended at these times.
    private func add(
        _ work: Work, _ begunAt: Int64, _ servedAt: Int64, _ endedAt: Int64, contended: Int64 = 0,
        heldBackSince: Int64 = .max
    ) {
        path.add(
            work, WorkCourse(begunAt: begunAt, servedAt: servedAt, contendedNanoseconds: contended),
            heldBackSince: heldBackSince, endedAt: endedAt, waitBeganAt: 100)
    }

    private var charges: Charges {
        var charges = Charges()
        for stage in 0..<3 {
            for cause in WaitCause.allCases where path.charged[stage][cause] != 0 {
                charges[stage, default: [:]][cause] = path.charged[stage][cause]
            }
        }
        return charges
    }

    @Test func `a chain covers the wait, and what was before it is left out`() {
        add(work(.disk, ofStage: 0), 50, 70, 130)
        add(work(.workerCore, after: path.current), 130, 145, 200)
        path.endWait(from: 100, to: 200)
        #expect(charges == [0: [.disk: 30], 1: [.worker: 15, .computation: 55]])
    }

    @Test func `work that the element did not depend on is not charged`() {
        add(work(.workerWait), 90, 90, 120)
        add(work(.ownThreadWait, ofStage: 2), 80, 80, 200)
        path.endWait(from: 100, to: 200)
        #expect(charges == [2: [.computation: 100]])
    }

    @Test func `a core that is shared is waited for in part`() {
        add(work(.workerCore), 40, 40, 200, contended: 40)
        path.endWait(from: 100, to: 200)
        #expect(charges == [1: [.core: 40, .computation: 60]])
    }

    @Test(arguments: [(20, 20, 80), (60, 60, 40), (99, 99, 1)] as [(Int64, Int64, Int64)])
    func `a line that was over before counts, because the work would have ended sooner without it`(
        _ inLine: Int64, _ worker: Int64, _ computation: Int64
    ) {
        add(work(.workerWait), 0, inLine, 200)
        path.endWait(from: 100, to: 200)
        #expect(charges == [1: [.worker: worker, .computation: computation]])
    }

    @Test func `while finished results wait behind it, order is what is waited for`() {
        add(work(.workerCore), 100, 120, 200, heldBackSince: 160)
        path.endWait(from: 100, to: 200)
        #expect(charges == [1: [.worker: 20, .computation: 40, .order: 40]])
    }

    @Test(arguments: [Work.Place.handOver, .processCore, .processWait, .processCost, .copyEngine])
    func `what only passes on is called so`(_ place: Work.Place) {
        add(work(place), 100, 100, 200)
        path.endWait(from: 100, to: 200)
        #expect(charges == [1: [.passingOn: 100]])
    }

    @Test func `what no work was begun for is no line of anything`() {
        add(work(.workerWait), 130, 130, 200)
        path.endWait(from: 100, to: 200)
        #expect(charges == [1: [.passingOn: 30, .computation: 70]])
    }

    @Test func `a wait that is over lends nothing to the next`() {
        add(work(.disk, ofStage: 0), 0, 0, 150)
        let cause = path.current
        path.endWait(from: 100, to: 150)
        path.beginAnew()
        add(work(.workerWait, after: cause), 150, 150, 200)
        path.endWait(from: 160, to: 200)
        #expect(charges == [0: [.disk: 50], 1: [.computation: 40]])
    }

    @Test func `a wait with more links than are kept is charged to its end`() {
        let links = Int64(WaitPath.mostLinks + 10)
        for link in 0..<links {
            let cause = path.current
            path.beginAnew()
            add(work(.workerWait, after: cause), 100 + link, 100 + link, 101 + link)
        }
        path.endWait(from: 100, to: 100 + links)
        #expect(charges == [1: [.computation: links]])
    }
}
