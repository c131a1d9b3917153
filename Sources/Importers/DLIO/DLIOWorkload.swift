package import Foundation
package import ScenarioFiles

/// A workload of the DLIO benchmark, or of MLPerf Storage, which uses it: what the emulated training reads and how.
///
/// Read are the files of all generations: those of MLPerf Storage 0.5 to 3.0 and of DLIO to 2.0 and after.
package struct DLIOWorkload: Sendable {
    /// What it calls its model.
    package let name: String
    let framework: Framework
    let data: Dataset
    let reader: Reader
    let training: Training
    let evaluation: Evaluation?
    let checkpoint: Checkpoint?
    /// Accelerator utilisation to reach.
    let targetUtilisation: Double?
    /// Fields that change nothing, in the order of the file.
    let ignored: [IgnoredField]

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - data: its bytes: YAML.
    ///   - file: what messages call it.
    /// - Throws: when it is not a workload, has values that DLIO would not accept, or no input pipeline; the messages
    ///   tell which, and where.
    package init(_ data: Data, file: String) throws(ScenarioFileError) {
        let accepted = "a workload file of DLIO or MLPerf Storage"
        let root = try YAMLDocument(data, name: file, accepted: accepted).root
        let sections = ["model", "framework", "workflow", "dataset", "reader", "data_reader", "train", "checkpoint"]
        guard let entries = root.entries, entries.contains(where: { sections.contains($0.key) }) else {
            var log = DiagnosticLog()
            log.report(
                "this is not a workload of DLIO: it has none of its sections", at: root.location, accepted: accepted)
            try log.throwIfAny()
            preconditionFailure("a report is thrown")
        }
        var fields = WorkloadFields(root)
        fields.refuseWithoutInputPipeline()
        try fields.log.throwIfAny()
        name = fields.name() ?? "DLIO workload"
        framework = Framework(rawValue: fields.word(["framework"], among: Framework.names) ?? "") ?? .tensorflow
        self.data = fields.dataset()
        reader = fields.reader(of: self.data)
        training = fields.training()
        evaluation = fields.evaluation()
        checkpoint = fields.checkpoint(framework)
        targetUtilisation = fields.number(["metric.au"], unit: "accelerator utilisation, such as 0.90")
        try fields.log.throwIfAny()
        let loader = reader.loader
        ignored = fields.unread.map { IgnoredField(path: $0.path, value: $0.node.summary, reader: loader) }
    }
}

extension DLIOWorkload {
    /// The library whose loader reads the data.
    enum Framework: String, Sendable, CaseIterable {
        case tensorflow, pytorch

        static let names = allCases.map(\.rawValue)
    }

    /// The files to train on.
    struct Dataset: Sendable {
        /// How samples lie in files.
        var format: String
        var files: Int
        var samplesPerFile: Int
        /// Mean bytes of a sample in storage.
        var recordBytes: Double
        /// Standard deviation that the file asks for, in bytes.
        var recordBytesDeviation: Double
        /// Samples of a row group, if the file says how many.
        var rowGroup: Int?
        /// Whether files of Parquet are read whole, not by row groups.
        var skipsRowGroups: Bool
        /// Bytes of a sample as it is handed over, when it is made smaller or larger.
        var resizedBytes: Double?

        /// All of an epoch; more than fit are as many as do.
        var samples: Int {
            let (product, overflow) = files.multipliedReportingOverflow(by: samplesPerFile)
            return overflow ? .max : product
        }

        /// Standard deviation of what DLIO's generator writes: it draws width and height of each record, both with mean
        /// √length and standard deviation s/(2√length), so that the product's is √(s²/2 + s⁴/(16 length²)).
        var generatedDeviation: Double {
            let (mean, deviation) = (recordBytes, recordBytesDeviation)
            guard mean > 0 else { return 0 }
            let quarter = deviation * deviation / (4 * mean)
            return (deviation * deviation / 2 + quarter * quarter).squareRoot()
        }
    }

    /// How the files are read.
    struct Reader: Sendable {
        /// DLIO's loaders that read files.
        enum Loader: String, Sendable, CaseIterable {
            case tensorflow, pytorch, dali
            case nativeDALI = "native_dali"
        }

        var loader: Loader
        var batchSize: Int
        /// Threads or processes that read; 0 is the training loop itself.
        var threads: Int
        /// Calls at a time of the function that parses.
        var computationThreads: Int
        /// Batches to prefetch.
        var prefetchSize: Int
        /// Samples to pick from, when they are shuffled.
        var shuffleSize: Int?
        /// Time of a sample once it is read.
        var preprocessing: WorkloadTime
        /// Whether files stay open from sample to sample.
        var keepsFilesOpen: Bool
    }

    /// The emulated training.
    struct Training: Sendable {
        var computation: WorkloadTime
        var epochs: Int
        /// Steps after which each epoch is cut short.
        var steps: Int?
    }

    /// What happens between epochs: a data set of its own goes through the model.
    struct Evaluation: Sendable {
        /// Time of one step.
        var computation: WorkloadTime
        var files: Int
        var batchSize: Int
        /// The first epoch that it follows, from 1.
        var firstEpoch: Int
        /// Epochs from one to the next.
        var epochs: Int
    }

    /// The state of the model is written.
    struct Checkpoint: Sendable {
        /// Bytes that each writing accelerator writes.
        var bytes: Double
        /// Whether all accelerators write, or only the first.
        var isOfAllRanks: Bool
        /// Steps of an epoch from one to the next; nil when epochs count.
        var steps: Int?
        /// The first epoch that it follows, from 1.
        var firstEpoch: Int
        /// Epochs from one to the next.
        var epochs: Int
    }
}
