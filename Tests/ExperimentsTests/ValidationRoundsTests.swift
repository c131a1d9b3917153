import Testing

@testable import Experiments

struct ValidationRoundsTests {
    @Test(arguments: 1...16)
    func `each round begins with the next point, and has them all`(points: Int) {
        let rounds = ValidationRounds(points: points)
        let orders = (0..<2 * points).map { rounds.order(ofRound: $0) }
        #expect(orders.allSatisfy { $0.sorted() == Array(0..<points) })
        #expect(orders.map { $0[0] } == (0..<2 * points).map { $0 % points })
    }
}
