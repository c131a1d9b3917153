import Experiments
import Foundation
import Reports
import Testing

@testable import PipelineRuns

@Suite struct ValidationTextTests {
    private static let exhaustion = OutOfMemory(
        seconds: 2, neededBytes: 300, capacityBytes: 200, stage: "cache", stageBytes: 250)

    @Test func `a run out of memory is told by text, JSON and tables`() throws {
        var validation = Validation(titles: ["variant"])
        validation.points = [
            try ValidationPoint.measured("both", predicted: "1 ms", measured: []),
            try ValidationPoint.measured("alone", predicted: "1 ms", measured: []),
            try ValidationPoint.measured("fits", predicted: "1 ms", measured: ["1 ms", "1 ms"]),
            try ValidationPoint.measured("right", predicted: "1 ms", measured: ["1 ms", "1 ms"]),
        ]
        validation.points[0].predictedOutOfMemory = Self.exhaustion
        validation.points[2].predictedOutOfMemory = Self.exhaustion
        validation.points[0].measuredOutOfMemory = Self.exhaustion
        validation.points[1].measuredOutOfMemory = Self.exhaustion
        let run = ValidationRun(point: 0, number: 3, outcome: .outOfMemory(Self.exhaustion))
        #expect(validation.row(of: run) == "both,3,,,,,,,,,1\n")
        let lines = validation.csv.split(separator: "\n").map(String.init)
        #expect(lines[0].hasSuffix(",out_of_memory"))
        let commas = Set(lines.map { $0.count { $0 == "," } })
        #expect(
            commas.count == 1
                && lines.dropFirst().map { $0.split(separator: ",").last ?? "" }.prefix(3)
                    == ["both", "measured", "predicted"]
        )
        let predictions = validation.predictionsCSV(at: Date(timeIntervalSince1970: 0)).split(separator: "\n")
        #expect(predictions.map { $0.split(separator: ",").last } == ["out_of_memory", "1", "0", "1", "0"])
        let text = ValidationText(title: "t", validation: validation, tolerance: 0.5)
        let said = text.text("d")
        #expect(
            said.contains("both: out of memory, predicted after 2.00 s, most of it in `cache`; measured after 2.00 s"))
        #expect(said.contains("alone: out of memory, predicted to fit; measured after 2.00 s, most of it in `cache`."))
        #expect(said.contains("fits: out of memory, predicted after 2.00 s, most of it in `cache`; measured to fit."))
        #expect(said.contains("2 of 4 points miss by more than 50 % "))
        let strict = ValidationText(title: "t", validation: validation, tolerance: 0.0001)
        #expect(strict.text("d").contains(" by more than 0.01 % "))
        let json = try JSONSerialization.jsonObject(with: Data(text.json.utf8)) as? [String: Any]
        let exhausted = try #require(json?["outOfMemory"] as? [[String: Any]])
        #expect(exhausted.count == 3 && (exhausted[1]["measured"] as? [String: Any])?["stage"] as? String == "cache")
        #expect(exhausted[1]["predicted"] is NSNull)
    }

    @Test func `points that were not run are left out`() throws {
        var validation = Validation(titles: ["variant"])
        validation.points = [try ValidationPoint.measured("a", predicted: "1 ms", measured: [])]
        #expect(validation.measured.isEmpty)
        #expect(validation.csv.split(separator: "\n").count == 1)
    }
}
