import Pipelines
import Testing
import Variates

@testable import Scoreboards

@Suite struct WrongRuleTests {
    private static func pipeline() throws -> Pipeline {
        try Pipeline(
            stages: [
                .init(name: "files", operator: Source(parameters: ["files": .count(4), "samplesPerFile": .count(2)])),
                .init(
                    name: "read", operator: Interleave(parameters: ["cycle": .count(2), "parallelism": .count(2)])),
                .init(name: "decode", operator: Map(parameters: ["parallelism": .count(2)])),
            ],
            training: TrainingLoop(
                ParameterValues(["step": .distribution(.constant(1))], defaultsFrom: TrainingLoop.parameters)))
    }

    @Test(
        arguments: [
            (.headKeepsSlot, .keptByHead, true), (.finishedCallsApart, .forResultsToo, true),
            (.noRunAhead, .onDemand, true), (.noFutureWorkers, .shared, false),
        ] as [(WrongRule, Map.Slots, Bool)])
    func `replaces the rule that it is about, and no other`(
        rule: WrongRule, slots: Map.Slots, opensAhead: Bool
    ) throws {
        let right = try Self.pipeline()
        let wrong = rule.applied(to: right)
        #expect(wrong.stages.map(\.name) == right.stages.map(\.name))
        #expect((wrong.stages[1].operator as? Interleave)?.opensAhead == opensAhead)
        #expect((wrong.stages[2].operator as? Map)?.slots == slots)
    }
}
