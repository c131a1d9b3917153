import Pipelines

extension Shard: TFDataForm {
    /// `shard`, of the share that is named, or of the accelerator's.
    package func write(_ stage: ExportedStage, to code: inout TFDataCode) throws(ExportError) {
        guard block == 1 else { throw .dealsSingly(stage.name, framework: "tf.data") }
        code.begin(stage)
        if let share {
            code.call("shard", ["\(share.count)", "\(share.index)"])
        } else {
            for constant in AcceleratorShare.constants(code.platform.gpu) {
                code.parts.add(constant: constant)
            }
            code.call("shard", [AcceleratorShare.count, AcceleratorShare.index])
        }
    }
}
