import Pipelines
import Testing

@testable import ScenarioFiles

@Suite struct WritingUnitsTests {
    @Test(
        arguments: [
            (0, .time, "0 ns"), (3e-9, .time, "3 ns"), (8e-05, .time, "80 us"), (0.008, .time, "8 ms"),
            (0.005537, .time, "5.537 ms"), (1.5, .time, "1.5 s"), (-0.001, .time, "-1 ms"), (1e-12, .time, "0.001 ns"),
            (2000, .bytes, "2 kB"), (146_600_628, .bytes, "146.600628 MB"), (7e9, .bandwidth, "7 GB/s"),
            (5e-9, .timePerByte, "5 ns/B"), (0.005, .fraction, "0.5 %"), (1.0 / 3, .fraction, "33.33333333333333 %"),
        ] as [(Double, Dimension, String)])
    func `writes the largest unit of which there is one`(value: Double, dimension: Dimension, text: String) {
        #expect(WritingUnits.bySize.text(value, dimension) == text)
    }

    @Test(
        arguments: [
            (2000, .bytes, "2000 B"), (7e9, .bandwidth, "7000 MB/s"), (5e-8, .timePerByte, "50 ns/B"),
            (0.002, .time, "2 ms"),
        ] as [(Double, Dimension, String)])
    func `writes measured values in fixed units`(value: Double, dimension: Dimension, text: String) {
        #expect(WritingUnits.measured.text(value, dimension) == text)
    }

    /// Digits that no unit hides.
    @Test(arguments: Dimension.allCases)
    func `reads back as the same number`(dimension: Dimension) throws {
        var value = dimension.plausible.upperBound / 3
        while value > 1e-15 {
            for units in [WritingUnits.bySize, .measured] where dimension.plausible.contains(value) {
                let text = units.text(value, dimension)
                #expect(try Quantity.parse(text, as: dimension, in: dimension.plausible) == value, "\(text)")
            }
            value /= 7
        }
    }
}
