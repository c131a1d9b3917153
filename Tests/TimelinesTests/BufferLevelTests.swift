import Testing

@testable import Timelines

struct BufferLevelTests {
    private static func level(_ held: [(Int64, Int64)], limit: Int?) -> BufferLevel {
        let states = held.map { time, held in
            var state = StageState(nanoseconds: time, limit: limit)
            state.held = held
            return state
        }
        let track = StageTrack(name: "prefetch", accelerator: 0, isAsynchronous: true, isBuffer: true, states: states)
        return BufferLevel(track, in: 10..<50)
    }

    @Test(
        arguments: [(10..<20, 0.0), (10..<30, 1), (20..<40, 1.5), (40..<50, 1), (10..<50, 1)]
            as [(Range<Int64>, Double)])
    func `means are by time`(_ part: Range<Int64>, _ mean: Double) {
        #expect(Self.level([(10, 0), (20, 2), (30, 1)], limit: 4).mean(in: part) == mean)
    }

    @Test func `of many lanes it is the number that work`() {
        let lanes = [[0..<10, 20..<30], [5..<20], []].enumerated().map { number, busy in
            Lane(group: Lane.Group(.worker), number: number, firstBegin: 0, spans: busy.map(TimelineCutTests.span))
        }
        let level = BufferLevel(working: lanes, in: 0..<40)
        let steps: [(Int64, Int64)] = [(0, 1), (5, 2), (10, 1), (30, 0)]
        #expect(level.steps == steps.map { .init(nanoseconds: $0, elements: $1) })
        #expect(level.capacity == 3 && level.mean(in: 0..<40) == 35.0 / 40)
    }

    @Test func `steps are where the number changes`() {
        let level = Self.level([(10, 1), (20, 1), (30, 0)], limit: nil)
        #expect(level.steps == [.init(nanoseconds: 10, elements: 1), .init(nanoseconds: 30, elements: 0)])
        #expect(level.capacity == 1)
        #expect(Self.level([(10, 1)], limit: 8).capacity == 8)
    }
}
