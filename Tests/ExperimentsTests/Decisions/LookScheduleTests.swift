import Experiments
import Pipelines
import Testing

struct LookScheduleTests {
    @Test(
        arguments: [
            (nil, 200, [10, 20, 40, 80, 160, 200]), (nil, 160, [10, 20, 40, 80, 160]), (nil, 11, [10, 11]),
            (nil, 10, [10]), (nil, 4, [4]), (nil, 1, [1]), (3, 200, [3]), (500, 200, [500]),
        ] as [(Int?, Int, [Int])])
    func `looks as the plan allows`(_ replications: Int?, _ most: Int, _ counts: [Int]) throws {
        let plan = try RunPlan(replications: replications, maxReplications: most)
        #expect(LookSchedule(plan).counts == counts)
    }

    @Test(arguments: [(1, 0.95), (10, 0.9), (15, 0.95), (200, 0.99), (100_000, 0.95)])
    func `all looks together err with what is allowed`(_ most: Int, _ confidence: Double) throws {
        let schedule = LookSchedule(try RunPlan(confidence: confidence, maxReplications: most))
        let shares = schedule.counts.indices.map { schedule.error(atLook: $0) }
        #expect(abs(shares.reduce(0, +) - (1 - confidence)) < 1e-12)
        #expect(shares.allSatisfy { $0 > 0 } && shares.sorted(by: >) == shares)
        #expect(shares.count == 1 || shares[0] == schedule.error / 2)
    }
}
