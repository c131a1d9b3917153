/// The notebooks that come with the program, and the files that they need.
///
/// Each is a Python file beside the sources, in `Texts`, which SwiftPM's `embedInCode` compiles in.
package enum BuiltInNotebook: String, CaseIterable, Sendable {
    /// Throughput against the places of a buffer.
    case curve
    /// What happens at the same time.
    case timeline
    /// The same curve for times that vary more and more.
    case jitter
    /// Throughput and memory over calls at a time and places of a buffer.
    case capacity
    /// Simulation against exact results.
    case check
    /// Prediction against measurement.
    case validation
    /// A user's sweep of one parameter.
    case sweepCurve
    /// A user's sweep of two parameters.
    case sweepMap

    /// The notebook as people edit it.
    package var text: NotebookText { NotebookText(String(decoding: bytes, as: UTF8.self)) }

    private var bytes: [UInt8] {
        switch self {
        case .curve: PackageResources.curve_py
        case .timeline: PackageResources.timeline_py
        case .jitter: PackageResources.jitter_py
        case .capacity: PackageResources.capacity_py
        case .check: PackageResources.check_py
        case .validation: PackageResources.validation_py
        case .sweepCurve: PackageResources.sweep_curve_py
        case .sweepMap: PackageResources.sweep_map_py
        }
    }
}

/// Files that notebooks read or need, which no command makes.
package enum NotebookFile {
    /// The scenario of the exact results: two stations and a buffer.
    package static let line = text(PackageResources.line_yaml)
    /// The packages with which the notebooks are run.
    package static let requirements = text(PackageResources.requirements_txt)
    /// What was predicted and measured, by group.
    package static let validations = [
        (group: "wait", text: text(PackageResources.validation_wait_csv)),
        (group: "spin", text: text(PackageResources.validation_spin_csv)),
        (group: "work", text: text(PackageResources.validation_work_csv)),
        (group: "opencl", text: text(PackageResources.validation_opencl_csv)),
    ]

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
