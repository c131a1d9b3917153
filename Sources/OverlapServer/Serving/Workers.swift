import NIOCore
import ScenarioFiles

/// Do the work of requests, as long as somebody waits for it.
struct Workers: Sendable {
    private let threads: SimulationThreads
    private let limits: ServerLimits

    /// - Parameter limits: how much is done at a time, and how long it may take.
    init(_ limits: ServerLimits) {
        threads = SimulationThreads(count: limits.simulations)
        self.limits = limits
    }

    /// What work comes to that is answered as a whole.
    ///
    /// - Parameters:
    ///   - channel: where somebody waits for it.
    ///   - work: what is done.
    /// - Throws: what the work throws, and when it takes too long.
    func result<Result: Sendable>(
        for channel: any Channel, _ work: @escaping @Sendable () async throws(RequestFailure) -> Result
    ) async throws(RequestFailure) -> Result {
        try await working(for: channel, seconds: limits.requestSeconds, work)
    }

    /// Does work on the threads for simulations; it is cancelled at the deadline, and when the client has gone.
    private func working<Result: Sendable>(
        for channel: any Channel, seconds: Double, _ work: @escaping @Sendable () async throws(RequestFailure) -> Result
    ) async throws(RequestFailure) -> Result {
        let threads = threads
        let task = Task<Swift.Result<Result, RequestFailure>, Never>(executorPreference: threads) {
            do throws(RequestFailure) { return .success(try await work()) } catch { return .failure(error) }
        }
        let client = WaitingClient { task.cancel() }
        defer { client.forget() }
        let deadline = channel.eventLoop.scheduleTask(in: .milliseconds(Int64(seconds * 1000))) { client.leave() }
        defer { deadline.cancel() }
        channel.closeFuture.whenComplete { _ in client.leave() }
        return try await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }.get()
    }

    /// The lines of a stream, the last of which says what was found, or why nothing was.
    func lines(
        of stream: LineStream, _ place: Budget.Share?, for channel: any Channel
    ) -> AsyncStream<String> {
        AsyncStream { continuation in
            let work = Task {
                defer { withExtendedLifetime(place) {} }
                let last: JSONValue
                do throws(RequestFailure) {
                    let found = try await working(for: channel, seconds: limits.streamSeconds) {
                        () throws(RequestFailure) in
                        try await stream.run { continuation.yield($0.line + "\n") }
                    }
                    last = .object([("done", found)])
                } catch {
                    last = error.json
                }
                continuation.yield(last.line + "\n")
                continuation.finish()
            }
            continuation.onTermination = { _ in work.cancel() }
        }
    }
}
