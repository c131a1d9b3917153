/// The rule by which a prefetch with an automatic size lets its buffer grow: double it when it was full, and later
/// empty.
///
/// It looks at how many elements are ready whenever the consumer begins to wait and whenever it takes one, and at no
/// clock. The buffer begins with room for one element and never shrinks.
///
/// - Source: TensorFlow 2.21, `core/kernels/data/prefetch_autotuner.h`.
struct PrefetchAutotuner: Sendable {
    private enum Mode {
        /// The buffer has not been full since it last grew.
        case filling
        /// It has been full: to find it empty now means that it is too small.
        case draining
    }

    /// From here on the buffer grows by as much instead of doubling.
    private static let largestStep = 2048

    /// Elements that may be ready.
    private(set) var limit = 1
    private var mode = Mode.filling
    /// Bytes of the first element; those that follow count as equally large.
    private var elementBytes: Int64?
    private let ramBudgetBytes: Double?

    /// - Parameter ramBudgetBytes: bytes that the buffer may come to hold, or nil.
    init(ramBudgetBytes: Double?) { self.ramBudgetBytes = ramBudgetBytes }

    /// The same rule at its beginning, as a new epoch needs it.
    var restarted: PrefetchAutotuner { PrefetchAutotuner(ramBudgetBytes: ramBudgetBytes) }

    /// An element has been made ready.
    mutating func added(_ element: Element) {
        if elementBytes == nil { elementBytes = element.bytes }
    }

    /// The consumer waits (`ready` is 0), or takes one of the `ready` elements.
    mutating func record(ready: Int) {
        switch mode {
        case .filling:
            if ready == limit { mode = .draining }
        case .draining:
            guard ready == 0 else { return }
            let larger = limit < Self.largestStep ? 2 * limit : limit + Self.largestStep
            if isAffordable(larger) { limit = larger }
            mode = .filling
        }
    }

    private func isAffordable(_ limit: Int) -> Bool {
        guard let ramBudgetBytes else { return true }
        return Double(limit) * Double(elementBytes ?? 0) <= ramBudgetBytes
    }
}
