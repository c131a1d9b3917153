/// Which samples a cache of what was read keeps.
protocol CachePolicy {
    /// A sample is asked for.
    ///
    /// - Returns: whether it is there.
    mutating func isFound(_ sample: Int64, epoch: Int32) -> Bool

    /// A sample that was not there has been read.
    ///
    /// - Parameters:
    ///   - bytes: of it.
    ///   - evict: told of each sample that goes.
    /// - Returns: whether it is kept.
    mutating func keep(_ sample: Int64, bytes: Int64, evict: (Int64) -> Void) -> Bool

    /// Whether a sample of this size would be kept now.
    func wouldKeep(bytes: Int64) -> Bool

    /// Bytes that are kept.
    var keptBytes: Int64 { get }
}
