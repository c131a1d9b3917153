import Experiments
import Foundation
import Pipelines

/// What may be asked of the server at most.
package struct ServerLimits: Sendable {
    /// Bytes of a request's body.
    package var bodyBytes = 1 << 20
    /// Seconds in which a request has to arrive, and in which an answer has to be ready that is not told line by line.
    package var requestSeconds = 10.0
    /// Seconds that an answer may take that is told line by line.
    package var streamSeconds = 600.0
    /// Requests that simulate at the same time.
    package var simulations = 8
    /// Connections at the same time.
    package var connections = 256
    /// Replications at a time, of one request.
    package var threads = ProcessInfo.processInfo.activeProcessorCount

    /// The limits that hold unless others are given.
    package init() {}

    /// Passes of an element through a stage that a core simulates in a second, by and large: enough to tell a second from a
    /// minute before anything is simulated.
    private static let passesPerSecond = 1e6

    /// Whether scenarios are simulated in the time that a request may take.
    ///
    /// - Parameters:
    ///   - scenarios: what is simulated.
    ///   - command: that does the same without a limit.
    /// - Throws: when they take longer, as far as their number of elements tells.
    func check(_ scenarios: [Scenario], command: CommandText) throws(RequestFailure) {
        try check(scenarios, seconds: requestSeconds, command)
    }

    /// The same for answers that are told line by line.
    func checkLong(_ scenarios: [Scenario], command: CommandText) throws(RequestFailure) {
        try check(scenarios, seconds: streamSeconds, command)
    }

    private func check(_ scenarios: [Scenario], seconds: Double, _ command: CommandText) throws(RequestFailure) {
        let needed = scenarios.reduce(0.0) { $0 + $1.expectedPasses } / Self.passesPerSecond / Double(threads)
        guard needed > seconds else { return }
        let time = needed < 120 ? "\(Int(needed.rounded(.up))) s" : "\(Int(min(needed / 60, 1e9).rounded(.up))) min"
        throw RequestFailure(
            status: 422,
            message:
                "this would take about \(time), and the page waits \(Int(seconds)) s at most: ask for fewer elements, "
                + "epochs or replications, or run `\(command.text)`")
    }
}
