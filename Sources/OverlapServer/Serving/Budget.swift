import Synchronization

/// What all requests share: there is so much of it, and who needs more than is left gets none.
final class Budget: Sendable {
    /// How much there is.
    let limit: Int
    private let taken = Mutex(0)

    /// - Parameter limit: how much there is.
    init(_ limit: Int) { self.limit = limit }

    /// Takes some; false when there is not so much left.
    func take(_ amount: Int = 1) -> Bool {
        taken.withLock { taken in
            guard amount <= limit - taken else { return false }
            taken += amount
            return true
        }
    }

    /// Gives back what was taken.
    func giveBack(_ amount: Int = 1) { taken.withLock { $0 -= amount } }
}
