import CGSL

/// A discrete distribution prepared for drawing an index in constant time, by GSL (Walker's alias method).
final class AliasTable {
    private let table: UnsafeMutablePointer<gsl_ran_discrete_t>

    /// Prepares indices 0..<weights.count; the weights are divided by their sum.
    init(weights: [Double]) {
        guard let table = gsl_ran_discrete_preproc(weights.count, weights) else {
            preconditionFailure("weights are positive and not empty: validate() has seen them")
        }
        self.table = table
    }

    deinit { gsl_ran_discrete_free(table) }

    /// An index; one number of the generator.
    func draw(_ rng: UnsafePointer<gsl_rng>) -> Int { gsl_ran_discrete(rng, table) }
}
