import Exporters
import Pipelines
import ScenarioFiles

/// A program of a scenario whose parts are written here, for tests that look for lines of it.
enum ExportedText {
    /// The program in tf.data.
    static func tfdata(
        _ pipeline: String, train: String = "{step: 1 ms}", platform: String = "{}", options: String = "{}",
        run: String = "{}"
    ) throws -> String {
        try TFDataProgram(scenario(pipeline, train, platform, options, run)).text
    }

    /// The program in PyTorch.
    static func pytorch(
        _ pipeline: String, train: String = "{step: 1 ms}", platform: String = "{}", run: String = "{}"
    ) throws -> String {
        try PyTorchProgram(scenario(pipeline, train, platform, "{}", run)).text
    }

    /// The scenario of a pipeline in a line: `[source: 10, batch: 2]`.
    static func scenario(
        _ pipeline: String, _ train: String = "{step: 1 ms}", _ platform: String = "{}", _ options: String = "{}",
        _ run: String = "{}", operators: OperatorRegistry = .standard
    ) throws -> Scenario {
        let text = """
            overlap: 1
            platform: \(platform)
            options: \(options)
            pipeline: \(pipeline)
            train: \(train)
            run: \(run)
            """
        let file = try ScenarioFile(text: text, name: "test", directory: ".", operators: operators)
        return try file.scenario(variant: file.variantNames[0])
    }
}

extension String {
    /// Whether the lines of a text stand in this one, one after the other, each without what it is indented by.
    func has(_ lines: String) -> Bool {
        let trimmed = { (text: String) in
            text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.drop { $0 == " " } }
                .joined(separator: "\n")
        }
        return trimmed(self).contains(trimmed(lines))
    }
}
