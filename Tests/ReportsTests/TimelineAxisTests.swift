import Testing

@testable import Reports

@Suite struct TimelineAxisTests {
    @Test(
        arguments: [
            (0..<1_440_000_000, 66, 14, ["0 s", "0.5 s", "1 s"]),
            (0..<100, 50, 10, ["0 ns", "20 ns", "40 ns", "60 ns", "80 ns", "100 ns"]),
            (95_000_000..<131_000_000, 60, 14, ["100 ms", "110 ms", "120 ms", "130 ms"]),
            (0..<100_000_000_000, 66, 14, ["0 s", "30 s", "60 s", "90 s"]),
            (0..<300_000_000_000, 66, 14, ["0 min", "2 min", "4 min"]),
            (0..<9_000_000_000_000, 66, 14, ["0 h", "1 h", "2 h"]),
            (3_600_000_000_000..<3_600_000_002_000, 60, 20, ["3600000000 µs", "3600000001 µs", "3600000002 µs"]),
        ] as [(Range<Int64>, Int, Int, [String])])
    func `ticks are round times`(_ window: Range<Int64>, _ length: Int, _ apart: Int, _ labels: [String]) {
        let axis = TimelineAxis(window: window, length: length)
        let ticks = axis.ticks(apart: apart)
        #expect(ticks.map(\.label) == labels)
        let positions = ticks.map { axis.position(of: $0.nanoseconds) }
        #expect(zip(positions, positions.dropFirst()).allSatisfy { $1 - $0 >= apart - 1 })
    }

    @Test(arguments: [(7 as Int64, 60), (1_000_000_007, 61), (Int64.max / 2, 80)])
    func `columns share the window without gaps`(_ span: Int64, _ length: Int) {
        let axis = TimelineAxis(window: 5..<5 + span, length: length)
        #expect(axis.time(at: 0) == 5 && axis.time(at: length) == 5 + span)
        #expect((0..<length).allSatisfy { axis.time(at: $0) <= axis.time(at: $0 + 1) })
        #expect(axis.position(of: 5) == 0 && axis.position(of: 5 + span) == length)
    }

    @Test(arguments: [(0, "0"), (1, "0.001"), (1500, "1.5"), (12_034, "12.034")] as [(Int64, String)])
    func `decimals are exact`(_ value: Int64, _ text: String) {
        #expect(TimelineAxis.decimal(value, of: 1000) == text)
    }
}
