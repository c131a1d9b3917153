import Foundation
import Testing

/// The engine modules, and what needs no more than they, can run anywhere: which modules each may import, and no other.
struct ModuleImportsTests {
    static let allowed: [String: Set<String>] = [
        "Variates": ["CGSL"],
        "DiscreteEvent": ["DequeModule", "HeapModule", "BasicContainers"],
        "Measurements": ["CGSL", "Histogram"],
        "Pipelines": ["DiscreteEvent", "Variates", "DequeModule", "BasicContainers"],
        "Timelines": ["Pipelines"],
        "PipelineRuns": [
            "DiscreteEvent", "Measurements", "Pipelines", "Timelines", "Variates", "BasicContainers", "DequeModule",
        ],
        "PipelineSimulation": [
            "DiscreteEvent", "Measurements", "PipelineRuns", "Pipelines", "Timelines", "Variates", "BasicContainers",
            "DequeModule",
        ],
        "Files": ["CLinux", "Glibc"],
        "PipelineLint": [
            "Measurements", "PipelineRuns", "PipelineSimulation", "Pipelines", "ScenarioFiles", "Variates",
        ],
    ]

    @Test(arguments: allowed.keys.sorted())
    func `The engine modules import no Foundation`(_ module: String) throws {
        let files = try Self.sources(of: module)
        #expect(files.count > 3, "the sources of \(module) were not found")
        let allowed = try #require(Self.allowed[module])
        for file in files {
            let imported = Self.imports(in: try String(contentsOf: file, encoding: .utf8))
            #expect(imported.subtracting(allowed).isEmpty, "\(file.lastPathComponent)")
        }
    }

    @Test(arguments: [("PipelineExecution", "PipelineSimulation"), ("PipelineSimulation", "PipelineExecution")])
    func `neither backend imports the other`(_ backend: String, _ other: String) throws {
        let files = try Self.sources(of: backend)
        #expect(files.count > 3, "the sources of \(backend) were not found")
        for file in files {
            let imported = Self.imports(in: try String(contentsOf: file, encoding: .utf8))
            #expect(!imported.contains(other), "\(file.lastPathComponent)")
        }
    }

    @Test(
        arguments: [
            ("import Foundation", ["Foundation"]), ("  public import FoundationEssentials", ["FoundationEssentials"]),
            ("@preconcurrency import Glibc // why", ["Glibc"]), ("import struct Foundation.URL", ["Foundation"]),
            ("@testable internal import func Glibc.log;import Pipelines", ["Glibc", "Pipelines"]),
            ("#if canImport(Darwin)\nimport Darwin.C\n#endif", ["Darwin"]), ("// import Foundation", []),
            ("let important = 1\n/// To import Foundation is forbidden.", []),
        ] as [(String, Set<String>)])
    func `finds every form of import`(_ text: String, _ modules: Set<String>) {
        #expect(Self.imports(in: text) == modules)
    }

    private static func sources(of module: String) throws -> [URL] {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let folder = package.appending(path: "Sources/\(module)")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        return (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }
    }

    /// The modules that a source file imports.
    private static func imports(in text: String) -> Set<String> {
        var modules: Set<String> = []
        for statement in text.split(whereSeparator: { $0.isNewline || $0 == ";" }) {
            let words = statement.split(whereSeparator: \.isWhitespace)
            guard let keyword = words.firstIndex(of: "import"), words[..<keyword].allSatisfy(isModifier) else {
                continue
            }
            let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
            guard let name = words[(keyword + 1)...].first(where: { !kinds.contains($0) }) else { continue }
            modules.insert(String(name.prefix { $0 != "." }))
        }
        return modules
    }

    private static func isModifier(_ word: Substring) -> Bool {
        word.hasPrefix("@") || ["public", "package", "internal", "fileprivate", "private"].contains(word)
    }
}
