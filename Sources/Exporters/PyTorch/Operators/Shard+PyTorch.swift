import Pipelines

extension Shard: PyTorchForm {
    /// Every n-th number of the order, or every n-th batch.
    package func write(_ stage: ExportedStage, to code: inout PyTorchCode) throws(ExportError) {
        if isNoOp, code.place != .order { return code.remark(stage, "one share: nothing is left out") }
        guard block == 1 else { throw .dealsSingly(stage.name, framework: "PyTorch") }
        var (index, count) = (AcceleratorShare.index, AcceleratorShare.count)
        if let share {
            (index, count) = ("\(share.index)", "\(share.count)")
        } else {
            for constant in AcceleratorShare.constants(code.platform.gpu) {
                code.parts.add(constant: constant)
            }
        }
        switch code.place {
        case .order: code.reorder(stage, ["order = order[\(index)::\(count)]"])
        case .batches:
            code.follow(stage, "batches = itertools.islice(batches, \(index), None, \(count))")
        case .samples: throw .unreadOnly("shard", stage)
        }
    }
}
