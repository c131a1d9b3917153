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
    /// Bytes of bodies that arrive, and of answers that leave, of all requests together.
    package var bytesUnderWay = 64 << 20
    /// Elements that the simulations of one request may hold in buffers at a time; each takes about a hundred bytes.
    package var heldElements = 200_000
    /// Spans and changes of state in a timeline.
    package var recordedChanges = 40_000
    /// Replications at a time, of one request.
    package var threads = ProcessInfo.processInfo.activeProcessorCount

    /// The limits that hold unless others are given.
    package init() {}

    /// Passes of an element through a stage that a fast core simulates in a second: enough to tell a second from a minute before
    /// anything is simulated.
    private static let passesPerSecond = 3e6

    /// Whether scenarios are simulated in the time that a request may take.
    ///
    /// - Parameters:
    ///   - scenarios: what is simulated.
    ///   - command: that does the same without a limit.
    /// - Returns: replications to run at a time.
    /// - Throws: when they take longer, or too much memory, as far as their number of elements tells.
    func check(_ scenarios: [Scenario], command: CommandText) throws(RequestFailure) -> Int {
        try check(scenarios, seconds: requestSeconds, command)
    }

    /// The same for answers that are told line by line.
    func checkLong(_ scenarios: [Scenario], command: CommandText) throws(RequestFailure) -> Int {
        try check(scenarios, seconds: streamSeconds, command)
    }

    private func check(_ scenarios: [Scenario], seconds: Double, _ command: CommandText) throws(RequestFailure) -> Int {
        let needed = scenarios.reduce(0.0) { $0 + $1.expectedPasses } / Self.passesPerSecond / Double(threads)
        guard needed <= seconds else {
            let time = needed < 120 ? "\(Int(needed.rounded(.up))) s" : "\(Int(min(needed / 60, 1e9).rounded(.up))) min"
            throw .unusable(
                "this would take about \(time), and the page waits \(Int(seconds)) s at most: ask for fewer elements, epochs or "
                    + "replications, or run `\(command.text)`")
        }
        return try checkMemory(scenarios, command: command)
    }

    /// Whether buffers take no more memory than a request may.
    ///
    /// - Returns: replications to run at a time.
    /// - Throws: when even one takes more.
    @discardableResult func checkMemory(_ scenarios: [Scenario], command: CommandText) throws(RequestFailure) -> Int {
        let held = scenarios.map(\.mostHeldElements).max() ?? 0
        guard held <= Double(heldElements) else {
            throw .unusable(
                "its buffers may hold more than \(heldElements) elements, the most that the page simulates: ask for smaller "
                    + "ones, or run `\(command.text)`")
        }
        return max(1, min(threads, Int(Double(heldElements) / max(1, held))))
    }
}
