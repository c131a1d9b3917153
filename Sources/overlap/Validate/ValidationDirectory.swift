import Foundation
import ScenarioFiles

/// Where the files of a validation go.
struct ValidationDirectory {
    let path: String
    /// What the files must not replace.
    private let inputs: [String]
    private let data: String?

    /// Files that every validation writes.
    private static let names = [
        "machine.txt", "predictions.csv", "runs.csv", "validation.csv", "validation.svg", "calibration.yaml",
    ]

    /// - Parameters:
    ///   - file: the path of the scenario file, after which the directory is named when none was asked for.
    ///   - inputs: what is read.
    ///   - data: the directory of the data that are read.
    /// - Throws: when it cannot be made, or one of its files is read.
    init(
        _ asked: String?, file: String, reading inputs: [String], dataIn data: String?
    ) throws(CommandFailure) {
        let stem = file == "-" ? "scenario" : URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
        path = asked ?? "overlap-validation/\(stem)"
        (self.inputs, self.data) = (inputs, data)
        let directory = OutputDirectory(path: path)
        if directory.exists {
            for name in Self.names { try check(name) }
        } else {
            try directory.check()
        }
    }

    /// Makes the directory, unless it is there.
    func create() throws(CommandFailure) { try OutputDirectory(path: path).create() }

    private func check(_ name: String) throws(CommandFailure) {
        try FileUses.check([WrittenFile(path: "\(path)/\(name)")], reading: inputs, dataIn: data)
    }

    func write(_ name: String, _ text: String) throws(CommandFailure) {
        try check(name)
        try OutputFile.write(text, to: "\(path)/\(name)")
    }

    /// Draws a picture, with a warning where that cannot be done.
    func draw(_ name: String, _ script: String) throws(CommandFailure) {
        let picture = try Picture(path: "\(path)/\(name)")
        // Without gnuplot there has been a warning already.
        guard picture.canBeDrawn else { return }
        do { try picture.draw(script) } catch {
            StandardError.write("warning: `\(visible(picture.path))` is not drawn: \(error.reason)\n")
        }
    }
}
