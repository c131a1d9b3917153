import Pipelines
import ScenarioFiles

extension LintRule {
    /// Pinned memory for copies that take no time.
    static let freeCopies = LintRule(
        .freeCopies, .assumption,
        summary: "memory is pinned for copies that take no time",
        reason: "`hostMemory: pinned` is for the copy to the accelerator, whose bandwidth is unlimited here.",
        silence: "Silent where `gpu.copyBandwidth` is given, and for steps on the CPU."
    ) { subject in
        let isCopied = subject.scenario.pipeline.training.device == .gpu
        guard isCopied, subject.scenario.platform.gpu.copyBytesPerSecond == nil else { return [] }
        return subject.all(DataLoader.self).compactMap { loader in
            guard loader.operator.hostMemory == .pinned else { return nil }
            let bandwidth = LintFix(
                "give the bandwidth, such as that of PCIe 3.0 with 16 lanes",
                settings: [.init(path: "gpu.copyBandwidth", value: "12 GB/s")])
            return Suspicion(stage: loader.index, "copying batches of `\(loader.name)` takes no time.", [bandwidth])
        }
    }
}
