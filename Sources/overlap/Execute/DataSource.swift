import PipelineExecution
import Pipelines
import Reports

/// The files that executed scenarios read.
struct DataSource {
    /// What reads the samples of each scenario, in their order; nil where no sample has bytes.
    let readers: [SampleReader?]
    /// Where they are; nil where no sample has bytes.
    let directory: String?
    /// How many files were compared with what must be in them; nil when that was not asked for.
    private var verifiedFiles: Int64?

    /// - Parameters:
    ///   - file: the path of the scenario file.
    ///   - quiet: no progress on standard error.
    /// - Throws: when the data of a scenario are not there, or not what they must be; `overlap datagen` writes them.
    init(
        _ options: MachineOptions, _ scenarios: [Scenario], file: String, quiet: Bool
    ) throws(CommandFailure) {
        var readers: [SampleReader?] = []
        var directory: String?
        for scenario in scenarios {
            let data: DataSet
            do { data = try DataSet(scenario) } catch { throw CommandFailure(error) }
            if data.totalBytes == 0 {
                readers.append(nil)
            } else if let same = readers.first(where: { $0?.directory.dataSet == data }) {
                readers.append(same)
            } else {
                let path = try DataPath.directory(options.data, forScenario: file)
                directory = path
                let hint = Self.hint(scenario, options, file)
                let reader = try Self.reader(data, path, options, hint: hint)
                if options.verify {
                    verifiedFiles = try Self.verify(reader, hint: hint, quiet: quiet) + (verifiedFiles ?? 0)
                }
                readers.append(reader)
            }
        }
        self.readers = readers
        self.directory = directory
    }

    /// What is read and how.
    var text: String {
        guard let directory, let method = readers.lazy.compactMap({ $0?.method }).first else {
            return "none, because samples have no bytes"
        }
        let verified = verifiedFiles.map { ", \(QuantityFormat.whole($0)) files verified" } ?? ""
        return "\(directory), \(method)\(verified)"
    }

    private static func verify(
        _ reader: SampleReader, hint: String, quiet: Bool
    ) throws(CommandFailure) -> Int64 {
        let files = reader.directory.dataSet.files
        var line = ProgressLine(unit: "files", isQuiet: quiet)
        defer { line.end() }
        do throws(DataError) {
            return try reader.verify { done in
                line.update(fraction: Double(done) / Double(files), "\(done) of \(files) files verified")
            }
        } catch .stopped {
            throw .interrupted("interrupted")
        } catch {
            let failure = CommandFailure(error)
            throw CommandFailure(
                message:
                    "\(failure.message)\n  remove it, because `overlap datagen` keeps files of the right size; then \(hint)",
                code: failure.code)
        }
    }

    private static func reader(
        _ data: DataSet, _ path: String, _ options: MachineOptions, hint: String
    ) throws(CommandFailure) -> SampleReader {
        do throws(DataError) {
            let directory = try DataDirectory(data, at: path)
            return try SampleReader(directory, mode: options.pageCache ? .pageCache : .direct)
        } catch {
            let failure = CommandFailure(error)
            throw CommandFailure(message: "\(failure.message)\n  \(hint)", code: failure.code)
        }
    }

    /// How the data can be had.
    private static func hint(_ scenario: Scenario, _ options: MachineOptions, _ file: String) -> String {
        let directory = options.data.map { " --data \($0)" } ?? ""
        return "`overlap datagen \(file) --variant '\(scenario.variant)'\(directory)` writes the data of this variant"
    }
}
