package import Pipelines

/// A scenario as a program in tf.data.
package struct TFDataProgram {
    /// The program.
    package let text: String

    /// Writes a scenario as a program.
    ///
    /// - Throws: `ExportError` with the stage that tf.data cannot say, or whose operator has declared no form.
    package init(_ scenario: Scenario) throws(ExportError) {
        var code = TFDataCode(scenario)
        for (stage, part) in ExportedStage.all(of: scenario.pipeline) {
            guard let form = part as? any TFDataForm else {
                throw .noForm(stage: stage.name, operator: type(of: part).name, framework: "tf.data")
            }
            try form.write(stage, to: &code)
        }
        let words = ProgramWords(scenario: scenario, framework: "tf.data", command: "tfdata", packages: "tensorflow")
        let training = Self.training(scenario)
        var program = PythonProgram(
            docstring: words.docstring(code.parts.assumptions),
            packages: [("np.", "import numpy as np"), ("tf.", "import tensorflow as tf")])
        program.constants = code.parts.constants + training.constants
        let lines = code.lines + code.parts.functions.flatMap { $0 }
        program.definitions =
            code.parts.functions + (lines.contains { $0.contains("in_python(") } ? [Self.wrapper] : [])
            + [TFDataOptionsCode(options: scenario.options, platform: scenario.platform).lines, Self.pipeline(code)]
            + training.definitions
        text = program.text
    }

    private static func pipeline(_ code: TFDataCode) -> [String] {
        [
            "def input_pipeline() -> tf.data.Dataset:",
            "    \"\"\"The stages, from the data to the training loop.\"\"\"",
        ] + code.lines + ["    return dataset"]
    }

    private static func training(_ scenario: Scenario) -> TrainingFunctions {
        let pipeline = scenario.pipeline
        return TrainingFunctions(
            training: pipeline.training, gpu: scenario.platform.gpu,
            delivered: pipeline.meanFlows[pipeline.stages.count - 1],
            isCopiedAhead: pipeline.stages.contains { $0.operator.callPlace == .copyEngine }, isPinned: false,
            batch: ("tf.Tensor", "int(tf.size(batch))"), source: ("input_pipeline()", "dataset"), iterated: "dataset")
    }

    private static let wrapper = [
        "def in_python(",
        "    function: Callable[[np.ndarray], np.ndarray | bool],",
        "    result: tf.DType = tf.int64,",
        "    stateful: bool = False,",
        ") -> Callable[[tf.Tensor], tf.Tensor]:",
        "    \"\"\"A function of arrays as one of tensors; TensorFlow's own operations need no wrapper.",
        "",
        "    Give the type of its result. Here results have the shape of what came in: set that of yours.",
        "    \"\"\"",
        "",
        "    def call(element: tf.Tensor) -> tf.Tensor:",
        "        made = tf.numpy_function(function, [element], result, stateful=stateful)",
        "        made.set_shape(() if result == tf.bool else element.shape)",
        "        return made",
        "",
        "    return call",
    ]
}
