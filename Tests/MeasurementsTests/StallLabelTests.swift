import Measurements
import Testing

struct StallLabelTests {
    @Test(
        arguments: [
            (0, .notInputBound),
            (0.05.nextDown, .notInputBound),
            (0.05, .moderatelyInputBound),
            (0.20.nextDown, .moderatelyInputBound),
            (0.20, .highlyInputBound),
            (1, .highlyInputBound),
        ] as [(Double, StallLabel)])
    func `boundaries are the TensorFlow profiler's`(stallFraction: Double, expected: StallLabel) {
        #expect(StallLabel(stallFraction: stallFraction) == expected)
    }

    @Test func `labels read like TensorBoard's`() {
        #expect(
            StallLabel.allCases.map(\.rawValue) == [
                "not input-bound", "moderately input-bound", "highly input-bound",
            ])
    }
}
