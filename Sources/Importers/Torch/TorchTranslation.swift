import Pipelines
import ScenarioFiles

/// The translation of a measured `DataLoader` loop into a scenario.
struct TorchTranslation {
    private let measured: TorchCase
    private let overheads: TorchOverheads
    private var loader: TorchCase.Loader { measured.loader }

    init(_ measured: TorchCase, overheads: TorchOverheads) {
        self.measured = measured
        self.overheads = overheads
    }

    /// The scenario, one replication long.
    ///
    /// - Throws: when the case has something that no scenario can say.
    func scenario() throws(CaseError) -> ScenarioDocument {
        guard loader.workers >= 0, loader.batchSize > 0, measured.dataset.n > 0, measured.cores ?? 1 > 0 else {
            throw CaseError("`num_workers`, `batch_size`, `n` and `cores` must be positive (`num_workers` may be 0)")
        }
        var document = ScenarioDocument(name: measured.id)
        document.units = .measured
        document.platform = try platform()
        document.pipeline = try pipeline()
        document.training = try training()
        document.run.set("replications", .count(1))
        return document
    }

    // MARK: Platform

    private func platform() throws(CaseError) -> [SectionDocument] {
        var disk = SectionDocument(Disk.self, .line)
        // The data sets of these cases read nothing: no request may wait for another.
        disk.set("queueDepth", .count(65536))
        var cpu = SectionDocument(CPU.self, .line)
        cpu.set("cores", .count(measured.cores ?? 1))
        var overheads = SectionDocument(Overheads.self)
        for (name, curve) in costs where curve != .zero { overheads.set(name, curve.written) }
        var sections = [overheads]
        if loader.workers > 0 { sections.append(try TorchProcesses(measured, overheads: self.overheads).section()) }
        return [disk, cpu] + sections.filter { !$0.isEmpty }
    }

    private var costs: [(String, CostCurve)] {
        // A sleep of no time is none.
        let overshoot = CostCurve(points: [[0, 0], [1e-6, overheads.sample]])
        var costs = [
            ("timerOvershoot", overheads.sample > 0 ? overshoot : .zero),
            ("computeCall", CostCurve(constant: overheads.computingSample)),
        ]
        let call = overheads.callAlone
        if loader.workers > 0 {
            costs.append(("next", CostCurve(constant: overheads.loop)))
        } else if call > 0 {
            let slept = CostCurve(points: [[0, overheads.callAloneAtOnce], [0.001, call]])
            let computed = CostCurve(points: [
                [0, overheads.callAloneAtOnce], [0.001, call * TorchOverheads.computedToSleptCallAlone],
            ])
            costs += [("next", slept), ("busyNext", computed)]
        }
        return costs
    }

    // MARK: Pipeline

    private func pipeline() throws(CaseError) -> [StageDocument] {
        let samples = try measured.durations(of: "sample")
        let bytes = (measured.dataset.bytes ?? 0).rounded()
        guard bytes >= 0, bytes <= 1e12 else { throw CaseError("dataset.bytes: must be from 0 to 10¹²") }
        var source = StageDocument(Source.self, "elements", .count(measured.dataset.n))
        source.parameters.set("size", .bytes(bytes))
        var stage = StageDocument(DataLoader.self, .block)
        stage.parameters.set("workers", .count(loader.workers))
        stage.parameters.set("batchSize", .count(loader.batchSize))
        if loader.workers > 0 { stage.parameters.set("prefetchFactor", .count(loader.prefetchFactor ?? 2)) }
        if loader.dropsRemainder { stage.parameters.set("remainder", .word("drop")) }
        if !loader.keepsOrder { stage.parameters.set("order", .word("unordered")) }
        if loader.persists { stage.parameters.set("workersLive", .word("run")) }
        let dataset = try dataset()
        if dataset != .indexed { stage.parameters.set("dataset", .word(dataset.rawValue)) }
        if !samplesCompute { stage.parameters.set("use", .word("wait")) }
        stage.parameters.set("cost", .durations(samples, replay: "by sample"))
        if let seconds = try collateSeconds() {
            stage.parameters.set("collate", .durations(seconds, replay: "by sample"))
        }
        return [source, stage]
    }

    private func dataset() throws(CaseError) -> DataLoader.Dataset {
        switch measured.dataset.kind ?? "map" {
        case "map": .indexed
        case "iterable", "iterable_dup": .iterable
        case "iterable_sharded": .sharded
        case let kind: throw CaseError("dataset.kind: `\(kind)` is not modelled")
        }
    }

    private var samplesCompute: Bool { measured.stages["sample"]?.usesCore ?? false }

    /// Without workers the loop's own costs of a batch are in the time that joins it.
    private func collateSeconds() throws(CaseError) -> [Double]? {
        let isAsked = measured.stages["collate"] != nil || measured.durations["collate"] != nil
        var seconds = isAsked ? try measured.durations(of: "collate").map { $0 + ($0 > 0 ? overheads.sample : 0) } : [0]
        if loader.workers == 0 {
            let bytes = Double(loader.batchSize) * (measured.dataset.bytes ?? 0)
            let own =
                Double(loader.batchSize) * overheads.sampleAlone + bytes / Self.mebibyte * overheads.joinPerMebibyte
            seconds = seconds.map { $0 + own }
        }
        return seconds.allSatisfy { $0 == 0 } ? nil : seconds
    }

    static let mebibyte = 1_048_576.0

    // MARK: Training loop

    private func training() throws(CaseError) -> SectionDocument {
        let computes = measured.stages["train"]?.usesCore ?? false
        let own = computes ? overheads.computingStep : overheads.step
        var section = SectionDocument(TrainingLoop.self)
        var seconds = try measured.durations(of: "train")
        if own > 0 {
            section.comment("These times include what a step took longer than asked.")
            seconds = seconds.map { $0 + ($0 > 0 ? own : 0) }
        }
        section.set("step", .durations(seconds, replay: "in order"))
        if computes { section.set("device", .word("cpu")) }
        if measured.epochs != 1 { section.set("epochs", .count(measured.epochs)) }
        if let steps = try steps() {
            section.comment("The measured loop left its data after \(steps) steps.")
            section.set("steps", .count(steps))
        }
        return section
    }

    /// Steps of an epoch where the measured loop stopped before the data ended.
    private func steps() throws(CaseError) -> Int? {
        guard let steps = measured.steps, measured.epochs > 0, steps >= measured.epochs else { return nil }
        let perEpoch = steps / measured.epochs
        let dataset = try dataset().rawValue
        let loader: DataLoader
        do throws(PipelineError) {
            loader = try DataLoader(parameters: [
                "workers": .count(self.loader.workers), "batchSize": .count(self.loader.batchSize),
                "dataset": .word(dataset),
                "remainder": .word(self.loader.dropsRemainder ? "drop" : "keep"),
            ])
        } catch { throw CaseError(error.reason) }
        let available = loader.cardinality(after: .finite(Int64(measured.dataset.n)))
        return available == .finite(Int64(perEpoch)) ? nil : perEpoch
    }
}
