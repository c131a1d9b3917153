import Experiments
import Measurements
import Testing

struct RelativeChangeTests {
    @Test func `is a ratio less one`() {
        let change = RelativeChange(ConfidenceInterval(mean: 1.25, halfWidth: 0.5, confidence: 0.9, count: 3))
        #expect(change.value == 0.25 && change.lower == -0.25 && change.upper == 0.75)
        #expect(change.halfWidth == 0.5 && change.bound == 0.75)
    }

    @Test func `its inverse holds the same values, seen from the other`() throws {
        let change = RelativeChange(ConfidenceInterval(mean: 2, halfWidth: 1, confidence: 0.9, count: 3))
        let inverse = try #require(change.inverse)
        #expect(inverse.value == -0.5 && inverse.lower == 1 / 3.0 - 1 && inverse.upper == 0)
        #expect(inverse.halfWidth == 0.5)
    }

    @Test func `nothing has no inverse, and one pair no width`() {
        #expect(RelativeChange(ConfidenceInterval(mean: 0, halfWidth: 0, confidence: 0.9, count: 3)).inverse == nil)
        let one = RelativeChange(ConfidenceInterval(mean: 4, halfWidth: nil, confidence: 0.9, count: 1))
        #expect(one.halfWidth == nil && one.bound == nil && one.inverse?.value == -0.75)
    }
}
