import Exporters
import Pipelines
import Testing

/// An operator that no framework knows.
private struct Unheard: Operator {
    static let name = "unheard"
    static let summary = "passes elements on"
    static let parameters: [Parameter] = []
    static let examples: [[String: ParameterValue]] = [[:]]

    init(_ values: ParameterValues) {}
    func makeStage(_ context: StageContext) -> any Stage & ~Copyable {
        preconditionFailure("nothing is simulated here")
    }
}

@Suite struct ExportErrorTests {
    private static func scenario() throws -> Scenario {
        try ExportedText.scenario("[source: 10, unheard: {name: mine}]", operators: .standard.adding(Unheard.self))
    }

    @Test func `an operator without a form is refused by its name`() throws {
        let scenario = try Self.scenario()
        #expect(throws: ExportError.noForm(stage: "mine", operator: "unheard", framework: "tf.data")) {
            try TFDataProgram(scenario)
        }
        #expect(throws: ExportError.noForm(stage: "mine", operator: "unheard", framework: "PyTorch")) {
            try PyTorchProgram(scenario)
        }
    }

    @Test func `the message names stage and operator`() {
        let error = ExportError.noForm(stage: "mine", operator: "unheard", framework: "tf.data")
        #expect("\(error)" == "stage `mine`: the operator `unheard` declares no form for tf.data")
    }

    @Test func `each operator of the program has a form in both, which may refuse`() {
        for type in OperatorRegistry.standard.all {
            #expect(type is any TFDataForm.Type, "\(type.name)")
            #expect(type is any PyTorchForm.Type, "\(type.name)")
        }
    }
}
