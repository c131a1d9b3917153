/// The caller's thread reads a record for each demand, from the file whose turn it is.
///
/// A file is opened when its turn comes. It is found to be at its end by trying to read on: then the turn passes, and
/// the place is filled again at its next turn.
struct SequentialInterleaveStage: Stage {
    private struct OpenFile: BitwiseCopyable {
        var file: Element
        var nextRecord: Int64 = 0
    }

    private let reading: RecordReading
    private let block: Int
    /// The cycle; nil where no file is open.
    private var places: [OpenFile?]
    private var openFiles = 0
    /// Whose turn it is, and how many records it has delivered in this turn.
    private var position = 0
    private var delivered = 0
    private var upstreamHasEnded = false

    init(_ reading: RecordReading, cycle: Int, block: Int) {
        self.reading = reading
        self.block = block
        places = Array(repeating: nil, count: cycle)
    }

    mutating func demand(_ actions: inout Actions) { readNext(&actions) }

    mutating func element(_ element: Element, _ actions: inout Actions) {
        places[position] = OpenFile(file: element)
        openFiles += 1
        readNext(&actions)
    }

    mutating func upstreamEnded(_ actions: inout Actions) {
        upstreamHasEnded = true
        readNext(&actions)
    }

    mutating func workDone(_ work: Work, _ actions: inout Actions) {
        guard let record = reading.goOn(after: work, &actions) else { return }
        delivered += 1
        if delivered == block { passTurn() }
        actions.emit(record)
    }

    mutating func reset(_ actions: inout Actions) {
        for index in places.indices { places[index] = nil }
        openFiles = 0
        position = 0
        delivered = 0
        upstreamHasEnded = false
    }

    private mutating func readNext(_ actions: inout Actions) {
        while openFiles > 0 || !upstreamHasEnded {
            if let open = places[position], open.nextRecord < open.file.samples {
                places[position]?.nextRecord += 1
                return reading.begin(open.nextRecord, of: open.file, &actions)
            } else if places[position] != nil {
                places[position] = nil
                openFiles -= 1
                passTurn()
            } else if upstreamHasEnded {
                passTurn()
            } else {
                return actions.pull()
            }
        }
        actions.end()
    }

    private mutating func passTurn() {
        delivered = 0
        position = position + 1 == places.count ? 0 : position + 1
    }
}
