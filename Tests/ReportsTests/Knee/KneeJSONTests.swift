import Experiments
import ScenarioFiles
import Testing

@testable import Reports

struct KneeJSONTests {
    @Test func `says the answer, what it rests on, and every value`() async throws {
        let knee = try await SearchedKnee.found(SweptScenario.text, "decode.parallelism=1,2,4,8")
        let text = JSONValue(scenario: "s", knees: [(knee: knee, uncertain: nil)]).text()
        for member in [
            "\"scenario\": \"s\"", "\"verdict\": \"exact\"", "\"finished\": true", "\"seed\": 1",
            "\"sentence\": \"decode.parallelism = 4 is ", "\"knee\": \"4\"", "\"smallestKnownEnough\": \"4\"",
            "\"asymptoteReason\": \"best\"", "\"judgedBy\": \"samplesPerSecond\"", "\"standing\": \"tooLittle\"",
            "\"ratio\": 0.5", "\"plannedTests\": 6",
        ] { #expect(text.contains(member), "\(member)") }
    }

    @Test func `of a search that has not ended it says so`() throws {
        let knee = try SearchedKnee.new(SweptScenario.text, "decode.parallelism=1,2,4,8")
        let text = JSONValue(scenario: "s", knees: [(knee: knee, uncertain: nil)]).text()
        #expect(text.contains("\"finished\": false") && text.contains("\"knee\": null"))
    }
}
