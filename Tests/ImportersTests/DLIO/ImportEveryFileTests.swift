import PipelineRuns
import PipelineSimulation
import ScenarioFiles
import Testing

@testable import Importers

/// Every workload file of five generations becomes a scenario that simulates, or is refused for a reason.
@Suite struct ImportEveryFileTests {
    private static let writesOnly = "only writes checkpoints"
    private static let generatesOnly = "only generates data"

    /// The files without an input pipeline.
    private static let refused: [String: String] = [
        "git-main-e1919d7/llama_1t.yaml": "it has neither `dataset` nor `reader`: it only writes checkpoints",
        "git-main-e1919d7/llama_405b.yaml": writesOnly, "git-main-e1919d7/llama_70b.yaml": writesOnly,
        "git-main-e1919d7/llama_70b_zero3.yaml": writesOnly, "git-main-e1919d7/llama_7b.yaml": writesOnly,
        "git-main-e1919d7/llama_7b_zero3.yaml": writesOnly, "git-main-e1919d7/llama_8b_zero3.yaml": writesOnly,
        "mlcommons-storage-caa90c9/cosmoflow_datagen.yaml": generatesOnly,
        "mlcommons-storage-caa90c9/llama3_1t.yaml": writesOnly,
        "mlcommons-storage-caa90c9/llama3_405b.yaml": writesOnly,
        "mlcommons-storage-caa90c9/llama3_70b.yaml": writesOnly,
        "mlcommons-storage-caa90c9/llama3_8b.yaml": writesOnly,
        "mlcommons-storage-caa90c9/resnet50_datagen.yaml": generatesOnly,
        "mlcommons-storage-caa90c9/unet3d_datagen.yaml": generatesOnly,
    ]

    @Test func `all files are there`() {
        #expect(WorkloadFiles.all.count == 67)
        #expect(Self.refused.keys.allSatisfy(WorkloadFiles.all.contains))
    }

    @Test(arguments: WorkloadFiles.all, [1, 3])
    func `a file simulates, or is refused for its reason`(path: String, accelerators: Int) throws {
        if let reason = Self.refused[path] {
            let error = #expect(throws: ScenarioFileError.self) { try WorkloadFiles.workload(path) }
            #expect(error?.diagnostics.count == 1)
            #expect(error?.diagnostics.first?.message.hasSuffix(reason) ?? false, "\(String(describing: error))")
            #expect(error?.diagnostics.first?.line != nil)
            return
        }
        let setting = WorkloadSetting(accelerators: accelerators, steps: 2)
        let text = try WorkloadScenario(try WorkloadFiles.workload(path), setting: setting, file: path).text
        let file = try ScenarioFile(text: text, name: path, directory: ".")
        let scenario = try file.scenario(variant: "base", overrides: [try Override(argument: "train.epochs=2")])
        guard case .completed(let report) = try simulate(scenario, replication: 0) else {
            Issue.record("out of memory")
            return
        }
        #expect(report.epochSeconds > 0)
    }

    @Test(arguments: WorkloadFiles.all.filter { refused[$0] == nil })
    func `each field is used, or left out for a reason that is known`(path: String) throws {
        let setting = WorkloadSetting()
        let text = try WorkloadScenario(try WorkloadFiles.workload(path), setting: setting, file: path).text
        #expect(!text.contains("not known to this import"))
    }

    /// What is simulated without being asked for takes seconds.
    @Test(arguments: WorkloadFiles.all.filter { refused[$0] == nil })
    func `what is simulated is limited`(path: String) throws {
        let workload = try WorkloadFiles.workload(path)
        let length = WorkloadLength(workload, WorkloadSetting(accelerators: 2))
        let samples = length.simulatedSteps * length.simulatedEpochs * 2 * workload.reader.batchSize
        #expect(samples <= max(WorkloadLength.samples, 2 * WorkloadLength.leastSteps * workload.reader.batchSize))
        #expect(length.simulatedSteps >= min(length.steps, WorkloadLength.leastSteps))
        let all = WorkloadLength(workload, WorkloadSetting(simulatesAll: true))
        #expect(all.simulatedSteps == all.steps)
    }
}
