import Synchronization

/// Somebody who waits for work, which is cancelled if they leave before it is done.
///
/// A connection stays for many requests: what it remembers of each must not keep the answer.
final class WaitingClient: Sendable {
    private let cancel: Mutex<(@Sendable () -> Void)?>

    /// - Parameter cancel: ends the work.
    init(_ cancel: @escaping @Sendable () -> Void) { self.cancel = Mutex(cancel) }

    /// They wait no longer.
    func leave() { cancel.withLock { $0 }?() }

    /// The work is done.
    func forget() { cancel.withLock { $0 = nil } }
}
