/// What an event of a training loop tells.
enum LoopRole: Sendable, Hashable {
    /// The loop's own process makes a batch.
    case making
    /// The loop waits for a batch that worker processes make.
    case waiting
    /// One of both: the event does not say.
    case asking
    /// A whole turn of the loop.
    case turn
    /// A number is drawn, as by each new iterator of a loader for its workers' seed.
    case drawing
    /// A batch is copied to the accelerator while the loop waits.
    case copying
    /// An operation on tensors.
    case operation
    /// The accelerator computes.
    case kernel
}

/// A name of events, and what they tell.
struct LoopEventRow: Sendable {
    /// What a pattern is compared with.
    enum Column: Sendable { case name, category }

    /// The name; `*` stands for any text.
    let pattern: String
    let column: Column
    let role: LoopRole

    /// Events of a name.
    init(_ name: String, _ role: LoopRole) { (pattern, column, self.role) = (name, .name, role) }

    /// Events of a category.
    init(category: String, _ role: LoopRole) { (pattern, column, self.role) = (category, .category, role) }
}

/// Names of events that frameworks give to parts of a training loop: a new framework is a new row.
enum LoopEventTable {
    /// The first row that fits counts.
    static let rows: [LoopEventRow] = [
        // PyTorch: torch.utils.data.dataloader, torch.profiler.
        LoopEventRow("enumerate(DataLoader)#_SingleProcessDataLoaderIter.__next__", .making),
        LoopEventRow("enumerate(DataLoader)#_MultiProcessingDataLoaderIter.__next__", .waiting),
        LoopEventRow("enumerate(DataLoader)#*.__next__", .asking),
        LoopEventRow("ProfilerStep#*", .turn),
        LoopEventRow("aten::random_", .drawing),
        LoopEventRow("Memcpy HtoD (Pageable*", .copying),
        LoopEventRow(category: "kernel", .kernel),
        LoopEventRow(category: "Kernel", .kernel),
        // Lightning: what its PyTorchProfiler adds; versions 2, 1.6 to 1.9, 1.5.
        LoopEventRow("[pl][profile]*.train_dataloader_next", .asking),
        LoopEventRow("[pl][profile]*.train_next", .asking),
        LoopEventRow("[pl][profile]get_train_batch", .asking),
        // Keras: the callback of its profiler.
        LoopEventRow("train #step_num=*", .turn),
        // Last, because PyTorch up to 1.11 gives annotations the category of operations.
        LoopEventRow(category: "cpu_op", .operation),
        LoopEventRow(category: "Operator", .operation),
    ]

    /// What an event tells; nil for one that is not in the table.
    static func role(name: String, category: String?) -> LoopRole? {
        rows.first { row in
            switch row.column {
            case .name: matches(name.utf8[...], row.pattern.utf8[...])
            case .category: category == row.pattern
            }
        }?.role
    }

    /// Whether a text fits a pattern in which `*` stands for any text.
    static func matches(_ text: Substring.UTF8View, _ pattern: Substring.UTF8View) -> Bool {
        let (text, pattern) = (Array(text), Array(pattern))
        let star = UInt8(ascii: "*")
        var (position, place) = (0, 0)
        var retry: (position: Int, place: Int)?
        while position < text.count {
            if place < pattern.count, pattern[place] == star {
                retry = (position, place)
                place += 1
            } else if place < pattern.count, pattern[place] == text[position] {
                (position, place) = (position + 1, place + 1)
            } else if let last = retry {
                // The star takes one more.
                retry = (last.position + 1, last.place)
                (position, place) = (last.position + 1, last.place + 1)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == star }
    }
}
