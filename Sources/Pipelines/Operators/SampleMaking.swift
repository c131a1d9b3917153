/// What a worker of a `dataLoader` does for each sample: read it, then run a function of it.
struct SampleMaking {
    private let sizes: SampleSizes
    private let layout: FileLayout
    private let call: MapCall
    private let skipsCall: Bool
    /// The samples of the row group that each reader has; nil where samples are read on one by one.
    private var groups: [Int64: Range<Int64>]?

    /// - Parameters:
    ///   - layout: where requests begin in a file.
    ///   - bringsGroups: whether a request brings a row group, which its reader alone has.
    ///   - skipsCall: whether the function takes no time, so that it is not asked for.
    init(sizes: SampleSizes, layout: FileLayout, bringsGroups: Bool, call: MapCall, skipsCall: Bool) {
        self.sizes = sizes
        self.layout = layout
        self.call = call
        self.skipsCall = skipsCall
        groups = bringsGroups ? [:] : nil
    }

    /// The same, of readers that have read nothing.
    var fresh: SampleMaking {
        var fresh = self
        if groups != nil { fresh.groups = [:] }
        return fresh
    }

    /// Begins with the sample that an index names.
    ///
    /// - Parameter token: of the work, a number for each reader.
    mutating func begin(_ index: Element, token: Int64, _ actions: inout Actions) {
        actions.perform(
            Element(sample: index.sample, bytes: sizes.bytes(ofSample: index.sample), epoch: index.epoch),
            at: place(of: index.sample, reader: token), token: token)
    }

    /// A reader that begins inside a row group asks for it, whoever has read its first sample.
    private mutating func place(of sample: Int64, reader: Int64) -> Work.Place {
        guard let group = groups?[reader] else {
            if groups == nil { return layout.place(ofSample: sample) }
            groups?[reader] = layout.group(from: sample)
            return .disk
        }
        if group.contains(sample) { return .diskStream }
        groups?[reader] = layout.group(from: sample)
        return layout.areTogether(sample, group.lowerBound) ? .diskRequest : .disk
    }

    /// Goes on after a part of the work is done.
    ///
    /// - Returns: the sample when it is finished, nil while its function is yet to run.
    func goOn(after work: Work, _ actions: inout Actions) -> Element? {
        if skipsCall || work.place == call.place { return call.result(work.element) }
        actions.perform(work.element, at: call.place, token: work.token)
        return nil
    }
}
