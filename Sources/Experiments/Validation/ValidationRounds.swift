/// The order in which the points of a validation run: all of them in each round, each round beginning with the next
/// one.
///
/// A drift of the machine, and what a point leaves behind for the one after it, so meets all alike.
struct ValidationRounds {
    let points: Int

    /// The points in the order of a round, which counts from 0.
    func order(ofRound round: Int) -> [Int] { (0..<points).map { (round + $0) % points } }
}
