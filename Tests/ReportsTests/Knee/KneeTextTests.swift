import Experiments
import PipelineRuns
import Testing

@testable import Reports

struct KneeTextTests {
    private static func text(
        _ scenario: String = SweptScenario.text, _ vary: String, share: Double = 0.01, explained: Bool = false,
        columns: Int = 120
    ) async throws -> String {
        let knee = try await SearchedKnee.found(scenario, vary, share: share)
        return KneeText(title: "s", [knee], isExplained: explained).text(TextStyle(columns: columns))
    }

    @Test func `the verdict comes first, then the values, then what was assumed`() async throws {
        let text = try await Self.text(vary: "decode.parallelism=1,2,4,8")
        #expect(text == "", "\(text)")
    }
}

extension KneeTextTests {
    private static func text(vary: String) async throws -> String { try await text(SweptScenario.text, vary) }
}
