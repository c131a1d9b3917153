import Measurements

extension [Double] {
    /// Their mean; nil without any.
    var mean: Double? { isEmpty ? nil : reduce(0, +) / Double(count) }

    /// The middle one, or the mean of the two in the middle; nil without any.
    var middle: Double? { isEmpty ? nil : median }

    /// The smallest that a share of all does not exceed; nil without any.
    ///
    /// - Source: Hyndman and Fan (1996), The American Statistician 50(4), definition 1.
    /// - Parameter share: from 0 to 1.
    func nearestRank(_ share: Double) -> Double? {
        isEmpty ? nil : sorted()[Swift.max(0, Int((share * Double(count)).rounded(.up)) - 1)]
    }
}
