package import ScenarioFiles

/// A kind of program whose runs were measured: what its cases look like, and how they become scenarios.
package protocol MeasuredProgram: Sendable {
    /// One run as the file describes it.
    associatedtype Case: Decodable, Sendable
    /// Small costs of the program, measured apart from the cases.
    associatedtype Overheads: Decodable, Sendable

    /// What messages call it.
    static var title: String { get }
    /// Groups of cases that only measure the program's own costs.
    static var calibrationGroups: [String] { get }
    /// The costs where a file gives none.
    static var noOverheads: Overheads { get }

    /// Whether threads compete for the cores.
    static func hasContention(_ measured: Case) -> Bool

    /// The scenario that a case is translated into: what `overlap import` writes, and what is simulated.
    static func scenario(of measured: Case, overheads: Overheads) throws(CaseError) -> ScenarioDocument

    /// Seconds of the loop's waits, as the model counts them, that were not measured as such.
    static func unmeasuredWaitSeconds(_ measured: Case, overheads: Overheads) -> Double
}

extension MeasuredProgram {
    /// All waits were measured.
    package static func unmeasuredWaitSeconds(_ measured: Case, overheads: Overheads) -> Double { 0 }
}

/// Pipelines of TensorFlow's tf.data.
package enum TFData: MeasuredProgram {
    /// What messages call it.
    package static let title = "tf.data"
    /// Groups that only measure the executor's own costs.
    package static let calibrationGroups = ["ovh", "ovh2"]
    /// No costs.
    package static var noOverheads: TFDataOverheads { TFDataOverheads() }

    /// Whether threads compete for the cores.
    package static func hasContention(_ measured: TFDataCase) -> Bool { measured.hasComputingStages }

    /// The scenario of a pipeline.
    package static func scenario(
        of measured: TFDataCase, overheads: TFDataOverheads
    ) throws(CaseError) -> ScenarioDocument {
        try TFDataTranslation(measured, overheads: overheads).scenario()
    }
}

/// A file of tf.data pipelines.
package typealias TFDataFile = CaseFile<TFData>

/// Loops over PyTorch's `DataLoader`.
package enum Torch: MeasuredProgram {
    /// What messages call it.
    package static let title = "DataLoader"
    /// Groups that only measure the loader's own costs.
    package static let calibrationGroups = ["overhead", "startup"]
    /// No costs.
    package static var noOverheads: TorchOverheads { TorchOverheads() }

    /// Whether threads compete for the cores.
    package static func hasContention(_ measured: TorchCase) -> Bool { measured.hasComputingStages }

    /// The scenario of a loop.
    package static func scenario(
        of measured: TorchCase, overheads: TorchOverheads
    ) throws(CaseError) -> ScenarioDocument {
        try TorchTranslation(measured, overheads: overheads).scenario()
    }

    /// The time in `iter()`: the measured waits are those in `next()`.
    package static func unmeasuredWaitSeconds(_ measured: TorchCase, overheads: TorchOverheads) -> Double {
        guard measured.loader.workers > 0 else { return 0 }
        return TorchProcesses(measured, overheads: overheads).iteratorSeconds(epochs: measured.epochs)
    }
}

/// A file of loops over PyTorch's `DataLoader`.
package typealias TorchFile = CaseFile<Torch>
