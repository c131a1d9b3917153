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
        let words = ProgramWords(
            scenario: scenario, framework: "tf.data", command: "tfdata", packages: "tensorflow")
        let isCopiedAhead = scenario.pipeline.stages.contains { $0.operator.callPlace == .copyEngine }
        let training = TrainingFunctions(
            training: scenario.pipeline.training, gpu: scenario.platform.gpu,
            delivered: scenario.pipeline.meanFlows[scenario.pipeline.stages.count - 1],
            isCopiedAhead: isCopiedAhead,
            isPinned: false, batch: ("tf.Tensor", "int(tf.size(batch))"),
            source: ("input_pipeline()", "dataset"),
            iterated: "dataset")
        var program = PythonProgram(
            docstring: words.docstring(code.parts.assumptions),
            packages: [("np.", "import numpy as np"), ("tf.", "import tensorflow as tf")])
        program.constants = code.parts.constants + training.constants
        let needsWrapper =
            code.lines.contains { $0.contains("in_python(") }
            || code.parts.functions.contains {
                $0.contains { $0.contains("in_python(") }
            }
        program.definitions = code.parts.functions + (needsWrapper ? [Self.wrapper] : [])
        program.definitions += [
            TFDataOptionsCode(options: scenario.options, platform: scenario.platform).lines,
            [
                "def input_pipeline() -> tf.data.Dataset:",
                "    \"\"\"The stages, from the data to the training loop.\"\"\"",
            ]
                + code.lines + ["    return dataset"],
        ]
        program.definitions += training.definitions
        text = program.text
    }

    private static let wrapper = [
        "def in_python(",
        "    function: Callable[[np.ndarray], np.ndarray | bool],",
        "    result: tf.DType = tf.int64,",
        "    stateful: bool = False,",
        ") -> Callable[[tf.Tensor], tf.Tensor]:",
        "    \"\"\"A function of arrays as one of tensors; TensorFlow's own operations need no wrapper.\"\"\"",
        "",
        "    def call(element: tf.Tensor) -> tf.Tensor:",
        "        made = tf.numpy_function(function, [element], result, stateful=stateful)",
        "        made.set_shape(() if result == tf.bool else element.shape)",
        "        return made",
        "",
        "    return call",
    ]
}
