import Glibc

/// Waits until a descriptor can be read or written without waiting; false when the task is cancelled before that.
///
/// A blocking call would sit through the user's Ctrl-C, which here cancels a task.
///
/// - Parameter events: `POLLIN` or `POLLOUT`.
package func waitUntilReady(_ descriptor: Int32, for events: Int32) -> Bool {
    while true {
        var entry = pollfd(fd: descriptor, events: Int16(events), revents: 0)
        let count = poll(&entry, 1, 100)
        // What is wrong with a descriptor, the call that follows tells.
        if count > 0 || (count < 0 && errno != EINTR) { return true }
        if Task.isCancelled { return false }
    }
}
