import NIOCore

extension Channel {
    /// Closes the connection after a time, unless that is cancelled.
    func end(in time: TimeAmount) -> Scheduled<Void> {
        eventLoop.scheduleTask(in: time) { self.close(promise: nil) }
    }

    /// Ends the connection so that the client gets the answer to its end, even one that is still sending.
    func finish() async throws {
        try? await close(mode: .output).get()
        try? await Task.sleep(for: .milliseconds(200))
        try? await close().get()
    }
}
