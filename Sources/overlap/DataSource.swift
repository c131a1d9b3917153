import PipelineExecution
import Pipelines

/// The files that executed scenarios read.
struct DataSource {
    /// What reads the samples of each scenario, in their order; nil where no sample has bytes.
    let readers: [SampleReader?]
    /// Where they are; nil where no sample has bytes.
    let directory: String?

    /// - Parameter file: the path of the scenario file.
    /// - Throws: when the data of a scenario are not there; `overlap datagen` writes them.
    init(_ options: MachineOptions, _ scenarios: [Scenario], file: String) throws(CommandFailure) {
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
                readers.append(try Self.reader(data, path, options, hint: Self.hint(scenario, options, file)))
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
        return "\(directory), \(method)"
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
