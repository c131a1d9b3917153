import Foundation

/// Where the files of a validation go.
struct ValidationDirectory {
    let path: String

    /// - Parameter file: the path of the scenario file, after which the directory is named when none was asked for.
    init(_ asked: String?, file: String) throws(CommandFailure) {
        let stem = file == "-" ? "scenario" : URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
        path = asked ?? "overlap-validation/\(stem)"
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw .inputOutput("cannot create `\(path)`: \(error.localizedDescription)")
        }
    }

    func write(_ name: String, _ text: String) throws(CommandFailure) {
        try OutputFile(path: "\(path)/\(name)").write(text)
    }

    /// Draws a picture, with a warning where that cannot be done.
    func draw(_ name: String, _ script: (Picture) -> String) throws(CommandFailure) {
        let picture = try Picture(path: "\(path)/\(name)")
        do { try picture.draw(script(picture)) } catch { StandardError.write("warning: \(error.message)\n") }
    }
}
