import Testing

@testable import PipelineExecution

struct SpreadTests {
    @Test(arguments: [
        (values: [7], median: 7.0, percentile90: 7.0),
        (values: [4, 1], median: 2.5, percentile90: 4),
        (values: [10, 9, 8, 7, 6, 5, 4, 3, 2, 1], median: 5.5, percentile90: 9),
        (values: [11, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], median: 6, percentile90: 10),
    ])
    func `has the middle and the nearest rank of nine tenths`(
        values: [Int64], median: Double, percentile90: Double
    ) {
        let spread = Spread(values.map { $0 * 1_000_000_000 })
        #expect(abs(spread.medianSeconds - median) < 1e-9)
        #expect(abs(spread.percentile90Seconds - percentile90) < 1e-9)
        #expect(spread.count == values.count)
    }
}
