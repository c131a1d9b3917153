import Pipelines
package import ScenarioFiles

/// The translation of a recorded loop into a scenario.
package struct LoopScenario: Sendable {
    let recording: LoopRecording
    let steps: LoopSteps
    /// Samples of its batches, and of those of the scenario.
    private(set) var batches: LoopBatches
    let costs: LoopCosts?
    let processes: LoopProcesses?
    let totals: LoopTotals?
    private let file: String

    /// The variant that is the loop as it ran.
    package static let recordedVariant = "as recorded"

    /// - Parameter file: what comments call the recording.
    /// - Throws: where no step was recorded.
    package init(_ recording: LoopRecording, file: String) throws(CaseError) {
        self.recording = recording
        self.file = file
        steps = try LoopSteps(recording.run)
        batches = LoopBatches(recording.run)
        totals = recording.run.totals
        costs = LoopCosts(recording)
        processes = costs.flatMap { LoopProcesses(recording, $0) }
    }

    /// The same in batches of another scenario, where those of the loop vary.
    package func inBatches(of size: Int) -> LoopScenario {
        var other = self
        if batches.vary { other.batches.size = size }
        return other
    }

    /// Samples per second over whole epochs, the start of workers included.
    package var samplesPerSecond: Double {
        let samples = epochSamples * Double(steps.epochs.count)
        return steps.allSeconds > 0 ? samples / steps.allSeconds : 0
    }

    /// The recorded rate beside the simulated one.
    ///
    /// - Parameter simulated: samples of the scenario per second of the whole run.
    package func rates(simulated: Double) -> RatesBeside {
        let unit = recording.run.loader == nil ? "steps/s" : "samples/s"
        return RatesBeside(word: "recorded", samplesPerSecond, simulated: simulated * scale, unit: unit)
    }

    /// The scenario.
    ///
    /// - Parameter simulated: samples per second that it was simulated at, for its first line.
    /// - Throws: when the loop has something that no scenario can say.
    package func document(simulated: Double? = nil) throws(CaseError) -> ScenarioDocument {
        var document = ScenarioDocument(name: "recorded loop")
        document.units = .measured
        document.isSpaced = true
        document.comments = comments(simulated)
        document.platform = platform
        document.pipeline = try pipeline()
        document.training = training()
        document.run.set("replications", .count(5))
        document.variants = variants
        return document
    }

    // MARK: Head

    private func comments(_ simulated: Double?) -> [String] {
        let versions = recording.versions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        let made =
            "Made by `overlap import loop` from \(file)" + (recording.recordedAt.map { ", recorded \($0)" } ?? "")
        let parts =
            [
                simulated.map { CommentText.sentence(rates(simulated: $0).sentence) },
                "\(made) (\(versions.joined(separator: ", "))): \(summary).",
            ]
            .compactMap { $0 } + warnings.map { "Note: \($0)." }
        return parts.flatMap(CommentText.lines)
    }

    private var summary: String {
        let stall = CommentText.rounded((steps.waitShare * 1000).rounded() / 10)
        return "\(steps.batches) steps in \(steps.epochs.count) \(steps.epochs.count == 1 ? "epoch" : "epochs"), "
            + "\(stall) % of the time waiting for batches"
    }

    // MARK: Platform

    private var platform: [SectionDocument] {
        var memory = SectionDocument(Memory.self, .line)
        if let bytes = recording.machine.memoryBytes { memory.set("capacity", .bytes(max(1, min(bytes, 9e18)))) }
        var overheads = SectionDocument(Overheads.self, .line)
        if let next = costs?.next, next > 0 { overheads.set("next", .time(next)) }
        if recording.run.loader == nil, let creation = steps.epochs.map(\.iterator).mean, creation > 0 {
            overheads.set("iteratorCreation", .time(creation))
        }
        return [disk, cpu, memory, overheads, processSection].filter { !$0.isEmpty }
    }

    /// The loop computes in pieces that are shorter than the time until the kernel balances its queues (decision 27).
    private var cpu: SectionDocument {
        var cpu = SectionDocument(CPU.self, .line)
        cpu.set("cores", .count(recording.machine.cores))
        guard recording.run.loader != nil else { return cpu }
        cpu.comments = ["Each core has a queue of threads, as under Linux; with `sharing` they share all cores."]
        cpu.set("discipline", .word(CPU.Discipline.runQueues.rawValue))
        return cpu
    }

    /// What samples wait for takes no core, and any number of them at a time.
    private var disk: SectionDocument {
        var disk = SectionDocument(Disk.self)
        guard let waits = sampleWaits else { return disk }
        disk.comments = [
            "What samples wait for: storage, a network, a lock. As many wait at a time as there are workers."
        ]
        disk.set("latency", waits)
        disk.set("queueDepth", .count(65536))
        return disk
    }

    private var processSection: SectionDocument {
        if recording.run.loader == nil { return SectionDocument(WorkerProcesses.self) }
        guard let processes else { return AssumedProcesses.section }
        var section = processes.section
        section.comments = ["Worker processes, as the recording shows them."]
        return section
    }
}
