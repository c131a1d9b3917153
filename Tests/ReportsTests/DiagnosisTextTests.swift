import Experiments
import ScenarioFiles
import Testing

@testable import Reports

struct DiagnosisTextTests {
    private static func text(_ lines: String) async throws -> String {
        let file = try ScenarioFile(text: "overlap: 1\n" + lines, name: "s", directory: ".")
        return DiagnosisText(try await explain(file, variant: "base", threads: 1)).text(TextStyle())
    }

    /// A prefetch and a batch that is made beside the step let both run at the same time; a second call loads only some of
    /// the next samples.
    @Test func `gains that are not told apart are named together`() async throws {
        let text = try await Self.text(
            """
            platform: {cpu: {cores: 8}}
            pipeline: [source: 400, map: {name: decode, cost: 2 ms}, batch: 4, prefetch: 0]
            train: {step: 8 ms}
            run: {replications: 2}
            """
        ).replacing("\n  ", with: " ")
        #expect(
            text.contains(
                "Most is gained by one more place in `prefetch`: +100.0 %, or `batch` with 2 parallel calls: +100.0 %; "
                    + "it is not certain which."), "\(text)")
    }

    @Test func `a gain that is the most for certain is named alone`() async throws {
        let text = try await Self.text(
            """
            pipeline: [source: 400, map: {name: decode, cost: 1 ms}, batch: 4, prefetch: 2]
            train: {step: 20 ms}
            run: {replications: 2}
            """
        ).replacing("\n  ", with: " ")
        #expect(text.contains("Most is gained by a step 10 % shorter: ") && !text.contains("not certain"), "\(text)")
    }

    @Test func `where memory runs out no pairs are told of`() async throws {
        let text = try await Self.text(
            """
            platform: {memory: 1 kB}
            pipeline: [source: {elements: 100, size: 1 kB}, batch: 4, prefetch: 1]
            train: {step: 1 ms}
            run: {replications: 2}
            """)
        #expect(text.contains("out of memory") && !text.contains("pairs"), "\(text)")
    }
}
