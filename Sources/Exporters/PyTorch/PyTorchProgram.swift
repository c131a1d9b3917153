package import Pipelines

/// A scenario as a program with PyTorch's `DataLoader`.
package struct PyTorchProgram {
    /// The program.
    package let text: String

    /// Writes a scenario as a program.
    ///
    /// - Throws: `ExportError` with the stage that PyTorch cannot say, or whose operator has declared no form.
    package init(_ scenario: Scenario) throws(ExportError) {
        var code = PyTorchCode(scenario)
        for (stage, part) in ExportedStage.all(of: scenario.pipeline) {
            guard let form = part as? any PyTorchForm else {
                throw .noForm(stage: stage.name, operator: type(of: part).name, framework: "PyTorch")
            }
            try form.write(stage, to: &code)
        }
        let dataset = DatasetClass(code: code)
        let words = ProgramWords(
            scenario: scenario, framework: "PyTorch", command: "pytorch", packages: "torch")
        let training = Self.training(scenario, code)
        var program = PythonProgram(
            docstring: words.docstring(code.parts.assumptions), packages: Self.packages(code, dataset))
        program.constants = code.parts.constants + training.constants
        program.definitions = code.parts.functions + code.neededFunctions.filter { $0 == .threads }.map(\.lines)
        if let function = dataset.sampleFunction { program.definitions.append(function) }
        program.definitions += code.neededFunctions.filter { $0 != .threads }.map(\.lines)
        program.definitions += dataset.definitions + Self.pipeline(code, dataset) + training.definitions
        text = program.text
    }

    private static func pipeline(_ code: PyTorchCode, _ dataset: DatasetClass) -> [[String]] {
        let hasStages = code.hasBatchStages
        let epoch = code.batchesDependOnEpoch ? ", epoch: int" : ""
        var definitions = [
            [
                "def input_pipeline() -> DataLoader:",
                "    \"\"\"The loader, with the settings of the scenario.\"\"\"",
            ]
                + (hasStages ? [] : code.batchLines)
                + PythonLayout.call(
                    "return DataLoader", ["Samples()"] + dataset.arguments + code.loader.arguments, indent: 4)
        ]
        guard hasStages else { return definitions }
        definitions.append(
            [
                "def epoch_batches(loader: DataLoader\(epoch)) -> Iterable[torch.Tensor]:",
                "    \"\"\"The batches of an epoch, behind the loader.\"\"\"",
                "    batches: Iterable[torch.Tensor] = loader",
            ] + code.batchLines + ["    return batches"])
        return definitions
    }

    private static func training(_ scenario: Scenario, _ code: PyTorchCode) -> TrainingFunctions {
        let pipeline = scenario.pipeline
        let batches =
            code.batchesDependOnEpoch ? "epoch_batches(loader, epoch)" : "epoch_batches(loader)"
        return TrainingFunctions(
            training: pipeline.training, gpu: scenario.platform.gpu,
            delivered: pipeline.meanFlows[pipeline.stages.count - 1],
            isCopiedAhead: pipeline.stages.contains { $0.operator.callPlace == .copyEngine },
            isPinned: pipeline.deliversPinned, batch: ("torch.Tensor", "torch.as_tensor(batch).numel()"),
            source: ("input_pipeline()", "loader"), iterated: code.hasBatchStages ? batches : "loader")
    }

    private static func packages(
        _ code: PyTorchCode, _ dataset: DatasetClass
    ) -> [(use: String, statement: String)] {
        var classes = ["DataLoader", code.loader.dataset == .indexed ? "Dataset" : "IterableDataset"]
        if dataset.hasSampler { classes.append("Sampler") }
        var functions: [String] = []
        if code.loader.collate != nil { functions.append("default_collate") }
        if code.loader.dataset != .indexed { functions.append("get_worker_info") }
        let imported = (classes + functions).joined(separator: ", ")
        return [
            ("torch.", "import torch"), ("DataLoader", "from torch.utils.data import \(imported)"),
        ]
    }
}
