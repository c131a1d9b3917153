import Foundation

/// What may be asked of the server at most.
package struct ServerLimits: Sendable {
    /// Bytes of a request's body.
    package var bodyBytes = 1 << 20
    /// Seconds in which a request has to arrive, and an answer that comes as a whole has to be ready.
    package var requestSeconds = 10.0
    /// Seconds that an answer may take that is told line by line.
    package var streamSeconds = 600.0
    /// Requests that simulate at the same time.
    package var simulations = 8
    /// Connections at the same time.
    package var connections = 256
    /// Bytes of bodies that arrive, and of answers that leave, of all requests together.
    package var bytesUnderWay = 64 << 20
    /// Elements that simulations may hold in buffers and caches at a time, those of all requests together; each takes about a
    /// hundred bytes.
    package var heldElements = 1_000_000
    /// Bytes of a scenario that is pasted; to read one takes many times as much.
    package var scenarioBytes = 256 << 10
    /// Timelines that are drawn together.
    package var timelines = 12
    /// Spans and changes of state in the timelines that are drawn together.
    package var recordedChanges = 40_000
    /// Replications at a time, of one request.
    package var threads = ProcessInfo.processInfo.activeProcessorCount

    /// Up to this size bodies and answers do not count as under way.
    static let smallBytes = 64 << 10

    /// The limits that hold unless others are given.
    package init() {}
}
