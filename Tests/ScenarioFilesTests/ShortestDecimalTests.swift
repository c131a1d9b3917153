import Testing

@testable import ScenarioFiles

@Suite struct ShortestDecimalTests {
    @Test(
        arguments: [
            (0, 3, "0"), (-0.0, 0, "0"), (0.005537, 3, "5.537"), (8e-05, 6, "80"), (1.5, 0, "1.5"),
            (1.5, 9, "1500000000"),
            (-0.25, 2, "-25"), (146_600_628, 0, "146600628"), (7e9, -6, "7000"), (712_877_000, -6, "712.877"),
            (1e-12, 9, "0.001"), (1e-20, 9, "1e-11"), (1.25e-20, 9, "1.25e-11"), (1e22, 0, "1e22"),
            (1e16, 0, "10000000000000000"),
            (.leastNonzeroMagnitude, 0, "5e-324"), (1.0 / 3, 3, "333.3333333333333"), (.nan, 3, "nan"),
            (-.infinity, 3, "-inf"),
        ] as [(Double, Int, String)])
    func `moves the point`(value: Double, power: Int, text: String) {
        #expect(ShortestDecimal(value).text(timesTenTo: power) == text)
    }

    @Test(
        arguments: [
            (1e-3, -3, true), (0.999e-3, -3, false), (1, 0, true), (-5, 0, true), (0, -9, false), (.nan, 0, false),
        ] as [(Double, Int, Bool)])
    func `compares with powers of ten`(value: Double, power: Int, reaches: Bool) {
        #expect(ShortestDecimal(value).reaches(powerOfTen: power) == reaches)
    }
}
