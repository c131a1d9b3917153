import Pipelines
import Testing
import Variates

struct ParameterValuesTests {
    static let parameters = [
        Parameter("count", .count(0...9), default: .count(4), ""),
        Parameter("quantity", .quantity(.time, 0...1), default: .quantity(0.5), ""),
        Parameter("word", .choice(["a", "b"]), default: .word("a"), ""),
        Parameter("limit", .countOrWord(1...9, words: ["none"]), default: .word("none"), ""),
        Parameter("cost", .distribution(.time), default: .distribution(.constant(2)), ""),
        Parameter("curve", .curve(x: .time, y: .time), default: .curve(PiecewiseLinear(constant: 3)), ""),
        Parameter(optional: "table", .table(y: .bandwidth), ""),
    ]

    @Test func `fills defaults in`() {
        let values = ParameterValues([:], defaultsFrom: Self.parameters)
        #expect(values.count("count") == 4)
        #expect(values.quantity("quantity") == 0.5)
        #expect(values.word("word") == "a")
        #expect(values.optionalCount("limit") == nil)
        #expect(values.has("limit") && !values.has("table"))
        #expect(values.distribution("cost") == .constant(2))
        #expect(values.curve("curve") == PiecewiseLinear(constant: 3))
        #expect(values.optionalTable("table") == nil)
    }

    @Test func `given values come before defaults`() {
        let given: [String: ParameterValue] = [
            "count": .count(7), "limit": .count(3), "table": .table([1, 2]), "cost": .distribution(.constant(9)),
        ]
        let values = ParameterValues(given, defaultsFrom: Self.parameters)
        #expect(values.count("count") == 7)
        #expect(values.optionalCount("limit") == 3)
        #expect(values.optionalTable("table") == [1, 2])
        #expect(values.optionalDistribution("cost") == .constant(9))
        #expect(values.optionalQuantity("count") == nil)
    }

    @Test func `a value of another kind than declared stops the process`() async {
        await #expect(processExitsWith: .failure) {
            _ = ParameterValues(["count": .word("x")], defaultsFrom: []).count("count")
        }
    }
}
