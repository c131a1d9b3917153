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

    /// Each batch is complete for 50 ms when it is asked for; the last takes 20 ms to be received all the same.
    @Test func `a ready batch that is received slowly was not waited for`() throws {
        let times =
            #""asked_us": [20000,400000,700000,1000000,1300000,1600000], "wait_us": [32000,1000,1000,1000,1000,20000]"#
        let epoch = MadeLoop.epoch().replacing(#/"asked_us": \[.*?\],\s*"wait_us": \[.*?\]/#, with: times)
        let messages = try messages(epoch, MadeLoop.notes(worker: 0, gap: 280_000))
        #expect(messages.readings.map { ($0 * 1e6).rounded() } == [1_000, 1_000, 1_000, 1_000, 20_000])
        #expect(messages.deliveries.isEmpty)
    }

    /// The worker begins its next batch 1 ms after the one before, while that is on its way to the loop; the recording
    /// ends before the data do.
    @Test(arguments: [(52_000.0, 2_000.0), (56_000, 6_000)])
    func `a worker that goes on shows how long it keeps its lock`(firstGot: Double, lock: Double) throws {
        let notes = MadeLoop.notes(worker: 0, batches: 7, gap: 1_000)
        let messages = try messages(MadeLoop.epoch(end: "left", firstGot: firstGot, period: 21_000), notes)
        #expect(messages.lock.map { ($0 * 1e6).rounded() } == lock)
        #expect(messages.deliveries.isEmpty && messages.readings.isEmpty)
    }

    /// What a ready batch of an idle worker takes, 1 ms, is no waiting for a lock.
    @Test func `reading is no part of a lock`() throws {
        let notes = MadeLoop.notes(worker: 0, batches: 7, gap: 1_000)
        let times =
            #""asked_us": [20000,60000,90000,108000,200000,220000], "wait_us": [32000,16000,8000,12000,1000,1000]"#
        let epoch = MadeLoop.epoch(end: "left", period: 21_000)
            .replacing(#/"asked_us": \[.*?\],\s*"wait_us": \[.*?\]/#, with: times)
        #expect(try messages(epoch, notes).lock.map { ($0 * 1e6).rounded() } == 5_000)
    }

    /// The loop has each batch 1 ms after the end of the next one.
    @Test func `a lock that only the end of a batch frees is one that is held`() throws {
        let notes = MadeLoop.notes(worker: 0, batches: 8, gap: 1_000)
        let messages = try messages(MadeLoop.epoch(end: "left", firstGot: 72_000, period: 21_000), notes)
        #expect(messages.lock == LoopMessages.heldLock)
    }

    @Test(arguments: [#""num_workers": 1, "in_order": false"#, #""num_workers": 2"#, #""num_workers": 0"#])
    func `says nothing where it is not known which worker made a batch`(loader: String) throws {
        var messages = LoopMessages()
        messages.add(try LoopRecording(json: MadeLoop.json(loader: MadeLoop.loader(loader))).run)
        #expect(messages.deliveries.isEmpty && messages.gaps.isEmpty)
    }
}
