import Foundation
package import Pipelines

/// What was measured, as files hold it.
extension WrittenValue {
    /// A time in whole nanoseconds, which is what the engine counts in.
    package static func time(_ seconds: Double) -> Self { .quantity((seconds * 1e9).rounded() / 1e9, .time) }

    /// A time, or points of two times joined by lines.
    package static func curve(ofSeconds curve: PiecewiseLinear) -> Self {
        if curve.points.count == 1 { return .time(curve.points[0].y) }
        return .list(curve.points.map { .list([.time($0.x), .time($0.y)]) })
    }

    /// A whole number of bytes.
    package static func bytes(_ bytes: Double) -> Self { .quantity(bytes.rounded(), .bytes) }

    /// A bandwidth in six digits.
    package static func bandwidth(_ bytesPerSecond: Double) -> Self {
        .quantity(Double(String(format: "%.5e", bytesPerSecond)) ?? bytesPerSecond, .bandwidth)
    }

    /// A time, or times replayed from a list; a list of equal times is one time.
    ///
    /// - Parameter replay: `by sample`, `in order` or `resampled`.
    package static func durations(_ seconds: [Double], replay: String) -> Self {
        if let first = seconds.first, seconds.allSatisfy({ $0 == first }) { return .time(first) }
        return .recorded(seconds.map(Self.time), replay: replay)
    }

    /// A histogram of times: what is shorter than a nanosecond is lost.
    package static func histogram(ofSeconds edges: [Double], counts: [Double]) -> Self {
        var written = [(edges[0] * 1e9).rounded()]
        var weights: [Double] = []
        var pending = 0.0
        for (edge, count) in zip(edges.dropFirst(), counts) {
            let nanoseconds = (edge * 1e9).rounded()
            guard nanoseconds > written[written.count - 1] else {
                pending += count
                continue
            }
            written.append(nanoseconds)
            weights.append(count + pending)
            pending = 0
        }
        guard !weights.isEmpty else { return .time(edges[0]) }
        weights[weights.count - 1] += pending
        return .histogram(
            edges: written.map { .time($0 / 1e9) }, counts: weights.map { ($0 * 1e9).rounded() / 1e9 })
    }
}
