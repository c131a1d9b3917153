package import Foundation
import ScenarioFiles

/// The durations in a trace of Chrome's, Perfetto's or TensorFlow's profiler, by name.
package struct Trace: Sendable {
    /// What makes events one group.
    package enum Grouping: Sendable {
        /// The event's name.
        case name
        /// Its categories.
        case category
        /// The thread that it ran on.
        case thread
    }

    /// Events with something in common.
    package struct Group: Sendable {
        /// The name, the categories or the thread.
        package let label: String
        /// Durations in ascending order, in seconds; at least one.
        package let seconds: [Double]
        /// Their sum, in seconds.
        package let totalSeconds: Double
    }

    /// Groups, those with the most time first.
    package let groups: [Group]
    /// Steps that PyTorch's profiler marked, each counted once; 0 when it marked none.
    package let profilerSteps: Int
    /// Which events have no part in the durations.
    package let leftOut: LeftOut

    /// Reads a trace in JSON: a list of events, or an object with such a list as `traceEvents`.
    ///
    /// A file that ends inside the list is read as far as it goes, as programs that are stopped leave it. The file may
    /// be packed by gzip, as PyTorch's trace handler does.
    ///
    /// - Parameters:
    ///   - path: what messages call the file.
    ///   - grouping: what makes events one group.
    /// - Throws: when it is not a trace, or has no durations.
    package init(json: Data, path: String, by grouping: Grouping) throws(ImportError) {
        var durations = TraceDurations(grouping: grouping)
        let isCutOff = try Self.scan(json, path: path) { event in
            if let event { durations.add(event) } else { durations.addOther() }
        }
        groups = durations.finish().map { label, seconds in
            let sorted = seconds.sorted()
            return Group(label: label, seconds: sorted, totalSeconds: sorted.reduce(0, +))
        }.sorted { ($1.totalSeconds, $0.label) < ($0.totalSeconds, $1.label) }
        profilerSteps = durations.profilerSteps.count
        var leftOut = durations.leftOut
        leftOut.isCutOff = isCutOff
        self.leftOut = leftOut
        guard !groups.isEmpty else {
            let reasons = leftOut.sentences.isEmpty ? "" : ": \(leftOut.sentences.joined(separator: "; "))"
            throw ImportError("`\(path)` has no durations\(reasons)")
        }
    }

    /// Goes through the events of a trace.
    ///
    /// - Parameters:
    ///   - path: what messages call the file.
    ///   - each: what to do with an event, or with nil for a value that is none.
    /// - Returns: whether the file ends inside its list of events.
    /// - Throws: when it is not a trace.
    static func scan(_ json: Data, path: String, each: (TraceEvent?) -> Void) throws(ImportError) -> Bool {
        var scanner = JSONScanner(try text(of: json, path: path))
        do throws(JSONScanError) {
            try enterEvents(&scanner)
            var isFirst = true
            while try scanner.nextItem(isFirst: isFirst) {
                isFirst = false
                each(try TraceEvent(&scanner))
            }
        } catch {
            guard error.isEnd else {
                throw ImportError(
                    "\(path):\(scanner.line(of: error.offset)): \(error.message): this is not a trace in JSON")
            }
            return true
        }
        return false
    }

    /// The bytes of the JSON, which are a text.
    private static func text(of json: Data, path: String) throws(ImportError) -> [UInt8] {
        let bytes: [UInt8]
        do { bytes = try Gzip.bytes(of: json) } catch { throw ImportError("`\(path)`: \(error.reason)") }
        do { try checkText(bytes.span) } catch { throw ImportError("`\(path)` is not a trace in JSON: \(error)") }
        return bytes
    }

    /// Stands before the list of events.
    private static func enterEvents(_ scanner: inout JSONScanner) throws(JSONScanError) {
        let start = scanner.offset
        switch try scanner.kind() {
        case .array: return
        case .object:
            let wanted = Array("traceEvents".utf8)
            var isFirst = true
            while let key = try scanner.nextKey(isFirst: isFirst) {
                isFirst = false
                if key == wanted, try scanner.kind() == .array { return }
                try scanner.skip()
            }
            throw JSONScanError(message: "there is no list `traceEvents`", offset: start)
        default: throw JSONScanError(message: "a list or an object was expected", offset: start)
        }
    }
}

extension Trace {
    /// Events that have no part in the durations, counted.
    package struct LeftOut: Sendable {
        /// Complete events without a duration, or with a negative one.
        package internal(set) var withoutDuration = 0
        /// Beginnings and ends without a time.
        package internal(set) var withoutTime = 0
        /// Events without a name, where events are grouped by it.
        package internal(set) var withoutName = 0
        /// Beginnings whose end is not there.
        package internal(set) var beginningsWithoutEnd = 0
        /// Ends whose beginning is not there.
        package internal(set) var endsWithoutBeginning = 0
        /// Values in the list that are no events.
        package internal(set) var notEvents = 0
        /// Whether the file ends inside its list.
        package internal(set) var isCutOff = false
        /// Events of other phases: instants, counters, metadata, asynchronous ones.
        private(set) var otherPhases: [(phase: String, count: Int)] = []

        mutating func count(phase: String) {
            if let index = otherPhases.firstIndex(where: { $0.phase == phase }) {
                otherPhases[index].count += 1
            } else {
                otherPhases.append((phase, 1))
            }
        }

        private var faults: [(count: Int, one: String, many: String)] {
            [
                (withoutDuration, "complete event without a duration", "complete events without a duration"),
                (withoutTime, "beginning or end without a time", "beginnings or ends without a time"),
                (withoutName, "event without a name", "events without a name"),
                (beginningsWithoutEnd, "beginning without an end", "beginnings without an end"),
                (endsWithoutBeginning, "end without a beginning", "ends without a beginning"),
                (notEvents, "value that is not an event", "values that are not events"),
            ]
        }

        /// What is wrong with the trace, one sentence each, without their points.
        package var faultSentences: [String] {
            let counted = faults.filter { $0.count > 0 }.map { "\($0.count) \($0.count == 1 ? $0.one : $0.many)" }
            return counted + (isCutOff ? ["the file ends inside its list of events"] : [])
        }

        /// The same, and how many events are no durations.
        package var sentences: [String] {
            var sentences = faultSentences
            if !otherPhases.isEmpty {
                let listed = otherPhases.sorted { $0.phase < $1.phase }.map { "\($0.count) of phase `\($0.phase)`" }
                sentences.append("events of other kinds: \(listed.joined(separator: ", "))")
            }
            return sentences
        }
    }
}
