import PipelineRuns
import Testing

@testable import Experiments

struct ConditionTests {
    @Test(
        arguments: [
            ("AU>=90%", "acceleratorUtilisation", 0.9, "AU ≥ 90 %"),
            ("AU ≥ 0.9", "acceleratorUtilisation", 0.9, "AU ≥ 0.9"),
            ("stall<=5 %", "stallFraction", 0.05, "stall ≤ 5 %"),
            ("samplesPerSecond>=5_000", "samplesPerSecond", 5000, "samplesPerSecond ≥ 5_000"),
            ("run>=5e3", "runSamplesPerSecond", 5000, "run ≥ 5e3"),
            ("epochSeconds<=30min", "epochSeconds", 1800, "epochSeconds ≤ 30 min"),
            ("memory≤2 GiB", "peakBytes", 0x1p31, "memory ≤ 2 GiB"),
            ("bytesPerSecond>=1.5 GB/s", "bytesPerSecond", 1.5e9, "bytesPerSecond ≥ 1.5 GB/s"),
        ] as [(String, String, Double, String)])
    func `reads figures with units`(_ argument: String, _ metric: String, _ threshold: Double, _ text: String) throws {
        let condition = try Condition(argument: argument, option: "--while")
        #expect(condition.metric.name == metric)
        #expect(condition.threshold == threshold)
        #expect(condition.text == text)
    }

    @Test(
        arguments: [
            ("AU", "`AU` is not a condition: write a figure, `>=` or `<=`, and a value, such as `AU>=90%`"),
            ("AU=90%", "is not a condition"), ("AU>90%", "is not a condition"), ("", "`` is not a condition"),
            ("epochSecond<=1 s", "unknown figure `epochSecond`; known: steady, run, AU, stall, memory, "),
            ("epochSecond<=1 s", "did you mean `epochSeconds`?"),
            (">=5", "unknown figure ``"),
            ("diskUtilisation<=80%", "`diskUtilisation` cannot be a condition"),
            ("AU<=90%", "more of `AU` is better: `AU>=90%` is a condition"),
            ("memory>=2 GiB", "less of `memory` is better: `memory<=2 GiB` is a condition"),
            ("AU>=90", "`90` is too large"), ("AU>=", "`` is not a number"),
            ("epochSeconds<=30", "`30` has no unit, and a time needs one"),
            ("memory<=2 s", "`2 s` is a time, but a size is needed"),
            ("steady>=5 GB/s", "`5 GB/s` is not a plain number"), ("steady>=-1", "`-1` is negative"),
            ("steady>=1e999", "`1e999`"), ("steady>=nan", "`nan`"),
            ("AU>=inf", "`inf`"),
        ] as [(String, String)])
    func `explains what it does not read`(_ argument: String, _ message: String) {
        let error = #expect(throws: ConditionError.self) { try Condition(argument: argument, option: "--while") }
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    }

    @Test func `a threshold is met by what equals it, but for rounding`() throws {
        let least = Condition(.acceleratorUtilisation, 0.9)
        #expect(least.isMet(by: 0.9) && least.isMet(by: 0.9 - 1e-12) && !least.isMet(by: 0.8999))
        let most = Condition(.epochSeconds, 10)
        #expect(most.isMet(by: 10) && most.isMet(by: 10 + 1e-12) && !most.isMet(by: 10.001))
    }

    @Test func `names of figures are those that conditions take`() {
        #expect(Set(Condition.names).count == Condition.names.count)
        for name in Condition.names {
            let relations = [">=", "<="].filter { relation in
                let values = ["50%", "5", "1 s", "1 MB", "1 MB/s"]
                return values.contains { (try? Condition(argument: name + relation + $0, option: "--while")) != nil }
            }
            #expect(relations.count == 1, "\(name)")
        }
    }
}
