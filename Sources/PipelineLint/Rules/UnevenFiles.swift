import Pipelines
import ScenarioFiles

extension LintRule {
    /// Workers that own whole files, of which some have none, or fewer than others.
    static let unevenFiles = LintRule(
        .unevenFiles, .performance,
        summary: "workers own whole files, and some have none, or fewer than others",
        reason:
            "A worker that owns whole files (`dataset: files`) has nothing to do when it has read its own: an epoch lasts as "
            + "long as the worker with most of them.",
        silence:
            "Silent where all workers own the same number of files, where files hold one sample, and where the "
            + "difference is less than 5 % of an epoch."
    ) { subject in
        subject.all(DataLoader.self).compactMap { loader in
            let files = subject.elementsPerEpoch[loader.index - 1]
            let workers = loader.operator.workers
            guard loader.operator.dataset == .files, workers > 1, files.isFinite, files >= 1 else { return nil }
            let upstream = MeanFlow(elements: files, samples: 1, bytes: 0)
            guard loader.operator.idleShare(after: upstream) >= 0.05 else { return nil }
            let most = (files / Double(workers)).rounded(.up)
            let fixes = subject.division(among: workers) + Self.fewerWorkers(loader.name, workers, files: files)
            let problem =
                files < Double(workers)
                ? "`\(loader.name)` has \(workers) workers for \(counted(files)): \(workers - Int(files)) have nothing to do."
                : "`\(loader.name)` divides \(counted(files)) among \(workers) workers: an epoch lasts as long as \(Int(most)) of "
                    + "them, and some workers have fewer."
            return fixes.isEmpty ? nil : Suspicion(stage: loader.index, problem, fixes)
        }
    }

    private static func counted(_ files: Double) -> String { files == 1 ? "1 file" : "\(Int(files)) files" }

    private static func fewerWorkers(_ name: String, _ workers: Int, files: Double) -> [LintFix] {
        guard files < Double(workers) else { return [] }
        let few = Int(files)
        return [
            LintFix(
                few == 1 ? "have 1 worker" : "have \(few) workers",
                .set(stage: name, parameter: "workers", value: "\(few)"))
        ]
    }
}

extension LintSubject {
    /// The same samples in as many files as give each worker equally many.
    fileprivate func division(among workers: Int) -> [LintFix] {
        guard let source = all(Source.self).first, let samplesPerFile = source.operator.lengths.samplesPerFile,
            samplesPerFile > 1
        else { return [] }
        let shares = Int64(workers) * Int64(scenario.platform.gpu.count)
        let lengths = source.operator.lengths
        let files = (lengths.files + shares - 1) / shares * shares
        let samples = (lengths.samples + files - 1) / files
        guard samples < samplesPerFile else { return [] }
        return [
            LintFix(
                "divide the data into \(files) files",
                .set(stage: source.name, parameter: "files", value: "\(files)"),
                .set(stage: source.name, parameter: "samplesPerFile", value: "\(samples)"))
        ]
    }
}
