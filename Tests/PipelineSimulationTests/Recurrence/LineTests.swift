import Testing

@testable import PipelineSimulation

@Suite struct LineTests {
    private struct Record: TimedRecord, Equatable {
        var time: Int64
    }

    @Test func `the first comes out first`() {
        var line = Line<Record>()
        for time in 0..<1000 { line.append(Record(time: Int64(time))) }
        for time in 0..<1000 { expect(line.removeFirst().time, Int64(time)) }
        expect(line.count, 0)
    }

    @Test func `all up to a time are taken, and the others stay`() {
        var line = Line<Record>()
        for time: Int64 in [1, 2, 2, 5] { line.append(Record(time: time)) }
        var taken: [Int64] = []
        line.takeAll(upTo: 2) { taken.append($0.time) }
        #expect(taken == [1, 2, 2])
        expect(line.count, 1)
        expect(line[0].time, 5)
    }

    @Test func `what is added while others are taken keeps its place`() {
        var line = Line<Record>()
        var (added, taken): (Int64, Int64) = (0, 0)
        for _ in 0..<500 {
            for _ in 0..<3 {
                line.append(Record(time: added))
                added += 1
            }
            line.removeFirst(2)
            taken += 2
            expect(line[0].time, taken)
        }
        expect(line[line.count - 1].time, added - 1)
    }

    /// What the macro cannot take of a value that is not copied.
    private func expect<Value: Equatable>(_ value: Value, _ expected: Value) { #expect(value == expected) }
}
