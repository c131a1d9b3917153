/// Work of a `dataLoader` that is not about a sample: who does it, as an element that holds nothing.
struct LoaderSignal {
    enum Sender: Int64 {
        /// The loop: receiving.
        case loop
        /// A worker, in whatever it does between samples; without worker processes the loop itself is the worker.
        case worker
        /// Indices on their way to a worker.
        case indices
        /// The thread that sends a worker's batches.
        case sendingThread
        /// The thread that copies into pinned memory.
        case pinningThread
        /// A worker's lock, for which the loop has waited as long as it may have to; its number in place of a worker's.
        case lock
        /// The loop: starting and ending workers.
        case startingLoop
        /// A worker that starts.
        case startingWorker
    }

    let sender: Sender
    let worker: Int

    init(_ sender: Sender, worker: Int = 0) {
        self.sender = sender
        self.worker = worker
    }

    /// The signal that an element stands for; nil for samples.
    init?(_ element: Element) {
        guard element.samples == 0, let sender = Sender(rawValue: element.sample & 7) else { return nil }
        self.init(sender, worker: Int(element.sample >> 3))
    }

    /// An element without samples.
    var element: Element {
        var element = Element(sample: Int64(worker) << 3 | sender.rawValue, bytes: 0, epoch: 0)
        element.samples = 0
        element.digest = 0
        return element
    }
}
