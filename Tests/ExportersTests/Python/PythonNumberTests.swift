import Testing

@testable import Exporters

@Suite struct PythonNumberTests {
    @Test(
        arguments: [(0, "0"), (9999, "9999"), (50_000, "50_000"), (1_000_000, "1_000_000"), (-12_345, "-12_345")]
            as [(Int64, String)])
    func `whole numbers of five digits are grouped`(number: Int64, text: String) {
        #expect(PythonNumber.count(number) == text)
    }

    @Test(arguments: [(0.12, "0.12"), (2, "2.0"), (2.5e-5, "2.5e-05"), (1 / 3.0, "0.333333"), (1e7, "1e+07")])
    func `numbers read back as numbers with a point`(number: Double, text: String) {
        #expect(PythonNumber.real(number) == text)
    }
}
