import Foundation

/// What a file must be before it is given to the YAML parser: there, small enough, text.
enum InputLimits {
    /// Bytes of a scenario; the largest in practice are some kilobytes.
    static let scenarioBytes = 1 << 20
    /// Bytes of a file of measured values.
    static let dataBytes = 32 << 20
    /// Bytes of a row of such a file.
    static let tableRowBytes = 1 << 20
    /// Levels of nesting.
    static let depth = 100
    /// Stages of a pipeline: placement is checked for each against all others.
    static let stages = 1000
    /// Variants of a file.
    static let variants = 1000
    /// Variants that start at each other.
    static let variantChain = 50
    /// Nodes decoded for all variants of a file together.
    static let decodedNodes = 1_000_000
    /// Levels of distributions inside distributions: stragglers double what they contain.
    static let distributionDepth = 8

    /// Why a file cannot be read, as the end of a sentence about it.
    typealias Refusal = InputSource.Refusal

    /// All bytes of a file, or of standard input for `-`; never more than `limit`.
    static func read(path: String, limit: Int) throws(Refusal) -> Data { try InputSource(path).read(limit: limit) }

    /// The text of a scenario's bytes, which are no more than its limit.
    static func scenarioText(_ data: Data) throws(Refusal) -> String {
        guard data.count <= scenarioBytes else { throw Refusal(reason: "too large: at most 1 MiB is read") }
        return try text(data)
    }

    /// The text of some bytes, without a byte order mark.
    static func text(_ data: Data) throws(Refusal) -> String {
        do { return try decodedText(data) } catch { throw Refusal(reason: error.description) }
    }
}
