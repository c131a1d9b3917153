import Importers
import Testing

/// Steps, checkpoints and evaluations.
@Suite struct WorkloadTrainingTests {
    private func training(
        _ more: String, dataset: String = "", accelerators: Int = 1, steps: Int? = nil
    ) throws -> [String] {
        let yaml = """
            framework: pytorch
            dataset: {num_files_train: 100, format: npz\(dataset)}
            reader: {data_loader: pytorch, batch_size: 10, batch_size_eval: 2}
            \(more)
            """
        let setting = WorkloadSetting(accelerators: accelerators, steps: steps)
        return WorkloadFiles.section("train:", of: try WorkloadFiles.scenario(yaml, setting)).dropFirst()
            .filter { !$0.hasPrefix("hostOverhead:") }
    }

    @Test func `all data are read unless steps are given`() throws {
        #expect(try training("train: {computation_time: 1, epochs: 3}") == ["epochs: 3"])
        #expect(try training("train: {computation_time: 1, total_training_steps: 4}") == ["steps: 4"])
        #expect(try training("train: {computation_time: 1, total_training_steps: -1}") == [])
    }

    /// DLIO counts whole batches for each accelerator: 100 / 10 / 3 is 3.
    @Test func `accelerators share the steps`() throws {
        #expect(try training("train: {computation_time: 1}", accelerators: 3) == ["steps: 3"])
    }

    @Test(arguments: ["checkpoint", "checkpointing"])
    func `checkpoints by epochs`(section: String) throws {
        let text = """
            workflow: {checkpoint: True}
            \(section): {checkpoint_after_epoch: 5, epochs_between_checkpoints: 2, model_size: 1000}
            """
        #expect(
            try training(text) == ["checkpointBytes: 1000 B", "checkpointEpochs: 2", "checkpointFirstEpoch: 5"])
    }

    @Test(arguments: ["model_size", "model_size_bytes"])
    func `checkpoints by steps`(key: String) throws {
        let text = """
            model: {name: m, \(key): 77}
            workflow: {checkpoint: True}
            checkpoint: {steps_between_checkpoints: 4, type: all_ranks}
            """
        #expect(try training(text) == ["checkpointBytes: 77 B", "checkpointSteps: 4"])
        #expect(
            try training(text, accelerators: 2)
                == ["steps: 5", "checkpointBytes: 77 B", "checkpointSteps: 4", "checkpointWriters: all"])
    }

    /// Twice each group and once all of them, and each layer: 5 + 3 · 30 + 2 · 7.
    @Test func `a checkpoint holds model, optimiser and layers`() throws {
        let text = """
            workflow: {checkpoint: True}
            checkpoint: {model_size: 5, optimization_groups: [10, 20], num_layers: 2, layer_parameters: [3, 4]}
            """
        #expect(try training(text) == ["checkpointBytes: 109 B", "checkpointEpochs: 1"])
    }

    /// 8 files in batches of 2 are 4 steps; two accelerators have 2 each.
    @Test func `evaluations`() throws {
        let text = """
            workflow: {evaluation: True}
            evaluation: {eval_time: 0.5, epochs_between_evals: 3, eval_after_epoch: 2}
            """
        let note = "their data are assumed to exist."
        #expect(
            try training(text, dataset: ", num_files_eval: 8") == [
                "# 4 steps; \(note)", "evaluation: 2 s", "evaluationEpochs: 3", "evaluationFirstEpoch: 2",
            ])
        #expect(
            try training(text, dataset: ", num_files_eval: 8", accelerators: 2).contains("evaluation: 1 s"))
        #expect(try training(text) == [])
    }

    @Test func `a workflow without them has none`() throws {
        #expect(try training("checkpoint: {model_size: 5}\nevaluation: {eval_time: 1}") == [])
    }
}
