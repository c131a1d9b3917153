import Foundation
import Importers
import ScenarioFiles
import Testing

/// What the first lines of a scenario tell about costs of steps.
@Suite struct WorkloadCostsHeaderTests {
    private let yaml = """
        framework: pytorch
        dataset: {num_files_train: 400, record_length: 20000000, format: npz}
        reader: {data_loader: pytorch, batch_size: 5, read_threads: 3}
        train: {computation_time: 0.1}
        """

    private func header(_ setting: WorkloadSetting) throws -> String {
        let lines = try WorkloadFiles.scenario(yaml, setting).split(separator: "\n").prefix { $0.hasPrefix("#") }
        return lines.map { $0.dropFirst().trimmingCharacters(in: .whitespaces) }.joined(separator: " ")
    }

    /// 100 MB at 310 GB/s are 322.581 µs.
    @Test func `typical costs are called so`() throws {
        let text = try header(WorkloadSetting(accelerators: 2))
        #expect(
            text.contains(
                "To each step add the loop 460 us, and each accelerator of a host 359.6 us (37 us, and 100 MB at 310 "
                    + "GB/s): 1.179 ms in all."), "\(text)")
        #expect(text.contains("typical of systems of MLPerf Storage v1.0") && text.contains("--fit"))
    }

    @Test func `fitted costs name their rows and what they miss`() throws {
        let table = try ResultTable(
            "workload,accelerators,au_percent\nunet3d_h100.yaml,2,96.24\ncosmoflow_h100.yaml,12,71.52\n",
            name: "rows.csv")
        let rows = try BenchmarkRow.rows(of: table) { try WorkloadFiles.workload("mlcommons-storage-v1.0.1/\($0)") }
        let fit = StepCostFit(rows)
        var setting = WorkloadSetting(accelerators: 12)
        setting.costs = fit.costs
        setting.fit = WorkloadSetting.FittedCosts(fit, file: "rows.csv")
        let text = try header(setting)
        #expect(
            text.contains(
                "Fitted to rows.csv, whose AU it misses: unet3d_h100.yaml on 2 accelerators by +1, cosmoflow_h100.yaml "
                    + "on 12 accelerators by +0.7 points."), "\(text)")
        #expect(!text.contains("extrapolated"))
        setting.accelerators = 13
        #expect(try header(setting).contains("These had at most 12 accelerators on a host: more is extrapolated."))
    }

    @Test func `readers that compute, and where`() throws {
        var setting = WorkloadSetting(accelerators: 2)
        setting.readerSeconds = 0.0033
        #expect(try header(setting).contains("A reader computes 3.3 ms for each sample, on a core for each thread."))
        setting.cores = 6
        let text = try header(setting)
        #expect(text.contains("on 6 cores of each host."))
        #expect(text.contains("It is written for 2 accelerators: import again for another number."))
    }
}
