/// Something that is made of a sample, or of several from one on.
package protocol OfSample: BitwiseCopyable, Equatable {
    /// Number of the sample, or of the first of them.
    var sample: Int64 { get }
    /// The same of another sample, if all samples are alike.
    func ofSample(_ sample: Int64) -> Self
}

/// What is picked from at random; of items that differ in their sample alone, it keeps 8 bytes each.
package struct SampleBag<Item: OfSample> {
    /// The first, as long as all others are like it.
    private var model: Item?
    private var samples: [Int64] = []
    /// All items, once one is not like the others.
    private var items: [Item] = []

    /// An empty bag.
    package init() {}

    /// How many there are.
    package var count: Int { samples.count + items.count }

    /// Puts one in.
    package mutating func add(_ item: Item) {
        if items.isEmpty {
            let model = samples.isEmpty ? item : model ?? item
            self.model = model
            if item == model.ofSample(item.sample) { return samples.append(item.sample) }
            keepWhole(model)
        }
        items.append(item)
    }

    private mutating func keepWhole(_ model: Item) {
        items = samples.map { model.ofSample($0) }
        samples = []
    }

    /// Takes one out; the last takes its place.
    ///
    /// - Precondition: `place` is below `count`.
    package mutating func take(at place: Int) -> Item {
        guard items.isEmpty, let model else {
            items.swapAt(place, items.count - 1)
            return items.removeLast()
        }
        samples.swapAt(place, samples.count - 1)
        return model.ofSample(samples.removeLast())
    }

    /// Takes all out.
    ///
    /// - Parameter body: is given each.
    package mutating func removeAll(_ body: (Item) -> Void = { _ in }) {
        if let model { for sample in samples { body(model.ofSample(sample)) } }
        items.forEach(body)
        samples.removeAll(keepingCapacity: true)
        items.removeAll(keepingCapacity: true)
    }
}
