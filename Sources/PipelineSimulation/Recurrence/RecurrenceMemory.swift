import BasicContainers
import Pipelines

/// Bytes that are held and worked on, and the most of them at a time.
///
/// Changes come in the order of time from each thread of the pipeline, and are merged. What is worked on counts once an
/// instant is over; what is held counts at once, so that of several changes at an instant the order matters where a new
/// peak may come of it. It is that of the event engine: what is nearest to the training loop goes first, but for what
/// waits for an element from further up.
struct RecurrenceMemory: ~Copyable {
    struct Change: TimedRecord {
        var happening: Happening
        var bytes: Int64
        /// Its number among all changes of what is held; 0 for the first that follows from the end of some work; below 0
        /// for changes of what is worked on.
        var number: Int64
        /// The number of the change that it waits for, where it happens with it; 0 where it waits for none.
        var cause: Int64

        var time: Int64 { happening.time }
        var isHold: Bool { number >= 0 }
    }

    /// Not private: compilers up to Swift 6.3 fail on a private element of a container when they do not optimise.
    struct Stream: ~Copyable {
        var changes = Line<Change>()
        /// No change comes before this (ns).
        var reached: Int64 = 0
        /// The change that the next one waits for.
        var cause: Int64 = 0
        /// Of the changes at the instant that is looked at: how many have been taken, and how many there are.
        var (taken, atOnce) = (0, 0)
    }

    private var streams = UniqueArray<Stream>()
    /// The time of each stream's first change; `Int64.max` where none waits.
    private var nextTimes = UniqueArray<Int64>()
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
        nextTimes.append(.max)
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
        bytes == 0 ? 0 : addHold(bytes, at: happening, in: stream, isFirst: isFirst, after: cause)
    }

    private mutating func addHold(
        _ bytes: Int64, at happening: Happening, in stream: Int, isFirst: Bool, after cause: Int64
    ) -> Int64 {
        hasBytes = true
        count += 1
        append(
            Change(
                happening: happening, bytes: bytes, number: isFirst ? 0 : count,
                cause: max(cause, streams[stream].cause)),
            to: stream)
        streams[stream].cause = 0
        return count
    }

    /// The next change of a thread follows from another's.
    mutating func follow(_ cause: Int64, in stream: Int) { streams[stream].cause = cause }

    /// Bytes are worked on, or are no more.
    @inline(__always)
    mutating func work(on bytes: Int64, at time: Int64, in stream: Int) {
        if bytes != 0 { addWork(on: bytes, at: time, in: stream) }
    }

    private mutating func addWork(on bytes: Int64, at time: Int64, in stream: Int) {
        hasBytes = true
        let last = streams[stream].changes.count - 1
        if last >= 0, streams[stream].changes[last].time == time, !streams[stream].changes[last].isHold {
            streams[stream].changes[last].bytes += bytes
        } else {
            let happening = Happening(time: time, scheduled: time, piece: Happening.ambiguous)
            append(Change(happening: happening, bytes: bytes, number: -1, cause: 0), to: stream)
        }
    }

    @inline(__always)
    private mutating func append(_ change: Change, to stream: Int) {
        if streams[stream].changes.isEmpty { nextTimes[stream] = change.time }
        streams[stream].changes.append(change)
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
            let sum = look(at: time)
            if held + Int128(sum.gained) > peakHeld && sum.holds > 1 {
                holdInOrder(sum.holds)
            } else {
                held += Int128(sum.held)
            }
            workedOn += Int128(sum.workedOn)
            raisePeakHeld()
            raisePeak(to: held + workedOn)
            take(at: time)
        }
    }

    @inline(__always)
    private var nextTime: Int64? {
        var next = Int64.max
        for stream in 0..<nextTimes.count { next = min(next, nextTimes[stream]) }
        return next == .max ? nil : next
    }

    /// What changes at a time, all in all.
    private struct Sum {
        var held: Int64 = 0
        var workedOn: Int64 = 0
        /// Bytes that come to be held, whatever is given up.
        var gained: Int64 = 0
        /// Changes of what is held.
        var holds = 0
    }

    @inline(__always)
    private mutating func look(at time: Int64) -> Sum {
        var sum = Sum()
        for stream in 0..<nextTimes.count {
            var place = 0
            if nextTimes[stream] == time {
                repeat {
                    let change = streams[stream].changes[place]
                    if change.isHold {
                        sum.held += change.bytes
                        sum.gained += max(0, change.bytes)
                        sum.holds += 1
                    } else {
                        sum.workedOn += change.bytes
                    }
                    place += 1
                } while place < streams[stream].changes.count && streams[stream].changes[place].time == time
            }
            streams[stream].taken = 0
            streams[stream].atOnce = place
        }
        return sum
    }

    @inline(__always)
    private mutating func take(at time: Int64) {
        for stream in 0..<nextTimes.count where nextTimes[stream] == time {
            streams[stream].changes.removeFirst(streams[stream].atOnce)
            nextTimes[stream] = streams[stream].changes.isEmpty ? .max : streams[stream].changes[0].time
        }
    }

    /// Of several changes at an instant: as the event engine would make them.
    private mutating func holdInOrder(_ holds: Int) {
        for _ in 0..<holds {
            held += Int128(takeNext().bytes)
            raisePeakHeld()
        }
    }

    /// The first of all threads' first changes, of those that wait for no other.
    private mutating func takeNext() -> Change {
        var best: (change: Change, stream: Int, isFree: Bool)?
        for stream in 0..<streams.count {
            guard let change = firstHold(of: stream) else { continue }
            let isFree = change.number == 0 || !isWaiting(change)
            if let best, best.isFree != isFree ? best.isFree : !isBefore(change, best.change) { continue }
            best = (change, stream, isFree)
        }
        guard let best else { preconditionFailure("as many changes are taken as there are") }
        streams[best.stream].taken += 1
        return best.change
    }

    /// Of what follows from the end of one piece of work: that which is nearest to it, then to the training loop.
    private mutating func isBefore(_ change: Change, _ other: Change) -> Bool {
        let (one, two) = (change.happening, other.happening)
        if one.piece == two.piece, one.piece != Happening.ambiguous {
            func rank(_ change: Change) -> Int64 { change.number == 0 ? -1 : change.happening.depth }
            return rank(change) < rank(other)
        }
        guard let isBefore = one.isBefore(two) else {
            isAmbiguous = true
            return false
        }
        return isBefore
    }

    /// The next change of what a thread holds.
    private mutating func firstHold(of stream: Int) -> Change? {
        while streams[stream].taken < streams[stream].atOnce {
            let change = streams[stream].changes[streams[stream].taken]
            if change.isHold { return change }
            streams[stream].taken += 1
        }
        return nil
    }

    /// Whether what a change waits for is yet to be taken: its cause, or the first that follows from the same work.
    private func isWaiting(_ waiting: Change) -> Bool {
        for stream in 0..<streams.count {
            for place in streams[stream].taken..<streams[stream].atOnce {
                let change = streams[stream].changes[place]
                guard change.isHold, change.number == waiting.cause else { continue }
                if waiting.cause != 0 || change.happening.piece == waiting.happening.piece { return true }
            }
        }
        return false
    }

    private mutating func raisePeakHeld() {
        guard held > peakHeld else { return }
        peakHeld = held
        raisePeak(to: held)
    }

    private mutating func raisePeak(to bytes: Int128) { if bytes > peak { peak = bytes } }
}
