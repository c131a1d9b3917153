import Dispatch
import Foundation
import Synchronization

/// Turns Ctrl-C and a request to terminate into the cancellation of a task, which can then end in good order.
///
/// A second signal ends the program at once.
final class Interruption: Sendable {
    private let received = Mutex<Int32?>(nil)
    // A queue of its own: simulations occupy all threads of the global ones.
    private let queue = DispatchQueue(label: "interruption", qos: .userInteractive)

    /// The signal that arrived, if one did.
    var signal: Int32? { received.withLock { $0 } }

    /// Cancels the task when a signal arrives.
    func cancel<Success, Failure>(_ task: Task<Success, Failure>) {
        for number in [SIGINT, SIGTERM] {
            Foundation.signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { [self] in
                // The handler keeps its source until it is needed.
                defer { withExtendedLifetime(source) {} }
                let isSecond = received.withLock { received in
                    defer { received = number }
                    return received != nil
                }
                if isSecond { Foundation.exit(128 + number) }
                task.cancel()
            }
            source.resume()
        }
    }
}
