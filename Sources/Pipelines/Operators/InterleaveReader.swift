import DequeModule

/// A file on its way through a parallel interleave.
struct InterleaveReader {
    /// What a worker does with a file.
    enum Worker: BitwiseCopyable { case current, future }

    /// What is read, once the upstream has delivered it.
    var file: Element?
    var nextRecord: Int64 = 0
    /// Whether the end was found, by trying to read on, or reading on failed.
    var isAtEnd = false
    /// What comes after the records that are ready, if reading on failed.
    var failure: Failure?
    var worker: Worker?
    /// Where in the cycle it is, if it is.
    var place: Int?
    var ready = Deque<Element>()

    /// Whether a worker could go on there, and none does.
    func hasRoom(in bufferSize: Int) -> Bool { worker == nil && !isAtEnd && ready.count < bufferSize }

    /// Whether it was full until its consumer took a record just now.
    func wasFull(in bufferSize: Int) -> Bool { worker == nil && !isAtEnd && ready.count + 1 == bufferSize }
}
