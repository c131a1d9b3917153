import Foundation
import Testing

/// The code of the documentation and of the README is built with the package, runs, and says what it is expected to
/// say.
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
        247.0 samples/s: `source` reads almost all the time, one sample after the other; reads in parallel \
        (`interleave`), a faster disk or a cache would help
        """,
        "ReadScenario": """
        naive: loading and training take turns; a prefetch would overlap them
        parallel: loading and training take turns, because `decode` has at most 8 of the 64 elements of a step ready; \
        a prefetch at the end would overlap them
        """,
        "SweepOfAFile": """
        prefetch 0: 636 samples/s
        prefetch 1: 939 samples/s
        prefetch 4: 975 samples/s
        """,
        "TableOfVariants": """
        buffers: does one pay?

        variant         prefetch 0     prefetch 2
        samples/s           700 ±2       1,143 ±0
        speed-up                 1   1.632 ±0.005
        stall            39 % high        0 % low
        disk                   0 %            0 %
        CPU                   52 %           85 %
        GPU                   61 %          100 %
        AU, DLIO              61 %          100 %
        epoch               2.86 s         1.77 s
        1st batch          16.2 ms        16.2 ms
        buffered               0 B            0 B
        bottleneck  (trainer 61 %)  trainer 100 %

        prefetch 0: loading and training take turns, because `decode` has at most 8 of the 16 elements of a
          step ready; a prefetch at the end would overlap them.
        prefetch 2: the input pipeline keeps up; only a faster training step would help.

        Seed 1, 10 replications of each variant, 42,500 events, by recurrence.

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
