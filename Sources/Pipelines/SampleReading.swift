/// Which samples a source reads, and how, in their order.
package struct SampleReading {
    private var order: VisitingOrder
    private let layout: FileLayout
    private let sizes: SampleSizes

    init(_ source: Source, _ context: StageContext) {
        order = VisitingOrder(count: source.lengths.samples, access: source.access, context)
        layout = source.stored(named: context.name).layout
        sizes = SampleSizes(source.size, source: context.name, context)
    }

    /// The next sample, its bytes, and where it is read; nil at the end of the epoch.
    package mutating func next() -> (sample: Int64, bytes: Int64, place: Work.Place)? {
        guard let sample = order.next() else { return nil }
        return (sample, min(sizes.bytes(ofSample: sample), Element.maximumBytes), layout.place(ofSample: sample))
    }

    /// From the first sample again.
    package mutating func beginEpoch() { order.beginEpoch() }
}
