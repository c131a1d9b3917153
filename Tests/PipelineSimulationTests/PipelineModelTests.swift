import Testing

@testable import PipelineRuns

/// The model that tuning goes by, on pipelines written down by hand; times in ms.
struct PipelineModelTests {
    typealias Node = PipelineModel.Node

    static func map(_ time: Double, calls: Double = 1, limit: Double? = 16, bytes: Double = 0) -> Node {
        Node(
            selfNanoseconds: time * 1e6, recentNanoseconds: time * 1e6, isAsynchronous: true, parallelism: calls,
            elementBytes: bytes, limit: limit)
    }

    static func inCallersThread(_ time: Double, inputs: Double = 1) -> Node {
        Node(selfNanoseconds: time * 1e6, recentNanoseconds: time * 1e6, inputsPerElement: inputs)
    }

    static func prefetch(_ buffer: Double) -> Node {
        Node(isAsynchronous: true, bufferElements: buffer, heldElements: buffer)
    }

    @Test func `stages in the caller's thread add up`() {
        let model = PipelineModel(nodes: [
            Self.inCallersThread(2), Self.inCallersThread(3), Self.inCallersThread(5, inputs: 4),
        ])
        #expect(model.outputNanoseconds == 25e6)
        #expect(model.processingNanoseconds == 25e6)
        #expect(model.tunable.isEmpty && model.isAtLimit)
    }

    @Test func `calls share a stage's time, and its threads hide that of its inputs`() {
        var model = PipelineModel(nodes: [Self.inCallersThread(4), Self.map(12, calls: 3)])
        // Producer and consumer both take 4 ms, and there are three places: 4 + 4/4.
        #expect(model.outputNanoseconds.isClose(to: 5e6))
        #expect(model.processingNanoseconds == 16e6)
        model.nodes[0].selfNanoseconds = 0
        #expect(model.outputNanoseconds == 4e6)
    }

    @Test func `the consumer of a stage is all that stands below it`() {
        // The map's consumer takes 3/2 ms for each of the batch's two inputs: no place, so it waits for 8 ms of source.
        let model = PipelineModel(nodes: [
            Self.inCallersThread(8), Self.map(1, calls: 1), Self.inCallersThread(3, inputs: 2),
        ])
        let ofMap = 1e6 + bufferWait(producer: 8e6, consumer: 2.5e6, capacity: 1)
        #expect(model.outputNanoseconds.isClose(to: 3e6 + 2 * ofMap))
        // A training loop that takes no time empties every buffer.
        let buffered = PipelineModel(nodes: [Self.inCallersThread(8), Self.prefetch(100)])
        #expect(buffered.outputNanoseconds == 8e6)
    }

    @Test func `buffers may come to hold an element for each call, and what they are made for`() {
        let model = PipelineModel(nodes: [
            Self.inCallersThread(1), Self.map(1, calls: 5, bytes: 10),
            Node(isAsynchronous: true, bufferElements: 0, heldElements: 8, elementBytes: 2),
        ])
        #expect(model.bufferedBytes == 66)
    }

    // MARK: - Hill climbing

    @Test(arguments: [(2.0, 3.0), (8, 9), (15, 16), (16, 16), (100, 16)])
    func `hill climbing stops one above the budget`(_ budget: Double, _ calls: Double) {
        var model = PipelineModel(nodes: [Self.inCallersThread(0), Self.map(16, calls: 7), Self.prefetch(2)])
        let fits = model.climb(cpuBudget: budget, memoryBytes: .infinity)
        #expect(fits)
        #expect(model.nodes[1].parallelism == calls)
    }

    @Test func `without a budget every stage gets all it may have`() {
        var model = PipelineModel(nodes: [
            Self.inCallersThread(1), Self.map(16), Self.map(0.1, limit: 5), Self.map(3, calls: 2, limit: nil),
            Self.prefetch(1),
        ])
        let fits = model.climb(cpuBudget: nil, memoryBytes: .infinity)
        #expect(fits)
        #expect(model.nodes.map(\.parallelism) == [1, 16, 5, 2, 1])
    }

    @Test func `the climb takes a step back when buffers need too much`() {
        var model = PipelineModel(nodes: [Self.inCallersThread(0), Self.map(16, bytes: 10)])
        let fits = model.climb(cpuBudget: nil, memoryBytes: 75)
        #expect(fits)
        #expect(model.nodes[1].parallelism == 7)
        var hopeless = model
        let fitsLess = hopeless.climb(cpuBudget: nil, memoryBytes: 5)
        #expect(!fitsLess)
    }

