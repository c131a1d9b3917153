import Synchronization

/// What all requests share: there is so much of it, and who needs more than is left gets none.
final class Budget: Sendable {
    /// How much there is.
    let limit: Int
    private let taken = Mutex(0)

    /// - Parameter limit: how much there is.
    init(_ limit: Int) { self.limit = limit }

    /// A part of a budget, which goes back with the last who knows of it.
    final class Share: Sendable {
        private let budget: Budget
        private let amount: Int

        fileprivate init(_ budget: Budget, _ amount: Int) {
            self.budget = budget
            self.amount = amount
        }

        deinit { budget.giveBack(amount) }
    }

    /// Takes some; nil when there is not so much left.
    func share(_ amount: Int = 1) -> Share? {
        let isThere = taken.withLock { taken in
            guard amount <= limit - taken else { return false }
            taken += amount
            return true
        }
        return isThere ? Share(self, amount) : nil
    }

    private func giveBack(_ amount: Int) { taken.withLock { $0 -= amount } }
}
