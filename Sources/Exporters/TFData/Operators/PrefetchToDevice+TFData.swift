import Pipelines

extension PrefetchToDevice: TFDataForm {
    /// `prefetch_to_device`, to the processor where there is no accelerator.
    package func write(_ stage: ExportedStage, to code: inout TFDataCode) throws(ExportError) {
        code.parts.add(constant: [
            "DEVICE = \"/gpu:0\" if tf.config.list_physical_devices(\"GPU\") else \"/cpu:0\""
        ])
        code.begin(stage)
        code.call(
            "apply",
            ["tf.data.experimental.prefetch_to_device(DEVICE, buffer_size=\(TFDataCode.buffer(buffer)))"])
        code.parts.assume(
            "Copies to the accelerator take the time that its bandwidth gives; numbers take none.")
    }
}
