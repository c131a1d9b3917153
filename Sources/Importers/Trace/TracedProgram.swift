package import Foundation

/// A program that a trace shows, as far as its names are known: an input pipeline of TensorFlow's, or a loop over a
/// loader.
package enum TracedProgram: Sendable {
    /// The iterators of tf.data.
    case pipeline(PipelineProfile)
    /// A loop that asks for batches.
    case loop(LoopTurns)

    /// Reads a trace in JSON, which may be packed by gzip.
    ///
    /// - Parameter path: what messages call the file.
    /// - Returns: nil when no names of its events are known.
    /// - Throws: when it is not a trace.
    package static func read(json: Data, path: String) throws(ImportError) -> TracedProgram? {
        var profile = HostProfile()
        var events = LoopEvents()
        var threads: [String: Int] = [:]
        _ = try Trace.scan(json, path: path) { event in
            guard let event else { return }
            events.add(event)
            profile.add(event, threads: &threads)
        }
        if profile.hasIterators { return .pipeline(try PipelineProfile(profile, path: path)) }
        return LoopTurns(events).map(TracedProgram.loop)
    }
}

extension HostProfile {
    /// Whether iterators of tf.data are among its events.
    fileprivate var hasIterators: Bool { !paths.isEmpty }

    /// Adds an event as TensorFlow's converters for trace viewers write it: the whole path of an iterator is an
    /// argument, and a function is known by the number of its run.
    fileprivate mutating func add(_ event: TraceEvent, threads: inout [String: Int]) {
        guard event.phase == "X", let name = event.name, let start = event.microseconds,
            let duration = event.durationMicroseconds, duration >= 0
        else { return }
        let longName = event.arguments.first { $0.name == "long_name" }?.value
        guard let kind = kind(ofEvent: (longName ?? name)[...]) else { return }
        let key = "\(event.process)/\(event.thread)"
        let thread = threads[key] ?? addThread()
        threads[key] = thread
        // Microseconds since 1970 leave no digits for what is shorter.
        let begin = (start - origin(at: start)) / 1e6
        var added = HostEvent(kind: kind, start: begin, end: begin + duration / 1e6)
        for (name, value) in event.arguments {
            switch name {
            case "id": added.id = Self.number(value)
            case "parent_id": added.parent = Self.number(value)
            case "element_size": added.bytes = Double(value)
            default: break
            }
        }
        added.context = added.id
        if case .iterator = kind {
            for (name, value) in event.arguments where Self.settingNames.contains(name) {
                note(name, value, of: added.id)
            }
        }
        add(added, toThread: thread)
    }

    private static func number(_ text: String) -> UInt64 {
        UInt64(text) ?? Int64(text).map { UInt64(bitPattern: $0) } ?? 0
    }
}
