package import Pipelines

/// An operator that tf.data can say: it adds its calls to a program.
///
/// This conformance is all that an export needs to know of an operator; one without it is refused by name.
package protocol TFDataForm: Operator {
    /// Adds what the operator is in tf.data.
    ///
    /// - Throws: `ExportError` where tf.data cannot say it.
    func write(_ stage: ExportedStage, to code: inout TFDataCode) throws(ExportError)
}
