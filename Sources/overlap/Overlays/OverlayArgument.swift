import Foundation
import ScenarioFiles

/// What was given to `--overlay`: a file, standard input, or the name of an overlay that comes with the program.
struct OverlayArgument {
    private let text: String

    init(_ text: String) { self.text = text }

    /// The overlay of that name, unless there is a file of the same name.
    var builtIn: BuiltInText? {
        guard let overlay = BuiltInOverlays.all.named(text) else { return nil }
        var isDirectory: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: text, isDirectory: &isDirectory)
        return exists && !isDirectory.boolValue ? nil : overlay
    }

    /// Whether it can be read, to tell a missing file from a wrong one.
    func check() throws(CommandFailure) {
        guard !text.isEmpty else { throw .usage("`--overlay` is empty: a file is accepted, or `-`, or a name") }
        guard builtIn == nil, let refusal = InputSource(text).refusal else { return }
        let reason = "cannot read `\(visible(text))`: \(refusal.reason)"
        guard !FileManager.default.fileExists(atPath: text) else { throw .inputOutput(reason) }
        throw .inputOutput("\(reason), and no built-in overlay of that name\(Self.suggestion(for: text))")
    }

    /// The changes that it makes.
    func overrides() throws(ScenarioFileError) -> [Override] {
        guard let builtIn else { return try Override.overlay(path: text) }
        return try Override.overlay(textWithDisk: builtIn.text, name: builtIn.name)
    }

    /// The built-in overlay that a name comes near to, with an ending or without.
    private static func suggestion(for text: String) -> String {
        let name = text.hasSuffix(".yaml") ? String(text.dropLast(".yaml".count)) : text
        let nearest = didYouMean(name, among: BuiltInOverlays.all.names, after: ": ")
        return nearest.isEmpty ? " (`overlap overlays` lists them)" : nearest
    }
}
