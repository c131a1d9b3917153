import Foundation
import Testing

@testable import Experiments

struct TwoStationLineTests {
    private static func line(_ ratio: Double, _ variations: (Double, Double) = (1, 1)) throws -> TwoStationLine {
        try #require(
            TwoStationLine(producer: (1, variations.0), consumer: (ratio, variations.1 * ratio * ratio)))
    }

    /// Balance equations of the birth and death process: K elements at most between the stations and in the consumer's.
    private static func exactShare(_ ratio: Double, places: Int) -> Double {
        let weights = (0...(places + 1)).map { pow(ratio, Double($0)) }
        let busy = 1 - weights[0] / weights.reduce(0, +)
        return busy / min(1, ratio)
    }

    @Test(arguments: [0.5, 0.7, 0.8, 0.9, 1, 1 / 0.9, 1 / 0.8, 1 / 0.7])
    func `is exact for exponential times`(ratio: Double) throws {
        let line = try Self.line(ratio)
        for places in 1...40 {
            #expect(abs(line.shareOfRate(places: places) - Self.exactShare(ratio, places: places)) < 1e-12)
        }
    }

    @Test(arguments: [(0.7, 9), (0.8, 13), (1 / 0.8, 13), (1 / 0.7, 9), (0.9, 22), (1, 98)] as [(Double, Int)])
    func `knows the fewest places within a percent`(ratio: Double, places: Int) throws {
        #expect(try Self.line(ratio).fewestPlaces(within: 0.01) == places)
        #expect(Self.exactShare(ratio, places: places) >= 0.99 - 1e-12)
        #expect(Self.exactShare(ratio, places: places - 1) < 0.99)
    }

    @Test func `the fewest places are those of the share, for any variation`() throws {
        for ratio in [0.3, 0.9, 0.99, 1] {
            for variation in [(0.1, 0.1), (1, 0.5), (4, 1)] {
                let line = try Self.line(ratio, variation)
                for share in [0.001, 0.01, 0.1] {
                    let places = try #require(line.fewestPlaces(within: share))
                    #expect(line.shareOfRate(places: places) >= 1 - share - 1e-9)
                    #expect(places == 1 || line.shareOfRate(places: places - 1) < 1 - share)
                }
            }
        }
    }

    @Test func `constant times need one place, and stations without time are no line`() throws {
        let line = try Self.line(0.8, (0, 0))
        #expect(line.fewestPlaces(within: 0.01) == 1 && line.shareOfRate(places: 1) == 1)
        #expect(TwoStationLine(producer: (0, 0), consumer: (1, 1)) == nil)
        #expect(TwoStationLine(producer: (1, .infinity), consumer: (1, 1)) == nil)
        #expect(try Self.line(1, (100, 100)).fewestPlaces(within: 1e-9) == nil)
    }
}
