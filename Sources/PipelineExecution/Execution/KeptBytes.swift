import Pipelines

/// The bytes of the samples that the read cache keeps: in memory, or in a file of its own.
struct KeptBytes {
    /// Where a sample's bytes are.
    enum Place: Sendable {
        case memory([SampleBytes])
        case file(SampleStore.Piece)

        fileprivate var byteCount: Int64 {
            if case .memory(let samples) = self { samples.reduce(0) { $0 + Int64($1.byteCount) } } else { 0 }
        }
    }

    private var places: [Int64: Place] = [:]
    /// Samples that have just been written, and may be kept.
    private var written: [Int64: SampleStore.Piece] = [:]
    /// The file; nil where samples are kept in memory.
    let store: SampleStore?
    /// Bytes of this machine's memory that they take.
    private(set) var bytesInMemory: Int64 = 0

    /// - Throws: when the file cannot be created.
    init(_ scenario: Scenario, _ settings: ExecutionSettings) throws(ExecutionError) {
        let cache = scenario.platform.readCache
        guard cache.isUsed, cache.place == .disk else {
            store = nil
            return
        }
        do throws(DataError) {
            store = try SampleStore(in: settings.cacheDirectory, mode: settings.cacheMode)
        } catch {
            throw .data(error)
        }
    }

    /// What reads a sample that is kept.
    func taskOfReading(_ sample: Int64) -> Assignment.Task {
        guard let place = places[sample] else { preconditionFailure("a sample was found that nobody has kept") }
        return .readKept(place)
    }

    /// A sample has been written to the file.
    mutating func wrote(_ sample: Int64, _ piece: SampleStore.Piece) { written[sample] = piece }

    /// A sample that was read is kept or not.
    ///
    /// - Parameter samples: its bytes, if they are in memory.
    mutating func read(_ sample: Int64, isKept: Bool, _ samples: [SampleBytes]) {
        let piece = written.removeValue(forKey: sample)
        guard isKept else { return }
        remove(sample)
        let place = piece.map(Place.file) ?? .memory(samples)
        places[sample] = place
        bytesInMemory += place.byteCount
    }

    /// A sample has gone.
    mutating func remove(_ sample: Int64) {
        if let place = places.removeValue(forKey: sample) { bytesInMemory -= place.byteCount }
    }

    /// Lets go of all of them.
    mutating func removeAll() {
        (places, written) = ([:], [:])
        bytesInMemory = 0
    }
}
