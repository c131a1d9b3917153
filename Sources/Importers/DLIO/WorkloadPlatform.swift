import Pipelines
import ScenarioFiles

/// The machine that a workload runs on, and what each of its steps costs there.
///
/// What accelerators of one host cost each other is written as work of their loops on one core for each host: after the
/// barrier all need it at once, so that a step waits for as many turns as the host has accelerators, whatever their
/// number. Where readers compute, cores are the machine's, and the sum is the duration of the barrier: it is then that
/// of this number of accelerators.
struct WorkloadPlatform {
    private let workload: DLIOWorkload
    private let setting: WorkloadSetting

    init(_ scenario: WorkloadScenario) {
        workload = scenario.workload
        setting = scenario.setting
    }

    /// Disk, cores, accelerators, and the loop's own cost.
    var sections: [SectionDocument] {
        var disk = SectionDocument(Disk.self)
        disk.set("latency", .time(setting.diskLatencySeconds))
        if let bandwidth = setting.diskBytesPerSecond { disk.set("bandwidth", .bandwidth(bandwidth)) }
        disk.set("queueDepth", .count(1024))
        var sections = [disk, readersCompute ? machineCores : lanes]
        if setting.sharesData { sections.append(accelerators) }
        if setting.costs.loopSeconds > 0 {
            var overheads = SectionDocument(Overheads.self, .line)
            overheads.set("next", .time(setting.costs.loopSeconds))
            sections.append(overheads)
        }
        return sections
    }

    /// Seconds that each accelerator adds to every step of its host.
    var secondsPerAccelerator: Double { setting.costs.secondsPerAccelerator(bytes: workload.bytesPerStep) }

    /// Whether a reader needs a core.
    var readersCompute: Bool { setting.readerSeconds > 0 }

    /// What the loop works before each step.
    func setHostOverhead(_ training: inout SectionDocument) {
        guard secondsPerAccelerator > 0, !readersCompute || setting.accelerators == 1 else { return }
        training.set("hostOverhead", .time(secondsPerAccelerator))
    }

    private var lanes: SectionDocument {
        var cpu = SectionDocument(CPU.self, .line)
        cpu.comments = [
            "Not the machine's cores: one for each host, on which the steps' costs of its accelerators add up. Readers",
            "wait, and need none.",
        ]
        cpu.set("cores", .count(setting.hosts))
        cpu.set("workers", .count(threads))
        return cpu
    }

    private var machineCores: SectionDocument {
        var cpu = SectionDocument(CPU.self, .line)
        if setting.cores == nil { cpu.comments = ["As many as threads: no reader waits for a core."] }
        cpu.set("cores", .count(setting.cores.map { min(65536, $0 * setting.hosts) } ?? threads))
        return cpu
    }

    private var accelerators: SectionDocument {
        var gpu = SectionDocument(GPU.self, .line)
        gpu.comments = ["Each has its own process; all synchronise after every step, as in DLIO."]
        gpu.set("count", .count(setting.accelerators))
        gpu.set("barrier", .word("step"))
        if readersCompute, setting.accelerators > 1, secondsPerAccelerator > 0 {
            gpu.set("barrierOverhead", .time(setting.acceleratorsPerHost * secondsPerAccelerator))
        }
        return gpu
    }

    /// Of loops and readers together.
    private var threads: Int { min(65536, max(8, setting.accelerators * (1 + workload.reader.threads))) }
}
