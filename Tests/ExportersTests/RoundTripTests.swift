import Exporters
import Foundation
import Pipelines
import ScenarioFiles
import Testing

/// What a program carries can be read back from it: the pipeline, its settings and the loop's epochs and steps.
@Suite struct RoundTripTests {
    /// Every variant of every scenario of the library, and those of the programs that were run.
    private static let scenarios: [Scenario] = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let folders = ["scenarios", "Sources/overlap/New/Templates", "Tests/ExportersTests/Fixtures"]
        let files = folders.flatMap { folder in
            FileManager.default.enumerator(at: root.appendingPathComponent(folder), includingPropertiesForKeys: nil)?
                .compactMap { $0 as? URL }.filter { $0.pathExtension == "yaml" } ?? []
        }
        return files.sorted { $0.path < $1.path }.flatMap { file -> [Scenario] in
            guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
            let directory = file.deletingLastPathComponent().path
            let read = try? ScenarioFile(text: text, name: file.lastPathComponent, directory: directory)
            return (try? read?.scenarios()) ?? []
        }
    }()

    @Test func `a program in tf data says its pipeline`() throws {
        var count = 0
        for scenario in Self.scenarios {
            guard let program = try? TFDataProgram(scenario) else { continue }
            count += 1
            let read = try ReadTFData(program.text)
            let title = "\(scenario.name), \(scenario.variant)"
            #expect(read.stages.map(\.name) == scenario.pipeline.stages.map(\.name), "\(title)")
            #expect(
                read.stages.map { CarriedSettings.of($0.operator) }
                    == scenario.pipeline.stages.map { CarriedSettings.of($0.operator) }, "\(title)")
            #expect(read.workers == scenario.platform.cpu.workers, "\(title)")
            #expect(read.options == Self.carried(scenario.options), "\(title)")
            Self.expectLoop(of: program.text, scenario)
        }
        #expect(count > 150)
    }

    @Test func `a program in PyTorch says its pipeline`() throws {
        var count = 0
        for scenario in Self.scenarios {
            guard let program = try? PyTorchProgram(scenario) else { continue }
            count += 1
            let read = try ReadPyTorch(program.text)
            // Stages that do nothing are remarks, whose place in the pipeline is not told.
            let parts = scenario.pipeline.stages.map(\.operator)
            let expected = parts.filter { !Self.isRemark($0) } + parts.filter(Self.isRemark)
            #expect(
                read.stages.map(CarriedSettings.inPyTorch) == expected.map(CarriedSettings.inPyTorch),
                "\(scenario.name), \(scenario.variant)")
            Self.expectLoop(of: program.text, scenario)
        }
        #expect(count > 50)
    }

    /// To TensorFlow a generator in Python is one more function; how many samples were asked for depends on the end.
    @Test(arguments: ExportCase.all.filter { $0.import == true })
    func `a profile or a recording of the program is imported as the pipeline`(example: ExportCase) throws {
        let read = try example.importedPipeline().stages.dropFirst().filter { $0.name != "Generator" }
        let expected = try example.exported().pipeline.stages.dropFirst()
            .filter { !$0.operator.isNoOp }
        #expect(
            read.map { CarriedSettings.recordable($0.operator) }
                == expected.map { CarriedSettings.recordable($0.operator) })
    }

    private static func isRemark(_ part: any Operator) -> Bool {
        part.isNoOp || (part as? Prefetch)?.buffer == 0
    }

    /// A tuner that is off has no settings.
    private static func carried(_ options: ExecutionOptions) -> ExecutionOptions {
        guard options.autotune == .off else { return options }
        var carried = ExecutionOptions()
        (carried.rewrites, carried.autotune) = (options.rewrites, .off)
        return carried
    }

    private static func expectLoop(of text: String, _ scenario: Scenario) {
        let (reader, training) = (ProgramReader(text: text), scenario.pipeline.training)
        #expect(reader.constant("EPOCHS") == training.epochs)
        #expect(reader.constant("STEPS") == training.stepsPerEpoch)
        #expect(reader.constant("FIRST_EPOCH_STEPS") == training.firstEpochSteps)
        #expect(reader.constant("RUN_AHEAD") ?? 0 == training.runAhead)
    }
}
