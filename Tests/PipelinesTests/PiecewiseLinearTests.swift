import Pipelines
import Testing

struct PiecewiseLinearTests {
    typealias Point = PiecewiseLinear.Point

    @Test(arguments: [(-1, 2), (0, 2), (1, 2), (2, 4), (3, 6), (4, 5), (5, 4), (9, 4)] as [(Double, Double)])
    func `joins points by straight lines, constant outside`(_ x: Double, _ y: Double) throws {
        let points = [Point(x: 1, y: 2), Point(x: 3, y: 6), Point(x: 5, y: 4)]
        let curve = try #require(PiecewiseLinear(points: points))
        #expect(curve(x) == y)
    }

    @Test func `needs points at increasing places`() {
        #expect(PiecewiseLinear(points: []) == nil)
        #expect(PiecewiseLinear(points: [Point(x: 1, y: 0), Point(x: 1, y: 2)]) == nil)
        #expect(PiecewiseLinear(points: [Point(x: 2, y: 0), Point(x: 1, y: 2)]) == nil)
        #expect(PiecewiseLinear(points: [Point(x: 2, y: 7)])?(100) == 7)
    }

    @Test func `knows whether it costs anything`() {
        #expect(PiecewiseLinear(constant: 0).isZero)
        #expect(!PiecewiseLinear(constant: 1).isZero)
        #expect(PiecewiseLinear(points: [Point(x: 0, y: 0), Point(x: 1, y: 2)])?.isZero == false)
    }
}
