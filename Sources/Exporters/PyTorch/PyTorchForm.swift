package import Pipelines

/// An operator that a loop with PyTorch's `DataLoader` can say: it adds what it is to a program.
///
/// This conformance is all that an export needs to know of an operator; one without it is refused by name.
package protocol PyTorchForm: Operator {
    /// Adds what the operator is in PyTorch.
    ///
    /// - Throws: `ExportError` where PyTorch cannot say it.
    func write(_ stage: ExportedStage, to code: inout PyTorchCode) throws(ExportError)
}
