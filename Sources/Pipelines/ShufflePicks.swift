import Variates

/// The picks of a shuffle: each belongs to the sample that came in last, and to the number of picks before it.
///
/// So a change elsewhere in the pipeline does not change them, and each pass of a `repeat` upstream has an order of its
/// own. Every engine picks by them.
package struct ShufflePicks: BitwiseCopyable {
    @usableFromInline
    let key: UInt64

    @usableFromInline
    var pass: Int

    /// The sample that came in last.
    package var newest: Int64 = 0

    /// How many there have been in this pass.
    @usableFromInline
    package var count = 0

    /// Those of a pass, before the first.
    ///
    /// - Parameters:
    ///   - key: of all picks of the stage in a run.
    ///   - pass: counted from 0.
    package init(key: UInt64, pass: Int = 0) {
        self.key = key
        self.pass = pass
    }

    /// Another pass begins.
    package mutating func beginPass() {
        pass += 1
        count = 0
    }

    /// The place that is picked next, from 0 to `places` − 1.
    @inlinable
    @inline(__always)
    package mutating func next(of places: Int) -> Int {
        defer { count += 1 }
        return Int(keyedUniformIndex(key: key, epoch: pass, sample: newest, counter: count, below: UInt64(places)))
    }
}
