import ScenarioFiles

extension WorkloadFields {
    /// What is written, when the workflow asks for checkpoints.
    mutating func checkpoint(_ framework: DLIOWorkload.Framework) -> DLIOWorkload.Checkpoint? {
        guard flag(["workflow.checkpoint"]) ?? false else { return nil }
        let section = root["checkpointing"] == nil ? "checkpoint" : "checkpointing"
        let bytes = checkpointBytes(section)
        let type = word(["\(section).type"], among: ["rank_zero", "all_ranks"]) ?? "rank_zero"
        if let steps = count(["\(section).steps_between_checkpoints"]) {
            return DLIOWorkload.Checkpoint(
                bytes: bytes, isOfAllRanks: type == "all_ranks", steps: steps, firstEpoch: 1, epochs: 1)
        }
        return DLIOWorkload.Checkpoint(
            bytes: bytes, isOfAllRanks: type == "all_ranks", steps: nil,
            firstEpoch: count(["\(section).checkpoint_after_epoch"]) ?? 1,
            epochs: count(["\(section).epochs_between_checkpoints"]) ?? 1)
    }

    /// The model, each optimiser group two times and all of them once more, and the layers, a byte for each parameter.
    ///
    /// - Source: DLIO, `checkpointing/base_checkpointing.py` and `pytorch_checkpointing.py`, of 2.0.0 (2024).
    private mutating func checkpointBytes(_ section: String) -> Double {
        func names(_ key: String) -> [String] { ["\(section).\(key)", "model.\(key)"] }
        let model = number(names("model_size") + ["model.model_size_bytes"], unit: "bytes") ?? 10240
        let groups = counts(names("optimization_groups")) ?? []
        let layer = counts(names("layer_parameters")) ?? []
        let layers = count(names("num_layers"), most: 1_000_000) ?? 0
        let optimiser = groups.reduce(0.0) { $0 + 3 * Double($1) }
        return model + optimiser + Double(layers) * layer.reduce(0.0) { $0 + Double($1) }
    }
}
