/// A batch in the making: several samples at a time, joined in their order.
struct BatchMaking {
    private var indices: [Element] = []
    /// Samples that have been begun.
    private var begun = 0
    /// The place in the batch of the sample that each request is for.
    private var places: [Int]
    /// Samples that were finished before an earlier one was, by their place.
    private var early: [Int: Element] = [:]
    private var joined = 0
    private var batch: Element?

    /// - Parameter requests: samples at a time.
    init(requests: Int) { places = Array(repeating: 0, count: requests) }

    /// A new batch, of the samples that indices name.
    mutating func begin(_ indices: [Element]) {
        self.indices = indices
        (begun, joined) = (0, 0)
    }

    /// Requests that may be under way at a time.
    var requests: Int { places.count }

    /// What is asked for next, by one of the requests; nil when all samples are under way.
    mutating func next(request: Int) -> Element? {
        guard begun < indices.count else { return nil }
        places[request] = begun
        begun += 1
        return indices[begun - 1]
    }

    /// Takes in a sample that is finished.
    ///
    /// - Returns: whether it was the last.
    mutating func finished(_ sample: Element, request: Int, _ actions: inout Actions) -> Bool {
        let place = places[request]
        guard place == joined else {
            actions.hold(sample)
            early[place] = sample
            return false
        }
        join(sample, &actions)
        while let next = early.removeValue(forKey: joined) {
            actions.release(next)
            join(next, &actions)
        }
        return joined == indices.count
    }

    /// The batch as far as it is made.
    var made: Element? { batch }

    /// Number of the first sample.
    var firstSample: Int64 { indices.first?.sample ?? 0 }

    /// The batch, which somebody else holds from now on.
    mutating func take() -> Element? {
        defer { batch = nil }
        return batch
    }

    /// What is held of it.
    var held: [Element] { [batch].compactMap(\.self) + early.values }

    private mutating func join(_ sample: Element, _ actions: inout Actions) {
        var batch = sample
        if let earlier = self.batch {
            actions.release(earlier)
            batch = actions.join([earlier, sample])
        }
        actions.hold(batch)
        self.batch = batch
        joined += 1
    }
}
