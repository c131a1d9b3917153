import Measurements
import PipelineRuns
import Testing

@testable import Reports

@Suite struct QuantityFormatTests {
    @Test(
        arguments: [
            (0, "0 ns"), (1.5e-9, "1.50 ns"), (2.5e-5, "25.0 µs"), (0.0123456, "12.3 ms"), (0.9996, "1.00 s"),
            (1, "1.00 s"),
            (59.95, "60.0 s"), (119, "119 s"), (150, "2.50 min"), (7200, "2.00 h"), (360_000, "100 h"),
        ] as [(Double, String)])
    func `shows times`(seconds: Double, text: String) { #expect(QuantityFormat.seconds(seconds) == text) }

    @Test(
        arguments: [
            (0, "0 B"), (1023, "1,023 B"), (1024, "1.00 KiB"), (112_640, "110 KiB"), (0x1p30, "1.00 GiB"),
            (5e12, "4.55 TiB"),
        ] as [(Double, String)])
    func `shows sizes`(bytes: Double, text: String) { #expect(QuantityFormat.bytes(bytes) == text) }

    @Test(
        arguments: [
            (0, "0 %"), (0.0001, "0 %"), (0.004, "0.4 %"), (0.0094, "0.9 %"), (0.0096, "1 %"), (0.42, "42 %"),
            (1, "100 %"),
        ] as [(Double, String)])
    func `shows shares`(fraction: Double, text: String) { #expect(QuantityFormat.percent(fraction) == text) }

    @Test(
        arguments: [
            (1829.4, 5.2, "1,829 ±5"), (1829.4, 1.26, "1,829.4 ±1.3"), (114.5227, 0.3426, "114.5 ±0.3"),
            (0.98765, 0.0023, "0.988 ±0.002"), (1_234_567, 890, "1,234,567 ±890"), (5, 0, "5.000 ±0"),
            (1234.5678, 1e-9, "1,234.57 ±0.00"), (99.96, 0.96, "100.0 ±1.0"), (3, 20, "3 ±20"),
        ] as [(Double, Double, String)])
    func `lets the half-width decide the digits`(mean: Double, halfWidth: Double, text: String) {
        let interval = ConfidenceInterval(mean: mean, halfWidth: halfWidth, confidence: 0.95, count: 10)
        #expect(QuantityFormat.text(interval) == text)
    }

    @Test func `shows no half-width that is not known`() {
        let interval = ConfidenceInterval(mean: 1829.4, halfWidth: nil, confidence: 0.95, count: 1)
        #expect(QuantityFormat.text(interval) == "1,829")
    }
}