    @Test func `the stage that gains most is raised first`() {
        var model = PipelineModel(nodes: [Self.map(3), Self.map(9), Self.prefetch(1)])
        // From 3 + 9: the second map down to 3, both down to 1.5 and 3, the second to 2.25.
        for index in 0..<2 { model.nodes[index].elementBytes = 1 }
        let fits = model.climb(cpuBudget: nil, memoryBytes: 6)
        #expect(fits)
        #expect(model.nodes.map(\.parallelism) == [2, 4, 1])
    }

    // MARK: - Gradient descent

    @Test(arguments: [(2.0, 3.0), (8, 9), (16, 16)])
    func `descent stops one above the budget`(_ budget: Double, _ calls: Double) {
        var model = PipelineModel(nodes: [Self.inCallersThread(0), Self.map(16), Self.prefetch(2)])
        model.descend(cpuBudget: budget, memoryBytes: .infinity)
        #expect(model.nodes[1].parallelism == calls)
    }

    @Test func `descent does not count stages with little work`() {
        var model = PipelineModel(nodes: [Self.map(0.5), Self.map(16), Self.prefetch(2)])
        model.descend(cpuBudget: 4, memoryBytes: .infinity)
        #expect(model.nodes[1].parallelism == 5)
    }

    @Test func `descent ends when nothing changes, and when buffers need too much`() {
        var flat = PipelineModel(nodes: [Self.map(0.0001), Self.prefetch(2)])
        flat.descend(cpuBudget: 100, memoryBytes: .infinity)
        #expect(flat.nodes[0].parallelism == 1)
        var large = PipelineModel(nodes: [Self.map(16, bytes: 10)])
        large.descend(cpuBudget: 100, memoryBytes: 44)
        #expect(large.nodes[0].parallelism == 4)
    }

    // MARK: - By stages

    @Test(arguments: [(0.0, 16.0), (4.1, 4), (3.9, 5), (20, 1)])
    func `the slowest stage is raised to the consumer's pace`(_ target: Double, _ calls: Double) {
        var model = PipelineModel(nodes: [Self.inCallersThread(0), Self.map(16, calls: 9), Self.prefetch(2)])
        let fits = model.raiseSlowest(targetNanoseconds: target * 1e6, memoryBytes: .infinity)
        #expect(fits)
        #expect(model.nodes[1].parallelism == calls)
    }

    @Test func `stages are raised in turn until one is at its limit`() {
        var model = PipelineModel(nodes: [Self.map(8), Self.map(16, limit: 7), Self.prefetch(2)])
        let fits = model.raiseSlowest(targetNanoseconds: 4.1e6, memoryBytes: .infinity)
        #expect(fits)
        #expect(model.nodes.map(\.parallelism) == [2, 4, 1])
        let stillFits = model.raiseSlowest(targetNanoseconds: 0, memoryBytes: .infinity)
        #expect(stillFits)
        #expect(model.nodes.map(\.parallelism) == [4, 7, 1])
    }

    @Test func `the times of a section are those for one element of the last stage`() {
        // Two elements to a batch: the map may take half of the consumer's time.
        var model = PipelineModel(nodes: [Self.map(16), Self.inCallersThread(1, inputs: 2)])
        let fits = model.raiseSlowest(targetNanoseconds: 8.1e6, memoryBytes: .infinity)
        #expect(fits)
        #expect(model.nodes[0].parallelism == 4)
        // A source in the map's thread takes longer than the consumer, whatever the map has.
        var slow = PipelineModel(nodes: [Self.inCallersThread(9), Self.map(16)])
        let slowFits = slow.raiseSlowest(targetNanoseconds: 8e6, memoryBytes: .infinity)
        #expect(slowFits)
        #expect(slow.nodes[1].parallelism == 16)
    }

    @Test func `nothing is changed when buffers would need too much before the end`() {
        var model = PipelineModel(nodes: [Self.map(16, bytes: 10)])
        let fitsAll = model.raiseSlowest(targetNanoseconds: 0, memoryBytes: 75)
        #expect(!fitsAll)
        let fitsEnough = model.raiseSlowest(targetNanoseconds: 4.1e6, memoryBytes: 75)
        #expect(fitsEnough)
    }

    @Test func `a stage that has done no work lately is left alone`() {
        var model = PipelineModel(nodes: [Self.map(0)])
        model.nodes[0].recentNanoseconds = 0
        let fits = model.raiseSlowest(targetNanoseconds: -1, memoryBytes: .infinity)
        #expect(fits)
        #expect(model.nodes[0].parallelism == 1)
    }
}
