import Pipelines
import Testing
import Variates

/// What stages with threads of their own say of themselves: that they have no room for more, or that calls wait for the
/// place of an older one.
struct StageRoomTests {
    /// A run to its end; what is tuned begins with one call.
    private func finished(_ test: TestScenario, _ tables: [String: [Int64]]) throws -> StepwiseBackend {
        var options = ExecutionOptions()
        options.initialParallelism = 1
        let backend = try TimedBackend(test, options: options, duration: durations(tables, in: test))
        backend.finish()
        return backend.backend
    }

    /// Two elements are ready from 3 to 11 and from 12 to 21.
    @Test func `a buffer is ahead while it is full`() throws {
        let test = try TestScenario.source(4).prefetch(2)
        #expect(try finished(test, ["source": [1], "step": [10]]).ahead(of: "prefetch") == 17)
    }

    /// One call at first: its result is ready from 2 to 11 and from 12 to 21.
    @Test func `a map whose parallelism is tuned is ahead too`() throws {
        let test = try TestScenario.source(3).map(.constant(0), ["parallelism": .word("auto")])
        #expect(try finished(test, ["map": [1], "step": [10]]).ahead(of: "map") == 18)
    }

    @Test func `so is a buffer whose size is found automatically`() throws {
        let test = try TestScenario.source(3).automaticPrefetch()
        #expect(try finished(test, ["source": [1], "step": [10]]).ahead(of: "prefetch") > 0)
    }

    /// Members of a batch that is gathered are held, and are no batch that is ready.
    @Test func `a parallel batch is ahead when whole batches are ready`() throws {
        let test = try TestScenario.source(8).stage(Batch.self, ["size": .count(2), "parallelism": .count(2)])
        #expect(try finished(test, ["batch": [1], "step": [10]]).ahead(of: "batch") == 18)
    }

    /// Two batches are open; both are full from 3 to 101, and then from 1 ns after each delivery.
    @Test func `map and batch in one are ahead when all their batches are full`() throws {
        let test = try TestScenario.source(12).map(parallelism: 2).batch(2).rewritten(.off)
        #expect(try finished(test, ["map": [1], "step": [100]]).ahead(of: "map") == 98 + 3 * 99)
    }

    @Test(arguments: [20, 1])
    func `an interleave is ahead when its files wait for their turns`(_ samples: Int) throws {
        let backend = try StepwiseBackend(.files(50, of: samples).interleave(cycle: 2, block: 2, parallelism: 1))
        backend.take(1)
        let before = backend.ahead(of: "interleave")
        backend.advance(to: backend.now + 7)
        #expect(backend.ahead(of: "interleave") == before + 7)
    }

    // MARK: - Order

    /// Of eight calls seven are done and wait; of two, one.
    @Test func `fewer calls at a time hold fewer back`() throws {
        let backend = try StepwiseBackend(.source(99).map(parallelism: 8))
        backend.settle { $0.stage != 1 || $0.element.sample > 0 }
        backend.changeParameter(of: "map", to: 2)
        backend.advance(to: 10)
        #expect(backend.heldBack(of: "map") == 10)
    }

    @Test func `batches that are joined wait for an older one`() throws {
        let batch = ["size": .count(2), "parallelism": .count(4)] as TestScenario.Values
        let backend = try StepwiseBackend(.source(99).stage(Batch.self, batch))
        backend.settle { $0.stage != 1 || $0.element.sample > 0 }
        backend.advance(to: 10)
        #expect(backend.heldBack(of: "batch") == 3 * 10)
    }

    /// Sixteen batches of one are open from 15 on; the first is done at 1000, and until then one of two calls is idle.
    @Test func `map and batch in one are held back when no more batches may be open`() throws {
        let test = try TestScenario.source(40).map(parallelism: 2).batch(1).rewritten(.off)
        let slowAtFirst = [1000] + Array(repeating: Int64(1), count: 39)
        #expect(try finished(test, ["map": slowAtFirst]).heldBack(of: "map") == 985)
    }

    /// Two of three files are read as far as their buffers go, and the first is waited for.
    @Test(arguments: [("ordered", 2 * 10), ("unordered", 0)])
    func `files wait for the one whose turn it is`(_ order: String, _ expected: Int128) throws {
        let backend = try StepwiseBackend(
            .files(3, of: 20).interleave(cycle: 3, parallelism: 3, ["order": .word(order)]))
        backend.settle { $0.stage != 1 || $0.element.sample >= 20 }
        backend.advance(to: 10)
        #expect(backend.heldBack(of: "interleave") == expected)
    }

    /// The two files of the cycle are being read, and four that will follow are read as far as their buffers go.
    @Test func `files that are not in the cycle wait for no turn, however many workers there may be`() throws {
        let backend = try StepwiseBackend(.files(6, of: 20).interleave(cycle: 2, parallelism: 8))
        backend.settle { $0.stage != 1 || $0.element.sample >= 40 }
        backend.advance(to: 10)
        #expect(backend.heldBack(of: "interleave") == 0)
    }

    // MARK: - Work

    /// A call of 10 ns that has come half way is 5 ns of work, and none when nobody waits for it any more.
    @Test func `work counts as far as it has come`() throws {
        let backend = try StepwiseBackend(.source(3).map(parallelism: 2).prefetch(1).train(epochs: 2, steps: 1))
        backend.settle { $0.stage == 3 || $0.stage == 0 }
        backend.advance(to: 5)
        #expect(backend.work(of: "map") == 2 * 5)
        _ = backend.completeFirst { $0.stage == 1 && $0.element.sample == 0 }
        backend.settle { $0.stage == 3 && $0.place == .accelerator }
        let before = backend.work(of: "map")
        #expect(before == 2 * 5 && backend.epoch == 1)
        // The second epoch has its own calls; what the first has left behind is nobody's work.
        backend.settle { $0.stage == 3 || $0.stage == 0 }
        backend.advance(to: 7)
        #expect(backend.work(of: "map") == before + 2 * 2)
    }
}
