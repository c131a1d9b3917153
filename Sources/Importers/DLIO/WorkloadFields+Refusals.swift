import ScenarioFiles

extension WorkloadFields {
    /// Reports why nothing is read in training, if that is so.
    mutating func refuseWithoutInputPipeline() {
        let trains = flag(["workflow.train"])
        let generates = flag(["workflow.generate_data"]) ?? false
        if trains == false, let node = root["workflow"]?["train"] {
            let writes = root["workflow"]?["checkpoint"]?.text?.lowercased() == "true"
            let rest =
                writes ? "it only writes checkpoints" : generates ? "it only generates data" : "it does not train"
            log.report("this workload has no input pipeline: \(rest)", at: node.location, accepted: Self.accepted)
        } else if root["dataset"] == nil && root[reader] == nil {
            let writes = root["checkpoint"] != nil || root["checkpointing"] != nil
            let rest = writes ? ": it only writes checkpoints" : ""
            log.report(
                "this workload has no input pipeline: it has neither `dataset` nor `reader`\(rest)",
                at: root.entries?.first?.keyLocation ?? root.location, accepted: Self.accepted)
        } else {
            refuseOtherLoaders()
        }
    }

    /// Loaders that read no files, and those whose code is the user's.
    private mutating func refuseOtherLoaders() {
        let isSynthetic = { (node: DocumentNode?) in ["synthetic", "none"].contains(node?.text?.lowercased()) }
        for node in [root[reader]?["data_loader"], root["dataset"]?["format"]].compactMap(\.self)
        where isSynthetic(node) {
            log.report(
                "this workload has no input pipeline: \(node.summary) reads no files", at: node.location,
                accepted: Self.accepted)
        }
        for key in ["data_loader_classname", "reader_classname"] {
            guard let node = root[reader]?[key], !node.isEmpty else { continue }
            log.report(
                "`\(key)` is a user's class, whose behaviour the file does not describe", at: node.location,
                accepted: "DLIO's own loaders: "
                    + DLIOWorkload.Reader.Loader.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "))
        }
    }

    private static let accepted = "a workload that trains, with `dataset` and `reader`"
}
