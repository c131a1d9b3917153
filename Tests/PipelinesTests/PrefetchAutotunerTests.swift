import Testing

@testable import Pipelines

struct PrefetchAutotunerTests {
    /// How many are ready when the consumer looks, and the limit after it.
    @Test(
        arguments: [
            // Never full: an empty buffer alone says nothing about its size.
            [(0, 1), (0, 1), (0, 1)],
            // Full with one, then empty.
            [(0, 1), (1, 1), (0, 2), (1, 2)],
            // Partly filled is not full.
            [(1, 1), (0, 2), (1, 2), (0, 2), (2, 2), (1, 2), (0, 4), (3, 4), (0, 4), (4, 4), (0, 8)],
            // Full and never empty: large enough.
            [(1, 1), (1, 1), (1, 1)],
        ] as [[(Int, Int)]])
    func `doubles when it was full, and later empty`(_ finds: [(Int, Int)]) {
        var tuner = PrefetchAutotuner(ramBudgetBytes: nil)
        for (ready, limit) in finds {
            tuner.record(ready: ready)
            #expect(tuner.limit == limit)
        }
    }

    @Test func `grows by 2048 from 2048 on`() {
        var tuner = PrefetchAutotuner(ramBudgetBytes: nil)
        var limits: [Int] = []
        for _ in 0..<14 { limits.append(growth(of: &tuner)) }
        #expect(limits == [2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 6144, 8192])
    }

    @Test func `stays within its budget, and asks again only after it was full again`() {
        var tuner = PrefetchAutotuner(ramBudgetBytes: 450)
        tuner.added(Element(sample: 0, bytes: 100, epoch: 0))
        // The first element's size counts for all.
        tuner.added(Element(sample: 1, bytes: 1, epoch: 0))
        #expect([growth(of: &tuner), growth(of: &tuner), growth(of: &tuner)] == [2, 4, 4])
        tuner.record(ready: 0)
        #expect(tuner.limit == 4)
    }

    @Test func `what exactly fits is granted`() {
        var tuner = PrefetchAutotuner(ramBudgetBytes: 400)
        tuner.added(Element(sample: 0, bytes: 100, epoch: 0))
        #expect([growth(of: &tuner), growth(of: &tuner)] == [2, 4])
    }

    @Test func `begins again with one`() {
        var tuner = PrefetchAutotuner(ramBudgetBytes: 200)
        tuner.added(Element(sample: 0, bytes: 100, epoch: 0))
        tuner.record(ready: 1)
        tuner.record(ready: 0)
        var restarted = tuner.restarted
        #expect(restarted.limit == 1)
        restarted.record(ready: 0)
        #expect(restarted.limit == 1)
        // The budget outlives the epoch, the size of its first element does not.
        restarted.added(Element(sample: 0, bytes: 200, epoch: 1))
        #expect(growth(of: &restarted) == 1)
    }

    /// The limit after the buffer was full once, and later empty.
    private func growth(of tuner: inout PrefetchAutotuner) -> Int {
        tuner.record(ready: tuner.limit)
        tuner.record(ready: 0)
        return tuner.limit
    }
}
