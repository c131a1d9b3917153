import Pipelines
import Testing

@testable import Exporters

@Suite struct ProgramPartsTests {
    @Test func `stages that name the same lock share a variable`() {
        var parts = ProgramParts(reserved: [])
        let first = parts.lock(CallLock("gil", share: 0.5))
        let second = parts.lock(CallLock("gil", share: 0.25))
        #expect(first?.variable == "gil_lock" && first?.share == 0.5)
        #expect(second?.variable == "gil_lock" && second?.share == 0.25)
        #expect(parts.constants == [["gil_lock = threading.Lock()"]])
        #expect(parts.lock(nil) == nil)
    }

    @Test func `constants and assumptions are said once`() {
        var parts = ProgramParts(reserved: [])
        for _ in 0..<2 {
            parts.add(constant: ["A = 1"])
            parts.assume("It is so.")
        }
        #expect(parts.constants == [["A = 1"]] && parts.assumptions == ["It is so."])
    }

    @Test func `no stage takes a name of the loop`() {
        var parts = ProgramParts(reserved: ["samples"])
        #expect(parts.name(for: "main") == "main_stage" && parts.name(for: "samples") == "samples_stage")
    }
}
