import BasicContainers
import Pipelines

/// Bytes that are held and worked on, and the most of them at a time.
///
/// Changes come in the order of time from each thread of the pipeline, and are merged. What is worked on counts once an
/// instant is over; what is held counts at once, so that of several changes at an instant the order matters where a new
/// peak may come of it. It is that of the event engine: what is nearest to the training loop goes first, but for what
/// waits for an element from further up.
struct RecurrenceMemory: ~Copyable {
    struct Change: BitwiseCopyable {
        var time: Int64
        var held: Int64
        var workedOn: Int64
        /// The piece of work at whose end it happens, and how many without a length lie between.
        var piece: Int64
        var depth: Int64
        /// Its number among all changes; 0 for the first that follows from that end.
        var number: Int64
        /// The number of the change that it waits for, where it happens with it; 0 where it waits for none.
        var cause: Int64
    }

    /// Not private: compilers up to Swift 6.3 fail on a private element of a container when they do not optimise.
    struct Stream: ~Copyable {
        var changes = Line<Change>()
        /// No change comes before this (ns).
        var reached: Int64 = 0
        /// The change that the next one waits for.
        var cause: Int64 = 0
    }

    private var streams = UniqueArray<Stream>()
    /// Whether there has been any change.
    private var hasBytes = false
    /// Changes of what is held so far.
    private(set) var count: Int64 = 0
    private var held: Int128 = 0
    private var workedOn: Int128 = 0
    private(set) var peakHeld: Int128 = 0
    private(set) var peak: Int128 = 0
    /// Whether a peak depends on an order that is not known.
    private(set) var isAmbiguous = false

    /// Adds a thread.
    ///
    /// - Returns: its number.
    mutating func addStream() -> Int {
        streams.append(Stream())
        return streams.count - 1
    }

    /// Bytes are held, or are no more.
    ///
    /// - Parameters:
    ///   - isFirst: whether it is the first of all that follows from the happening.
    ///   - cause: the change that it waits for; 0 where it waits for none.
    /// - Returns: the number of the change.
    @inline(__always) @discardableResult
    mutating func hold(
        _ bytes: Int64, at happening: Happening, in stream: Int, isFirst: Bool = false, after cause: Int64 = 0
    ) -> Int64 {
        guard bytes != 0 else { return 0 }
        hasBytes = true
        count += 1
        streams[stream].changes.append(
            Change(
                time: happening.time, held: bytes, workedOn: 0, piece: happening.piece, depth: happening.depth,
                number: isFirst ? 0 : count, cause: max(cause, streams[stream].cause)))
        streams[stream].cause = 0
        return count
    }

    /// The next change of a thread follows from another's.
    mutating func follow(_ cause: Int64, in stream: Int) { streams[stream].cause = cause }

    /// Bytes are worked on, or are no more.
    @inline(__always)
    mutating func work(on bytes: Int64, at time: Int64, in stream: Int) {
        guard bytes != 0 else { return }
        hasBytes = true
        let last = streams[stream].changes.count - 1
        if last >= 0, streams[stream].changes[last].time == time {
            streams[stream].changes[last].workedOn += bytes
        } else {
            streams[stream].changes.append(
                Change(time: time, held: 0, workedOn: bytes, piece: 0, depth: 0, number: 0, cause: 0))
        }
    }

    /// From a thread nothing more comes before an instant (ns).
    @inline(__always)
    mutating func reach(_ time: Int64, in stream: Int) { streams[stream].reached = time }

    /// Goes on as far as all threads have come.
    mutating func advance() {
        guard hasBytes else { return }
        var latest = Int64.max
        for stream in 0..<streams.count { latest = min(latest, streams[stream].reached) }
        advance(before: latest)
    }

    /// All changes of an epoch have come; the next begins at a time (ns).
    mutating func endEpoch(at now: Int64) {
        advance(before: .max)
        for stream in 0..<streams.count { streams[stream].reached = now }
    }

    private mutating func advance(before latest: Int64) {
        while let time = nextTime, time < latest {
            let (holds, kinds) = sumOfHolds(at: time)
            if held + holds > peakHeld && kinds > 1 { changeInOrder(at: time) } else { change(at: time) }
            raisePeak(to: held + workedOn)
        }
    }

    @inline(__always)
    private var nextTime: Int64? {
        var next: Int64?
        for stream in 0..<streams.count where !streams[stream].changes.isEmpty {
            let time = streams[stream].changes[0].time
            if next.map({ time < $0 }) ?? true { next = time }
        }
        return next
    }

    /// - Returns: bytes that come to be held at a time, and how many changes there are of what is held.
    private func sumOfHolds(at time: Int64) -> (bytes: Int128, changes: Int) {
        var (bytes, changes): (Int128, Int) = (0, 0)
        for stream in 0..<streams.count {
            var place = 0
            while place < streams[stream].changes.count, streams[stream].changes[place].time == time {
                let held = streams[stream].changes[place].held
                if held != 0 { changes += 1 }
                if held > 0 { bytes += Int128(held) }
                place += 1
            }
        }
        return (bytes, changes)
    }

    /// In any order: no peak comes of it but that of their sum.
    private mutating func change(at time: Int64) {
        for stream in 0..<streams.count {
            while !streams[stream].changes.isEmpty, streams[stream].changes[0].time == time {
                let change = streams[stream].changes.removeFirst()
                held += Int128(change.held)
                workedOn += Int128(change.workedOn)
            }
        }
        raisePeakHeld()
    }

    private mutating func changeInOrder(at time: Int64) {
        // By thread, that which is nearest to the training loop first.
        var lines: [ArraySlice<Change>] = []
        for stream in 0..<streams.count {
            var line: [Change] = []
            while !streams[stream].changes.isEmpty, streams[stream].changes[0].time == time {
                let change = streams[stream].changes.removeFirst()
                workedOn += Int128(change.workedOn)
                if change.held != 0 { line.append(change) }
            }
            if !line.isEmpty { lines.append(line[...]) }
        }
        let piece = lines[0][0].piece
        if piece == Happening.ambiguous || lines.contains(where: { $0.contains { $0.piece != piece } }) {
            isAmbiguous = true
        }
        while let change = Self.takeNext(of: &lines) {
            held += Int128(change.held)
            raisePeakHeld()
        }
    }

    /// Of the first of each line: the nearest to the end of the work that all follow from, then to the training loop.
    private static func takeNext(of lines: inout [ArraySlice<Change>]) -> Change? {
        let waiting = Set(lines.joined().map(\.number))
        func isFree(_ line: ArraySlice<Change>) -> Bool { line.first.map { !waiting.contains($0.cause) } ?? false }
        let free = lines.indices.filter { lines[$0].first?.number == 0 || isFree(lines[$0]) }
        func rank(_ line: Int) -> Int64 { lines[line].first.map { $0.number == 0 ? -1 : $0.depth } ?? .max }
        return free.min { rank($0) < rank($1) }.flatMap { lines[$0].popFirst() }
    }

    private mutating func raisePeakHeld() {
        guard held > peakHeld else { return }
        peakHeld = held
        raisePeak(to: held)
    }

    private mutating func raisePeak(to bytes: Int128) { if bytes > peak { peak = bytes } }
}
