import Pipelines
import Testing

struct ParallelismTests {
    private static let parameter = Parameter("parallelism", Parallelism.parameterKind, default: .word("none"), "")

    private static func context(initial: Int) -> StageContext {
        StageContext(
            name: "map", seed: 1, replication: 0, rank: 0, upstream: .finite(1), poolThreads: 32,
            initialParallelism: initial)
    }

    @Test(
        arguments: [
            (nil, .sequential), (.word("none"), .sequential), (.count(3), .fixed(3)), (.word("auto"), .automatic),
        ] as [(ParameterValue?, Parallelism)])
    func `is decoded from its parameter`(_ value: ParameterValue?, _ parallelism: Parallelism) {
        let values = value.map { ["parallelism": $0] } ?? [:]
        #expect(Parallelism(ParameterValues(values, defaultsFrom: [Self.parameter])) == parallelism)
        #expect(Parallelism(ParameterValues([:], defaultsFrom: [])) == .sequential)
    }

    @Test func `only automatic parallelism begins where tuning says, up to its limit`() {
        let context = Self.context(initial: 8)
        #expect(Parallelism.sequential.initial(in: context, limit: 32) == 1)
        #expect(Parallelism.fixed(20).initial(in: context, limit: 4) == 20)
        #expect(Parallelism.automatic.initial(in: context, limit: 32) == 8)
        #expect(Parallelism.automatic.initial(in: context, limit: 4) == 4)
        #expect(Parallelism.automatic.count == nil && Parallelism.fixed(20).count == 20)
    }
}
