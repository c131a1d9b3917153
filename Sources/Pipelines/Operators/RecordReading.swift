/// What it takes to read a record of an open file: the disk, then the function that is mapped over the records.
struct RecordReading {
    private let sizes: SampleSizes
    private let layout: FileLayout
    /// The function on the pool, or nil when it takes no time.
    private let place: Work.Place?
    private let call: MapCall

    /// - Parameters:
    ///   - layout: where requests begin in a file.
    ///   - skipsCall: whether the function takes no time, so that no pool thread is asked for.
    init(sizes: SampleSizes, layout: FileLayout, call: MapCall, skipsCall: Bool) {
        self.sizes = sizes
        self.layout = layout
        self.call = call
        place = skipsCall ? nil : call.place
    }

    /// Begins with a record, counted from 0; the first one opens the file.
    func begin(_ record: Int64, of file: Element, token: Int64 = 0, _ actions: inout Actions) {
        let sample = file.sample + record
        actions.perform(
            Element(sample: sample, bytes: sizes.bytes(ofSample: sample), epoch: file.epoch),
            at: layout.place(ofSample: sample), token: token)
    }

    /// Goes on after a part of the work is done.
    ///
    /// - Returns: the record when it is finished, nil while its function is yet to run.
    func goOn(after work: Work, _ actions: inout Actions) -> Element? {
        guard let place, work.place != place else { return call.result(work.element) }
        actions.perform(work.element, at: place, token: work.token)
        return nil
    }
}
