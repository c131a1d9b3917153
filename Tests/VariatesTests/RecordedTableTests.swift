import Testing

@testable import Variates

@Suite struct RecordedTableTests {
    private let key = StreamKey(seed: 1, replication: 0, stage: "replay")
    /// Of a length that neither divides a block nor leaves the remainder 1.
    private let values = [3.0, 1, 4, 1, 5, 9, 2]

    @Test(arguments: [RecordedTable.Replay.inOrder, .bySample])
    func `replays in order, from the start again after the end`(replay: RecordedTable.Replay) throws {
        var stream = VariateStream(.recorded(try RecordedTable(values: values, replay: replay)), key: key)
        for position in 0..<600 { #expect(stream.next() == values[position % 7]) }
    }

    @Test func `replays by sample id`() throws {
        var stream = VariateStream(.recorded(try RecordedTable(values: values, replay: .bySample)), key: key)
        for id in [4, 0, 7, 1_000_003, 4] as [Int64] { #expect(stream.value(forSample: id) == values[Int(id % 7)]) }
        #expect(stream.value(forSample: -1) == 2)
        #expect(stream.value(forSample: -7) == 3)
    }

    @Test func `keeps its place inside compound distributions`() throws {
        let table = Distribution.recorded(try RecordedTable(values: values, replay: .inOrder))
        let mixture = Distribution.mixture([
            .init(weight: 1, distribution: .scaled(table, by: 2)),
            .init(weight: 1, distribution: .shifted(table, by: 100)),
        ])
        var stream = VariateStream(mixture, key: key)
        for position in 0..<600 {
            let value = stream.next()
            #expect([2 * values[position % 7], 100 + values[position % 7]].contains(value))
        }
    }

    @Test func `goes by sample inside a mixture, whose branches go by draw`() throws {
        let table = Distribution.recorded(try RecordedTable(values: values, replay: .bySample))
        func mixture(of base: Distribution) -> VariateStream {
            VariateStream(
                .mixture([
                    .init(weight: 1, distribution: .scaled(base, by: 2)),
                    .init(weight: 1, distribution: .shifted(base, by: 100)),
                ]), key: key)
        }
        var stream = mixture(of: table)
        var branches = mixture(of: .constant(0))
        for draw in 0..<600 {
            let value = values[(draw * 5 + 3) % 7]
            let isScaled = branches.next() == 0
            #expect(stream.next(at: 0, forSample: Int64(draw * 5 + 3)) == (isScaled ? 2 * value : 100 + value))
        }
    }

    @Test func `the sample changes nothing where no table goes by it`() {
        var plain = VariateStream(.exponential(mean: 1), key: key)
        var asked = VariateStream(.exponential(mean: 1), key: key)
        for draw in 0..<600 {
            let expected = plain.next()
            #expect(asked.next(at: 0, forSample: Int64(600 - draw)) == expected)
        }
    }

    @Test func `resamples every value`() throws {
        let distribution = Distribution.recorded(try RecordedTable(values: [0, 1, 2, 3, 4], replay: .resampled))
        var stream = VariateStream(distribution, key: key)
        var counts = [Int](repeating: 0, count: 5)
        for _ in 0..<20_000 { counts[Int(stream.next())] += 1 }
        #expect(isEven(counts))
    }

    @Test func `has the moments of the list`() throws {
        let table = Distribution.recorded(try RecordedTable(values: [3, 1, 4, 1, 5], replay: .resampled))
        #expect(abs(table.mean - 2.8) < 1e-15)
        #expect(abs(table.variance - 2.56) < 1e-15)
        #expect(table.support == 1...5)
        #expect(table.cumulativeProbability(1) == 0.4)
        #expect(table.cumulativeProbability(3.5) == 0.6)
    }

    @Test(arguments: [
        ([], "at least one entry"), ([1, -2], "value 2"), ([.nan], "value 1"), ([1, 2, 2e12], "value 3"),
    ])
    func `rejects impossible values`(values: [Double], reason: String) {
        let error = #expect(throws: DistributionError.self) { try RecordedTable(values: values, replay: .inOrder) }
        #expect(error?.description.contains(reason) == true)
    }
}
