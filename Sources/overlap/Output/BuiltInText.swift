import ScenarioFiles

/// A file that is part of the program: it is there wherever the command is.
///
/// Each is a YAML file beside the sources, which SwiftPM's `embedInCode` compiles in: one text, which people read,
/// tools check and the command prints, with nothing to keep equal and nothing to install.
struct BuiltInText {
    /// What the user calls it.
    let name: String
    let text: String

    init(_ name: String, _ bytes: [UInt8]) {
        self.name = name
        text = String(decoding: bytes, as: UTF8.self)
    }

    /// What it is about: its first line.
    var summary: String { String(text.prefix { $0 != "\n" }.drop { $0 == "#" || $0 == " " }) }
}

extension [BuiltInText] {
    /// The text of that name, if there is one.
    func named(_ name: String) -> BuiltInText? { first { $0.name == name } }

    /// All names, in the order of the list.
    var names: [String] { map(\.name) }

    /// A line for each: its name and what it is about.
    var listing: String {
        let width = map(\.name.count).max() ?? 0
        return map { "\($0.name)\(String(repeating: " ", count: width - $0.name.count))  \($0.summary)\n" }.joined()
    }

    /// The end of a sentence that says that there is no such name: which was meant, or else all of them.
    func advice(for name: String) -> String {
        let nearest = didYouMean(name, among: names, after: "")
        return nearest.isEmpty ? "accepted: \(names.joined(separator: ", "))" : nearest
    }
}
