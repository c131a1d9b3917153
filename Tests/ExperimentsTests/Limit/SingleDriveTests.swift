import Experiments
import Foundation
import ScenarioFiles
import Testing

/// How many H100 one drive of 7,000 MB/s feeds, by the workloads of MLPerf Storage.
///
/// Submitted with v1.0 (Micron 9400, direct attached): 2 for 3D U-Net, 12 for CosmoFlow, 38 for ResNet-50. By bandwidth alone,
/// bandwidth × step ÷ (AU × bytes of a batch), it is 2, 12 and 37; what steps cost besides changes none of them.
struct SingleDriveTests {
    @Test(
        arguments: [
            ("unet3d-h100", "two, 7000 files", "AU>=90%", 10, 2, "1..3"),
            ("cosmoflow-h100", "12 accelerators", "AU>=70%", 3, 12, "11..13"),
            ("resnet50-h100", "one accelerator", "AU>=90%", 2, 37, "36..38"),
        ] as [(String, String, String, Int, Int, String)])
    func `a drive feeds as many accelerators as were submitted, within one`(
        _ name: String, _ variant: String, _ condition: String, _ replications: Int, _ accelerators: Int,
        _ range: String
    ) async throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
        let file = try ScenarioFile(path: root.appendingPathComponent("scenarios/\(name).yaml").path)
        let overrides = try [
            "disk.bandwidth=7000 MB/s", "train.epochs=1", "run.replications=\(replications)",
        ].map { try Override(argument: $0) }
        var limit = Limit(
            try LimitQuestion(
                .last, of: try Vary(argument: "gpu.count=\(range)"),
                conditions: [try Condition(argument: condition, option: "--while")], in: file, variant: variant,
                overrides: overrides))
        try await limit.find(threads: 2)
        #expect(limit.verdict == .answered)
        #expect(limit.met?.value == accelerators)
        #expect(limit.missed?.value == accelerators + 1)
    }
}
