import Testing

@testable import Importers

@Suite struct TorchProcessCostsTests {
    /// Before the first entry in proportion, between entries on a line, after the last constant.
    @Test(arguments: [(1, 5.0), (2, 10.0), (3, 15.0), (4, 20.0), (6, 25.0), (8, 30.0), (16, 30.0)])
    func `goes by the number of workers`(workers: Int, expected: Double) {
        #expect(TorchProcessCosts.seconds([2: 10, 4: 20, 8: 30], workers: workers) == expected)
        #expect(TorchProcessCosts.seconds([:], workers: workers) == 0)
    }

    @Test func `lists what is between the entries`() {
        #expect(TorchProcessCosts.list([1: 3, 4: 9]) == [3, 5, 7, 9])
        #expect(TorchProcessCosts.list([:]) == [])
    }

    /// Two workers on two cores take as long as one; four take twice as long.
    @Test func `takes the mean of starts that compute`() {
        var costs = TorchProcessCosts()
        costs.spawnedBoot = 7
        #expect(costs.spawnedBootComputation(cores: 2) == 7)
        costs.firstStep = ["fork_w1": 100, "spawn_w1": 1, "spawn_w2": 2, "spawn_w4": 6, "spawn_x": 50]
        #expect(costs.spawnedBootComputation(cores: 2) == 2)
        #expect(costs.spawnedBootComputation(cores: 4) == 3)
    }
}
