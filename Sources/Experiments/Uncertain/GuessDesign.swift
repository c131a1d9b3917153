import Variates

/// Where in the ranges of guesses an answer is looked at.
///
/// As the scenario is written; each guess alone at its ends; all guesses at their ends, in every combination, as long as
/// they are few; and a sample that spreads over the ranges of all (Latin hypercube: each guess takes the middle of every
/// n-th of its range once).
///
/// - Source: M. D. McKay, R. J. Beckman, W. J. Conover (1979), "A comparison of three methods for selecting values of input
///   variables in the analysis of output from a computer code", Technometrics 21(2), 239–245.
public struct GuessDesign: Sendable {
    /// Places of all guesses.
    public struct Point: Sendable, Equatable {
        /// Why it is looked at.
        public enum Kind: Sendable, Equatable {
            /// It is the scenario as it is written.
            case asWritten
            /// One guess is at an end of its range, the others are as written.
            case alone(guess: Int)
            /// All are at ends of their ranges.
            case corner
            /// It is one of the sample.
            case sample
        }

        /// Why it is looked at.
        public let kind: Kind
        /// A place for each guess, from 0, its range's low end, to 1; nil where it is as written.
        public let places: [Double?]
    }

    /// Most replications at a place of the guesses: there are many places, and a guess that matters moves the answer by more
    /// than the interval.
    static let mostReplications = 40

    /// Guesses of which all combinations of ends are looked at.
    public static let mostWithCorners = 4

    /// Guesses there are.
    public let guesses: Int
    /// The points, the scenario as it is written first.
    public let points: [Point]

    /// - Parameters:
    ///   - count: guesses there are, at least 1.
    ///   - samples: points of the Latin hypercube.
    ///   - seed: of the hypercube.
    public init(guesses count: Int, samples: Int = 8, seed: UInt64 = 1) {
        precondition(count >= 1, "A design is for guesses")
        guesses = count
        let asWritten = [Double?](repeating: nil, count: count)
        let alone = (0..<count).flatMap { guess in
            [0.0, 1.0].map { place in
                var places = asWritten
                places[guess] = place
                return Point(kind: .alone(guess: guess), places: places)
            }
        }
        let corners = count > 1 && count <= Self.mostWithCorners ? (0..<1 << count).map { $0 } : []
        let orders = (0..<count).map { guess in
            KeyedPermutation(count: Int64(samples), key: seed &* 1_000_003 &+ UInt64(guess))
        }
        points =
            [Point(kind: .asWritten, places: asWritten)] + alone
            + corners.map { corner in
                Point(kind: .corner, places: (0..<count).map { Double(corner >> $0 & 1) })
            }
            + (0..<samples).map { sample in
                Point(kind: .sample, places: orders.map { (Double($0[Int64(sample)]) + 0.5) / Double(samples) })
            }
    }
}
