/// When a worker made each of its batches (s).
struct WorkerBatches {
    /// From its first sample until it was complete.
    struct Batch {
        var begin: Double
        var end: Double
    }

    /// By their numbers; some are not noted.
    private let batches: [Int: Batch]

    init(_ notes: LoopNotes) {
        let times = notes.number.indices.map { Batch(begin: notes.begin[$0], end: notes.end($0)) }
        batches = Dictionary(zip(notes.number, times)) { first, _ in first }
    }

    /// The batch of a number, counted from 0; nil where it was not noted.
    subscript(number: Int) -> Batch? { batches[number] }
}
