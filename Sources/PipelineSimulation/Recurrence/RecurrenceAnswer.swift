/// What a stage answers to a demand.
struct RecurrenceAnswer: BitwiseCopyable {
    var at: Happening
    /// The element: its first sample, and how many there are; 0 at the end of the data.
    var sample: Int64 = 0
    var samples: Int64 = 0
    var bytes: Int64 = 0
    /// At the end of the data: the change of memory from which it follows; 0 where it follows from none.
    var cause: Int64 = 0

    var isEnd: Bool { samples == 0 }
}
