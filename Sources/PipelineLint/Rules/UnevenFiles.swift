import Pipelines
import ScenarioFiles

extension LintRule {
    /// Workers that own whole files, of which some have none, or less in them than others.
    static let unevenFiles = LintRule(
        .unevenFiles, .performance,
        summary: "workers own whole files, and some have none, or less in them than others",
        reason:
            "A worker that owns whole files (`dataset: files`) has nothing to do when it has read its own: an epoch lasts as "
            + "long as the worker with most in them.",
        silence:
            "Silent where all workers own as many samples, where files hold one sample, and where the difference is less "
            + "than 5 % of an epoch."
    ) { subject in
        subject.all(DataLoader.self).compactMap { loader in
            let files = subject.elementsOfData[loader.index - 1]
            let workers = loader.operator.workers
            guard loader.operator.dataset == .files, workers > 1, files.isFinite, files >= 1 else { return nil }
            let upstream = MeanFlow(elements: files, samples: 1, bytes: 0)
            let lengths = subject.scenario.pipeline.storedFiles.lengths
            guard loader.operator.idleShare(after: upstream, of: lengths) >= 0.05 else { return nil }
            let fixes = subject.division(among: workers) + Self.fewerWorkers(loader.name, workers, files: files)
            guard !fixes.isEmpty else { return nil }
            let problem = Self.problem(workers, files: files, areEven: lengths.samplesPerFile != nil)
            return Suspicion(stage: loader.index, "`\(loader.name)` \(problem)", fixes)
        }
    }

    private static func problem(_ workers: Int, files: Double, areEven: Bool) -> String {
        if files < Double(workers) {
            return "has \(workers) workers for \(counted(files)): \(workers - Int(files)) have nothing to do."
        }
        let most = areEven ? "\(Int((files / Double(workers)).rounded(.up))) of them" : "the longest share"
        return "divides \(counted(files))\(areEven ? "" : " of different lengths") among \(workers) workers: an epoch "
            + "lasts as long as \(most), and some workers have \(areEven ? "fewer" : "less")."
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
    /// The same samples in as many files of one length as give each worker equally many.
    fileprivate func division(among workers: Int) -> [LintFix] {
        guard let source = all(Source.self).first else { return [] }
        let shares = Int64(workers) * Int64(scenario.platform.gpu.count)
        let lengths = source.operator.lengths
        let files = (lengths.files + shares - 1) / shares * shares
        let samples = (lengths.samples + files - 1) / files
        guard samples < lengths.samplesPerFile ?? .max else { return [] }
        return [
            LintFix(
                "divide the data into \(files) files\(lengths.samplesPerFile == nil ? " of one length" : "")",
                .set(stage: source.name, parameter: "files", value: "\(files)"),
                .set(stage: source.name, parameter: "samplesPerFile", value: "\(samples)"))
        ]
    }
}
