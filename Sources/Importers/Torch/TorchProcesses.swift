import Pipelines
import ScenarioFiles

/// The costs of worker processes.
struct TorchProcesses {
    private let loader: TorchCase.Loader
    private let cores: Int
    private let overheads: TorchOverheads
    private var costs: TorchProcessCosts { overheads.processes }

    init(_ measured: TorchCase, overheads: TorchOverheads) {
        loader = measured.loader
        cores = measured.cores ?? 1
        self.overheads = overheads
    }

    /// The platform's section; what costs nothing is left out.
    func section() throws(CaseError) -> SectionDocument {
        let values =
            try starts() + [
                ("firstBatch", time(firstBatchSeconds)),
                ("resumption", table(TorchProcessCosts.list(costs.resumption))),
                ("dispatch", time(overheads.dispatch)), ("gap", curve(overheads.gap)),
                ("delivery", curve(overheads.delivery)), ("reading", curve(overheads.reading)),
                ("stashed", curve(overheads.stashed)),
                // The worker, its sending thread and the loop.
                ("busyBatch", time(overheads.computationPerBatch / 3)),
                ("sendPerByte", perByte(overheads.sendPerMebibyte)),
                ("receivePerByte", perByte(overheads.receivePerMebibyte)),
            ]
        var section = SectionDocument(WorkerProcesses.self)
        for case (let name, let value?) in values { section.set(name, value) }
        return section
    }

    /// Seconds that the loop spends in `iter()`, over all epochs.
    func iteratorSeconds(epochs: Int) -> Double {
        let creation = WorkerProcesses.seconds(creations, workers: loader.workers)
        guard loader.persists else { return creation * Double(epochs) }
        let resumption = WorkerProcesses.seconds(TorchProcessCosts.list(costs.resumption), workers: loader.workers)
        return creation + resumption * Double(max(0, epochs - 1))
    }

    private var isForked: Bool { loader.startMethod == "fork" }

    private var creations: [Double] {
        isForked ? TorchProcessCosts.list(costs.creation) : [costs.spawnedCreation]
    }

    private func starts() throws(CaseError) -> [(String, WrittenValue?)] {
        guard ["fork", "spawn", "forkserver"].contains(loader.startMethod) else {
            throw CaseError("loader.start_method: `\(loader.startMethod)` is not modelled")
        }
        let initialisation = loader.initialisation.flatMap { costs.initialisation[$0] } ?? 0
        let boot = isForked ? TorchProcessCosts.seconds(costs.boot, workers: loader.workers) : 0
        let imports = isForked ? 0 : costs.spawnedBootComputation(cores: cores)
        let shutdown = TorchProcessCosts.list(isForked ? costs.shutdown : costs.spawnedShutdown)
        return [
            ("creation", table(creations)), ("boot", time(boot + initialisation)), ("bootCompute", time(imports)),
            ("shutdown", table(shutdown)),
        ]
    }

    /// What the first batch of a new worker takes beyond all else: pages that are touched, modules that are loaded.
    ///
    /// From the isolated start of one forked worker, whose samples slept 1 ms: the time to its first batch, less
    /// creation, start, sample and delivery.
    private var firstBatchSeconds: Double {
        guard let measured = costs.firstStep["fork_w1"], let creation = costs.creation[1] else { return 0 }
        let sample = 0.001
        let known =
            creation + (costs.boot[1] ?? 0) + sample + overheads.sample + overheads.delivery.seconds(after: sample)
        return max(0, measured - known)
    }

    private func time(_ seconds: Double) -> WrittenValue? { seconds > 0 ? .time(seconds) : nil }

    private func curve(_ curve: CostCurve) -> WrittenValue? { curve == .zero ? nil : curve.written }

    private func table(_ seconds: [Double]) -> WrittenValue? {
        seconds.isEmpty ? nil : .list(seconds.map(WrittenValue.time))
    }

    private func perByte(_ secondsPerMebibyte: Double) -> WrittenValue? {
        guard secondsPerMebibyte > 0 else { return nil }
        // To 10⁻¹⁵ s: the last digit is far below what can be measured.
        return .quantity((secondsPerMebibyte / TorchTranslation.mebibyte * 1e15).rounded() / 1e15, .timePerByte)
    }
}
