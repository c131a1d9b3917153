import Synchronization

/// How many things of a kind go on at the same time, up to a limit.
final class RequestPlaces: Sendable {
    /// How many there may be.
    let limit: Int
    private let taken = Mutex(0)

    /// - Parameter limit: how many there may be.
    init(limit: Int) { self.limit = limit }

    /// Takes a place; false when there is none.
    func enter() -> Bool {
        taken.withLock { taken in
            guard taken < limit else { return false }
            taken += 1
            return true
        }
    }

    /// Gives a place back.
    func leave() { taken.withLock { $0 -= 1 } }
}
