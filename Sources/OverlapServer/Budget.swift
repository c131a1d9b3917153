import Synchronization

/// A limited amount that all requests share; a request for more than is left gets nil.
final class Budget: Sendable {
    /// How much there is.
    let limit: Int
    private let taken = Mutex(0)

    /// - Parameter limit: how much there is.
    init(_ limit: Int) { self.limit = limit }

    /// Part of a budget, given back when its last reference goes.
    final class Share: Sendable {
        private let budget: Budget
        private let amount: Int

        fileprivate init(_ budget: Budget, _ amount: Int) {
            self.budget = budget
            self.amount = amount
        }

        deinit { budget.giveBack(amount) }
    }

    /// Takes an amount; nil when less is left.
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
