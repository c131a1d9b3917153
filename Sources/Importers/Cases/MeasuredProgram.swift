/// A kind of program whose runs were measured: what its cases look like, and how they become scenarios.
public protocol MeasuredProgram: Sendable {
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
    ///
    /// - Parameter comments: lines for the reader, at the beginning.
    static func scenario(
        of measured: Case, overheads: Overheads, comments: [String]
    ) throws(CaseError) -> String

    /// Seconds of the loop's waits, as the model counts them, that were not measured as such.
    static func unmeasuredWaitSeconds(_ measured: Case, overheads: Overheads) -> Double
}

extension MeasuredProgram {
    /// All waits were measured.
    public static func unmeasuredWaitSeconds(_ measured: Case, overheads: Overheads) -> Double { 0 }
}

/// Pipelines of TensorFlow's tf.data.
public enum TFData: MeasuredProgram {
    /// What messages call it.
    public static let title = "tf.data"
    /// Groups that only measure the executor's own costs.
    public static let calibrationGroups = ["ovh", "ovh2"]
    /// No costs.
    public static var noOverheads: TFDataOverheads { TFDataOverheads() }

    /// Whether threads compete for the cores.
    public static func hasContention(_ measured: TFDataCase) -> Bool { measured.hasComputingStages }

    /// The scenario of a pipeline.
    public static func scenario(
        of measured: TFDataCase, overheads: TFDataOverheads, comments: [String]
    ) throws(CaseError) -> String {
        try TFDataTranslation(measured, overheads: overheads).scenario(comments: comments)
    }
}

/// A file of tf.data pipelines.
public typealias TFDataFile = CaseFile<TFData>

/// Loops over PyTorch's `DataLoader`.
public enum Torch: MeasuredProgram {
    /// What messages call it.
    public static let title = "DataLoader"
    /// Groups that only measure the loader's own costs.
    public static let calibrationGroups = ["overhead", "startup"]
    /// No costs.
    public static var noOverheads: TorchOverheads { TorchOverheads() }

    /// Whether threads compete for the cores.
    public static func hasContention(_ measured: TorchCase) -> Bool { measured.hasComputingStages }

    /// The scenario of a loop.
    public static func scenario(
        of measured: TorchCase, overheads: TorchOverheads, comments: [String]
    ) throws(CaseError) -> String {
        try TorchTranslation(measured, overheads: overheads).scenario(comments: comments)
    }

    /// The time in `iter()`: the measured waits are those in `next()`.
    public static func unmeasuredWaitSeconds(_ measured: TorchCase, overheads: TorchOverheads) -> Double {
        guard measured.loader.workers > 0 else { return 0 }
        return TorchProcessText(measured, overheads: overheads).iteratorSeconds(epochs: measured.epochs)
    }
}

/// A file of loops over PyTorch's `DataLoader`.
public typealias TorchFile = CaseFile<Torch>
