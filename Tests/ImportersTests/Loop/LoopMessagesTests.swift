import Testing

@testable import Importers

@Suite struct LoopMessagesTests {
    private func messages(
        _ epoch: String, _ notes: String = MadeLoop.notes(worker: 0), _ loader: String = #""num_workers": 1"#
    ) throws -> LoopMessages {
        var messages = LoopMessages()
        let json = MadeLoop.json(loader: MadeLoop.loader(loader), epochs: [epoch], notes: [notes])
        messages.add(try LoopRecording(json: json).run)
        return messages
    }

    /// The loop waits: batches come 2 ms after their end, and the worker has been asked for the next one.
    @Test func `a loop that waits shows delivery and gap`() throws {
        let messages = try messages(MadeLoop.epoch())
        #expect(messages.deliveries.map { ($0 * 1e6).rounded() } == [2000, 2000, 2000, 2000, 2000])
        #expect(messages.gaps.map { ($0 * 1e6).rounded() } == Array(repeating: 4000, count: 5))
        #expect(messages.readings.isEmpty && messages.dispatches.isEmpty)
    }

    /// Steps of 199 ms: batches are ready, and the call for one takes 1 ms.
    @Test func `a loop that is waited for shows how long it reads`() throws {
        let notes = MadeLoop.notes(worker: 0, batches: 3, begin: 30_000, gap: 80_000)
        let messages = try messages(MadeLoop.epoch(batches: 3, step: 199_000, firstGot: 52_000, period: 200_000), notes)
        #expect(messages.readings.map { ($0 * 1e6).rounded() } == [1000, 1000])
        #expect(messages.deliveries.isEmpty)
    }

    /// One batch is asked for ahead: the worker has nothing to do until the one before was there.
    @Test func `a worker without a request shows how long one takes`() throws {
        let notes = MadeLoop.notes(worker: 0, batches: 3, begin: 30_000, gap: 280_000)
        let epoch = MadeLoop.epoch(batches: 3, step: 250_000, firstGot: 60_000, period: 300_000)
        let messages = try messages(epoch, notes, #""num_workers": 1, "prefetch_factor": 1"#)
        #expect(messages.dispatches.map { ($0 * 1e6).rounded() } == [270_000, 270_000])
        #expect(messages.deliveries.map { ($0 * 1e6).rounded() } == [10_000, 10_000])
        #expect(messages.gaps.isEmpty)
    }

    /// Asked for when it was complete, and there 7 ms later: it was on its way.
    @Test func `a batch that is sent late counts as waited for`() throws {
        let notes = MadeLoop.notes(worker: 0, batches: 3, begin: 30_000, gap: 80_000)
        let ready = #""asked_us": [20000,154000,250000], "wait_us": [32000,1000,7000]"#
        let epoch = MadeLoop.epoch(batches: 3)
            .replacing(#/"asked_us": \[.*?\],\s*"wait_us": \[.*?\]/#, with: ready)
        let messages = try messages(epoch, notes)
        #expect(messages.readings.map { ($0 * 1e6).rounded() } == [1000])
        #expect(messages.deliveries.map { ($0 * 1e6).rounded() } == [7000])
    }

    @Test(arguments: [#""num_workers": 1, "in_order": false"#, #""num_workers": 2"#, #""num_workers": 0"#])
    func `says nothing where it is not known which worker made a batch`(loader: String) throws {
        var messages = LoopMessages()
        messages.add(try LoopRecording(json: MadeLoop.json(loader: MadeLoop.loader(loader))).run)
        #expect(messages.deliveries.isEmpty && messages.gaps.isEmpty)
    }
}
