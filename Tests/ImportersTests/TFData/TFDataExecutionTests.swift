import ScenarioFiles
import Testing

@testable import Importers

@Suite struct TFDataExecutionTests {
    private static func execution(_ operators: String, options: String) throws -> TFDataExecution {
        TFDataExecution(
            try Cases.one("\(Operators.range), \(operators)", #""options": \#(options)"#), poolThreads: 4)
    }

    private static let parallel = #"{"op": "map", "stage": "map", "parallel": 2}"#
    private static let tuned = #"{"op": "map", "stage": "map", "parallel": -1}"#
    private static let batch = #"{"op": "batch", "size": 2}"#
    private static let take = #"{"op": "take", "count": 3}"#
    private static let prefetch = #"{"op": "prefetch", "buffer": -1}"#

    struct Case: Sendable {
        var operators: String
        var options: String
        var line: String
        var addsPrefetch = false
    }

    @Test(arguments: [
        Case(operators: Operators.read, options: #""pure""#, line: "rewrites: none, autotune: off"),
        Case(operators: Operators.read, options: #""default""#, line: "rewrites: tensorflow, autotune: maximum"),
        Case(operators: parallel, options: #""default""#, line: "rewrites: tensorflow, autotune: maximum"),
        Case(
            operators: "\(Operators.read), \(tuned), \(prefetch)",
            options: #"{"autotune.autotune_algorithm": "STAGE_BASED"}"#,
            line: "rewrites: tensorflow, autotune: stageBased"),
        Case(
            operators: "\(Operators.read), \(prefetch)", options: #"{"autotune.enabled": false}"#,
            line: "rewrites: tensorflow, autotune: off"),
        Case(
            operators: tuned,
            options:
                #"{"autotune.cpu_budget": 8, "autotune.initial_parallelism": 1, "autotune.autotune_algorithm": "HILL_CLIMB"}"#,
            line: "rewrites: tensorflow, autotune: hillClimb, cpuBudget: 8, initialParallelism: 1"),
        Case(
            operators: batch, options: #"{"experimental_optimization.apply_default_optimizations": false}"#,
            line: "rewrites: none, autotune: maximum", addsPrefetch: true),
        Case(
            operators: batch, options: #"{"experimental_optimization.inject_prefetch": false}"#,
            line: "rewrites: tensorflow, autotune: off"),
        Case(
            operators: "\(tuned), \(batch), \(take)",
            options: #"{"experimental_optimization.inject_prefetch": false}"#,
            line: "rewrites: tensorflow, autotune: off, initialParallelism: 4"),
        Case(
            operators: "\(Operators.read), \(batch)", options: #"{"experimental_optimization.inject_prefetch": false}"#,
            line: "rewrites: tensorflow, autotune: maximum"),
    ])
    func `writes options, and the prefetch where they do not add it`(example: Case) throws {
        let execution = try Self.execution(example.operators, options: example.options)
        #expect(try execution.section().text() == "options: {\(example.line)}\n")
        #expect(execution.addsPrefetch == example.addsPrefetch)
    }

    @Test(arguments: [(tuned, "OTHER"), ("\(tuned), \(take)", "HILL_CLIMB")])
    func `refuses tuning that is not modelled`(operators: String, algorithm: String) throws {
        let injects = #""experimental_optimization.inject_prefetch": false"#
        let execution = try Self.execution(
            operators, options: #"{"autotune.autotune_algorithm": "\#(algorithm)", \#(injects)}"#)
        #expect(throws: CaseError.self) { try execution.section() }
    }
}
