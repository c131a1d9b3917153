import Pipelines

extension Source: TFDataForm {
    /// A generator that reads the samples, or the numbers of the files that another stage opens.
    package func write(_ stage: ExportedStage, to code: inout TFDataCode) throws(ExportError) {
        let reading = ReadingFunction(
            name: code.parts.name(for: stage.name, prefix: "read_"), stage: stage.name,
            stored: code.stored,
            disk: code.platform.disk)
        let layout = try reading.layout(namesFiles: stage.namesOnly)
        for constant in layout.constants { code.parts.add(constant: constant) }
        if access == .random { code.parts.add(constant: ["order = random.Random(\(code.seed))"]) }
        for function in layout.functions + [reading.lines] { code.parts.add(function: function) }
        if stage.namesOnly {
            writeFiles(stage, &code, reading: reading.name)
        } else {
            writeSamples(stage, &code, reading.name)
        }
        code.call("with_options", ["options()"])
    }

    private func writeSamples(_ stage: ExportedStage, _ code: inout TFDataCode, _ reading: String) {
        let numbers = access == .random ? "order.sample(range(SAMPLES), SAMPLES)" : "range(SAMPLES)"
        let order = access == .random ? "in a new random order" : "in order"
        code.parts.add(function: [
            "def samples() -> Iterator[int]:",
            "    \"\"\"The samples of an epoch \(order), each read when it is asked for.\"\"\"",
            "    for sample in \(numbers):", "        yield \(reading)(sample)",
        ])
        code.begin(stage)
        code.start("tf.data.Dataset.from_generator", ["samples", "output_signature=\(Self.signature)"])
    }

    private func writeFiles(_ stage: ExportedStage, _ code: inout TFDataCode, reading: String) {
        code.parts.add(function: [
            "def samples(file: np.ndarray) -> Iterator[int]:",
            "    \"\"\"The samples of a file, each read when it is asked for.\"\"\"",
            "    for sample in samples_of(int(file)):", "        yield \(reading)(sample)",
        ])
        code.parts.add(
            function: [
                "def open_file(file: tf.Tensor) -> tf.data.Dataset:",
                "    \"\"\"A file as a dataset; of records it is `tf.data.TFRecordDataset(file)`.\"\"\"",
            ]
                + PythonLayout.call(
                    "return tf.data.Dataset.from_generator",
                    ["samples", "args=(file,)", "output_signature=\(Self.signature)"], indent: 4))
        code.begin(
            stage, "files by their numbers; yours by `tf.data.Dataset.list_files(pattern, shuffle=False)`"
        )
        code.start("tf.data.Dataset.range", ["FILES"])
        if access == .random {
            code.call("shuffle", ["FILES", "seed=\(code.seed)", "reshuffle_each_iteration=True"])
        }
    }

    private static let signature = "tf.TensorSpec((), tf.int64)"
}
