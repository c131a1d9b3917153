import Pipelines

extension Source: PyTorchForm {
    /// The function that reads a sample, and how many there are.
    package func write(_ stage: ExportedStage, to code: inout PyTorchCode) throws(ExportError) {
        let reading = ReadingFunction(
            name: code.parts.name(for: stage.name, prefix: "read_"), stage: stage.name,
            stored: code.stored,
            disk: code.platform.disk)
        let layout = try reading.layout(namesFiles: stage.namesFiles)
        for constant in layout.constants { code.parts.add(constant: constant) }
        for function in layout.functions + [reading.lines] { code.parts.add(function: function) }
        code.isRandom = access == .random
        code.make(by: reading.name)
    }
}
