import Synchronization

/// Cancels work when its client has gone; forgets it when the work is done.
///
/// A connection stays for many requests: what it remembers of each must not keep the answer.
final class WaitingClient: Sendable {
    private let cancel: Mutex<(@Sendable () -> Void)?>

    /// - Parameter cancel: ends the work.
    init(_ cancel: @escaping @Sendable () -> Void) { self.cancel = Mutex(cancel) }

    /// Cancels the work.
    func leave() { cancel.withLock { $0 }?() }

    /// Forgets the work, which is done.
    func forget() { cancel.withLock { $0 = nil } }
}
