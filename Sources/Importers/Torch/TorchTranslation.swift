import Pipelines

/// The translation of a measured `DataLoader` loop into the text of a scenario file.
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
    func scenario(comments: [String]) throws(CaseError) -> String {
        guard loader.workers >= 0, loader.batchSize > 0, measured.dataset.n > 0, measured.cores ?? 1 > 0 else {
            throw CaseError("`num_workers`, `batch_size`, `n` and `cores` must be positive (`num_workers` may be 0)")
        }
        var lines = comments.map(ScenarioText.comment)
        lines += ["overlap: 1", "name: \(ScenarioText.quoted(measured.id))"]
        lines += try platform()
        lines += try pipeline()
        lines += try training()
        lines.append("run: {replications: 1}")
        return lines.joined(separator: "\n") + "\n"
    }

    // MARK: Platform

    private func platform() throws(CaseError) -> [String] {
        var lines = [
            "platform:",
            // The data sets of these cases read nothing: no request may wait for another.
            "  disk: {queueDepth: 65536}",
            "  cpu: {cores: \(measured.cores ?? 1)}",
        ]
        let costs = overheadLines().filter { $0.1 != .zero }
        if !costs.isEmpty { lines.append("  overheads:") }
        lines += costs.map { "    \($0.0): \(ScenarioText.curve($0.1))" }
        if loader.workers > 0 {
            let processes = try TorchProcessText(measured, overheads: overheads).lines()
            if !processes.isEmpty { lines.append("  processes:") }
            lines += processes
        }
        return lines
    }

    private func overheadLines() -> [(String, CostCurve)] {
        // A sleep of no time is none.
        let overshoot = CostCurve(points: [[0, 0], [1e-6, overheads.sample]])
        var lines = [
            ("timerOvershoot", overheads.sample > 0 ? overshoot : .zero),
            ("computeCall", CostCurve(constant: overheads.computingSample)),
        ]
        let call = overheads.callAlone
        if loader.workers > 0 {
            lines.append(("next", CostCurve(constant: overheads.loop)))
        } else if call > 0 {
            let slept = CostCurve(points: [[0, overheads.callAloneAtOnce], [0.001, call]])
            let computed = CostCurve(points: [
                [0, overheads.callAloneAtOnce], [0.001, call * TorchOverheads.computedToSleptCallAlone],
            ])
            lines += [("next", slept), ("busyNext", computed)]
        }
        return lines
    }

    // MARK: Pipeline

    private func pipeline() throws(CaseError) -> [String] {
        let samples = try measured.durations(of: "sample")
        let bytes = (measured.dataset.bytes ?? 0).rounded()
        guard bytes >= 0, bytes <= 1e12 else { throw CaseError("dataset.bytes: must be from 0 to 10¹²") }
        var lines = [
            "pipeline:", "  - source: {elements: \(measured.dataset.n), size: \(Int(bytes)) B}", "  - dataLoader:",
            "      workers: \(loader.workers)", "      batchSize: \(loader.batchSize)",
        ]
        if loader.workers > 0 { lines.append("      prefetchFactor: \(loader.prefetchFactor ?? 2)") }
        if loader.dropsRemainder { lines.append("      remainder: drop") }
        if !loader.keepsOrder { lines.append("      order: unordered") }
        if loader.persists { lines.append("      workersLive: run") }
        let dataset = try dataset()
        if dataset != .indexed { lines.append("      dataset: \(dataset.rawValue)") }
        if !samplesCompute { lines.append("      use: wait") }
        lines += ScenarioText.distribution("cost", samples, replay: "by sample", indent: 6)
        return lines + (try collate())
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
    private func collate() throws(CaseError) -> [String] {
        let isAsked = measured.stages["collate"] != nil || measured.durations["collate"] != nil
        var seconds = isAsked ? try measured.durations(of: "collate").map { $0 + ($0 > 0 ? overheads.sample : 0) } : [0]
        if loader.workers == 0 {
            let bytes = Double(loader.batchSize) * (measured.dataset.bytes ?? 0)
            let own =
                Double(loader.batchSize) * overheads.sampleAlone + bytes / Self.mebibyte * overheads.joinPerMebibyte
            seconds = seconds.map { $0 + own }
        }
        if seconds.allSatisfy({ $0 == 0 }) { return [] }
        return ScenarioText.distribution("collate", seconds, replay: "by sample", indent: 6)
    }

    static let mebibyte = 1_048_576.0

    // MARK: Training loop

    private func training() throws(CaseError) -> [String] {
        let computes = measured.stages["train"]?.usesCore ?? false
        let own = computes ? overheads.computingStep : overheads.step
        var lines = ["train:"]
        var seconds = try measured.durations(of: "train")
        if own > 0 {
            lines.append("  # What a step took longer than asked is in these times.")
            seconds = seconds.map { $0 + ($0 > 0 ? own : 0) }
        }
        lines += ScenarioText.distribution("step", seconds, replay: "in order", indent: 2)
        if computes { lines.append("  device: cpu") }
        if measured.epochs != 1 { lines.append("  epochs: \(measured.epochs)") }
        return lines + (try steps())
    }

    /// The measured loop may have stopped before the data ended.
    private func steps() throws(CaseError) -> [String] {
        guard let steps = measured.steps, measured.epochs > 0, steps >= measured.epochs else { return [] }
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
        if available == .finite(Int64(perEpoch)) { return [] }
        return ["  # The measured loop left its data after \(perEpoch) steps.", "  steps: \(perEpoch)"]
    }
}
