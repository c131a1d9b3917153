import Testing

@testable import overlap

struct ProgressMarksTests {
    /// Seconds of the lines of a run whose progress is even, asked for once a second.
    private static func lines(ofRunOver seconds: Int) -> [Int] {
        var marks = ProgressMarks()
        return (0...seconds).filter { marks.isDue(at: Double($0) / Double(seconds), after: .seconds($0)) }
    }

    @Test(
        arguments: [
            (59, []), (60, []), (100, [60]), (200, [60, 120, 180]), (240, [60, 120, 180]),
            (400, [60, 120, 200, 300]), (7200, [60, 1800, 3600, 5400]),
        ] as [(Int, [Int])])
    func `one at each quarter, and a minute apart`(seconds: Int, lines: [Int]) {
        #expect(Self.lines(ofRunOver: seconds) == lines)
    }
}
