import Measurements
import Testing

@testable import Reports

struct RatioTextTests {
    @Test(
        arguments: [
            (1.0551, 0.0023, "+5.5 % ±0.2"), (1.665, 0.003, "+66.5 % ±0.3"), (1.0, 0.0, "+0.0 %"),
            (2.0, 0.0, "+100.0 %"),
            (0.9, 0.04, "−10 % ±4"), (1.0992, 0.00001, "+9.92 %"), (0.99999, 0.001, "+0.0 % ±0.1"),
            (1.21, 0.31, "+21 % ±31"),
        ] as [(Double, Double, String)])
    func `a change has the digits that its interval supports`(_ ratio: Double, _ halfWidth: Double, _ text: String) {
        let interval = ConfidenceInterval(mean: ratio, halfWidth: halfWidth, confidence: 0.95, count: 10)
        #expect(RatioText.change(interval) == text)
    }

    @Test func `one replication tells no uncertainty`() {
        let interval = ConfidenceInterval(mean: 1.25, halfWidth: nil, confidence: 0.95, count: 1)
        #expect(RatioText.change(interval) == "+25.0 %")
    }
}
