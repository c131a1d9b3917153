import CGSL

/// Draws an index 0..<n with given weights: the branch of a mixture or the bin of a histogram.
///
/// A few branches are searched in turn, because a processor predicts a usual branch and a rare one well; many are drawn
/// by GSL's alias method, whose time does not grow with their number. Either takes one number of the generator.
enum BranchSampler {
    /// Upper ends of the branches' shares of [0, 1), but for the last branch.
    case few([Double])
    case many(AliasTable)

    /// Up to this number, searching is faster; measured, see docs/decisions/0002-random-variates.md.
    private static let mostSearched = 4

    /// Prepares indices 0..<weights.count; the weights are divided by their sum.
    init(weights: [Double]) {
        guard weights.count <= Self.mostSearched else {
            self = .many(AliasTable(weights: weights))
            return
        }
        let total = weights.reduce(0, +)
        var sum = 0.0
        self = .few(
            weights.dropLast().map { weight in
                sum += weight
                return sum / total
            })
    }

    /// An index.
    @inline(__always)
    func draw(_ rng: UnsafePointer<gsl_rng>) -> Int {
        switch self {
        case .few(let upperEnds):
            let uniform = gsl_rng_uniform(rng)
            var index = 0
            while index < upperEnds.count, uniform >= upperEnds[index] { index += 1 }
            return index
        case .many(let table): return table.draw(rng)
        }
    }
}

/// A discrete distribution prepared by GSL for drawing in constant time.
///
/// - Source: Walker (1977), "An efficient method for generating discrete random variables with general distributions",
///   ACM Transactions on Mathematical Software 3(3).
final class AliasTable {
    private let table: UnsafeMutablePointer<gsl_ran_discrete_t>

    init(weights: [Double]) {
        guard let table = gsl_ran_discrete_preproc(weights.count, weights) else {
            preconditionFailure("weights are positive and not empty: validate() has seen them")
        }
        self.table = table
    }

    deinit { gsl_ran_discrete_free(table) }

    func draw(_ rng: UnsafePointer<gsl_rng>) -> Int { gsl_ran_discrete(rng, table) }
}
