import Foundation
import ScenarioFiles
import Testing

@testable import overlap

struct RecordedLoopTests {
    @Test(arguments: [("3.1 it/s", 3.1), ("0.25 s/it", 4), ("96 samples/s", 3), ("2it/s", 2)] as [(String, Double)])
    func `rates are read as people read them off`(_ text: String, _ expected: Double) throws {
        #expect(abs(try StepRate(argument: text, batch: 32).stepsPerSecond - expected) < 1e-12)
    }

    @Test(arguments: ["3.1", "it/s", "-3 it/s", "0 it/s", "3 it/min", "nan it/s", ""])
    func `what is no rate is refused`(_ text: String) {
        #expect(throws: CommandFailure.self) { try StepRate(argument: text, batch: 32) }
    }

    private static let loop = ["new", "--torch", "--batch", "8", "--workers", "2", "--step", "100 ms", "--rate"]

    @Test func `the file says what was recorded, simulated and assumed, and is a scenario`() throws {
        let run = try CommandRun(Self.loop + ["3.1 it/s"])
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.output.contains("# Recorded: 3.1 it/s. Simulated: 3.1"))
        #expect(run.output.contains("Solved for: `cost`"))
        let file = try ScenarioFile(text: run.output, name: "loop", directory: ".")
        #expect(file.variantNames == ["as recorded", "4 workers", "8 workers", "workers that persist"])
        for variant in file.variantNames { _ = try file.scenario(variant: variant) }
    }

    @Test func `a rate of the step leaves the cost open`() throws {
        let run = try CommandRun(Self.loop + ["9.9 it/s"])
        #expect(run.code == 0 && run.output.contains("`cost` may be anything up to"), "\(run.errors)")
    }

    @Test(
        arguments: [
            (Self.loop + ["20 it/s"], "out of reach"), (Self.loop + ["fast"], "is not a rate"),
            (["new", "--torch", "--batch", "8"], "Give '--torch' with"),
            (["new", "--torch", "--template", "text"], "Give '--torch' with"),
        ] as [([String], String)])
    func `what cannot be is refused with the reason`(_ arguments: [String], _ words: String) throws {
        let run = try CommandRun(arguments)
        #expect(run.code == 64 && run.errors.contains(words), "\(run.errors)")
    }
}
