import Pipelines

/// The bytes of the samples that the read cache keeps: in memory, or in a file of its own.
struct KeptBytes {
    /// Where a sample's bytes are.
    enum Place: Sendable {
        case memory([SampleBytes])
        case file(SampleStore, Range<Int64>)

        fileprivate var byteCount: Int64 {
            if case .memory(let samples) = self { samples.reduce(0) { $0 + Int64($1.byteCount) } } else { 0 }
        }
    }

    private var places: [Int64: Place] = [:]
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

    /// A sample is kept.
    mutating func keep(_ sample: Int64, _ place: Place) {
        remove(sample)
        places[sample] = place
        bytesInMemory += place.byteCount
    }

    /// A sample has gone.
    mutating func remove(_ sample: Int64) {
        guard let place = places.removeValue(forKey: sample) else { return }
        bytesInMemory -= place.byteCount
        if case .file(let store, let range) = place { store.forget(range) }
    }

    /// Lets go of all of them.
    mutating func removeAll() {
        places = [:]
        bytesInMemory = 0
    }
}
