/// Which of a stage's threads do a piece of work.
package enum Crew {
    /// Those whose number the stage's parallelism is; a stage without any has its consumer's thread.
    case workers
    /// The consumer's thread, which receives what worker processes have made.
    case consumer
    /// The one thread that copies into pinned memory.
    case pinningThread
}

extension Work {
    /// Which of its stage's threads do it; nil where nobody need wait for its end: what is on its way, what follows a
    /// batch that was delivered, and the longest that a lock is kept.
    @inline(__always)
    package var crew: Crew? {
        guard let signal = LoaderSignal(element) else { return place == .handOver ? nil : .workers }
        switch signal.sender {
        case .worker, .startingWorker: return .workers
        case .loop, .startingLoop: return .consumer
        case .pinningThread: return .pinningThread
        case .indices, .sendingThread, .lock: return nil
        }
    }

    /// Whether worker processes start or end by it: nothing is made of elements meanwhile.
    @inline(__always)
    var isStart: Bool {
        guard let sender = LoaderSignal(element)?.sender else { return false }
        return sender == .startingLoop || sender == .startingWorker
    }
}
