/// Which samples make the next batch of a worker of a `dataLoader`.
protocol BatchAssignment {
    /// Something has come from upstream: an index of a sample, or a file.
    mutating func add(_ element: Element)

    /// Nothing more will come.
    mutating func end()

    /// The samples of the next batch of a worker.
    mutating func next(worker: Int) -> AssignedBatch
}

/// An answer to the question for the samples of a batch.
enum AssignedBatch {
    /// These, as indices; none when the worker, or a data set that is indexed, has no more.
    case samples([Element])
    /// More must come from upstream first.
    case needsMore
}
