import Foundation
import Testing

/// The code of the documentation and of the README is built with the package, runs, and says what it is expected to say.
struct SnippetTests {
    private static let expected = [
        "CompareVariants": """
        in turns: 127 samples/s, 0 % more
        parallel: 370 samples/s, 192 % more
        parallel, ahead: 524 samples/s, 313 % more
        """,
        "OperatorOfYourOwn": """
        [444.0, 444.0]
        """,
        "PipelineInSwift": """
        247.0 samples/s: `source` reads almost all the time, one sample after the other: reads in parallel \
        (`interleave`), a faster disk or a cache would help
        """,
        "ReadScenario": """
        naive: no single bottleneck; busiest: decode (76 %). Loading and training take turns: a prefetch \
        would overlap them
        parallel: no single bottleneck; busiest: trainer (70 %). Loading and training take turns, because \
        `decode` has at most 8 of the 64 elements of a step ready: a prefetch at the end would overlap them
        """,
    ]

    @Test(arguments: expected.keys.sorted())
    func `prints what it should`(_ name: String) throws {
        let run = try CommandRun(program: Self.built(name))
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.output == Self.expected[name].map { $0 + "\n" })
    }

    @Test func `all snippets are run`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        let names = files.filter { $0.hasSuffix(".swift") }.map { String($0.dropLast(".swift".count)) }
        #expect(names.sorted() == Self.expected.keys.sorted())
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Snippets")

    /// `swift build` makes a program of each, beside the command.
    private static func built(_ name: String) -> String {
        CommandRun.command.deletingLastPathComponent().appending(path: name).path
    }
}
