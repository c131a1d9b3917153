import PipelineExecution
import Pipelines
import Reports
import ScenarioFiles

/// The files that executed scenarios read.
struct DataSource {
    /// What reads the samples of each scenario, in their order; nil where no sample has bytes.
    let readers: [SampleReader?]
    /// Where they are; nil where no sample has bytes.
    let directory: String?
    /// How many files were compared with what must be in them; nil when that was not asked for.
    private var verifiedFiles: Int64?

    /// - Parameters:
    ///   - origin: where the scenarios come from.
    ///   - quiet: no progress on standard error.
    /// - Throws: when the data of the scenarios are not there, not what they must be, or not the same for all;
    ///   `overlap datagen` writes them.
    init(
        _ options: MachineOptions, _ scenarios: [Scenario], from origin: DataOrigin, quiet: Bool
    ) throws(CommandFailure) {
        var dataSets: [DataSet] = []
        for scenario in scenarios {
            do { dataSets.append(try DataSet(scenario)) } catch { throw CommandFailure(error) }
        }
        guard let read = dataSets.firstIndex(where: { $0.totalBytes > 0 }) else {
            readers = scenarios.map { _ in nil }
            directory = nil
            return
        }
        guard dataSets.allSatisfy({ $0.totalBytes == 0 || $0 == dataSets[read] }) else {
            throw .usage(
                "what is to run reads different data, and a directory holds those of one source and seed: choose "
                    + "variants or values that read the same, and give these their directory with `--data`")
        }
        let path = try DataPath.directory(options.data, forScenario: origin.name)
        let variant = scenarios[read].variant
        let hint = origin.hint(variant: variant, directory: options.data)
        let reader: SampleReader
        do throws(DataError) {
            let directory = try DataDirectory(dataSets[read], at: path)
            reader = try SampleReader(directory, mode: options.pageCache ? .pageCache : .direct)
        } catch {
            throw CommandFailure(error).followed(
                by: error.isOtherContents ? Self.hintElsewhere(origin, variant: variant, path) : hint)
        }
        if options.verify { verifiedFiles = try Self.verify(reader, hint: hint, quiet: quiet) }
        readers = dataSets.map { $0.totalBytes > 0 ? reader : nil }
        directory = path
    }

    /// What is read and how.
    var text: String {
        guard let directory, let method = readers.lazy.compactMap({ $0?.method }).first else {
            return "none, because samples have no bytes"
        }
        let verified = verifiedFiles.map { ", \(QuantityFormat.whole($0)) files verified" } ?? ""
        return "\(directory), \(method.rawValue)\(verified)"
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
            throw .interrupted()
        } catch {
            throw CommandFailure(error).followed(
                by: "remove it, because `overlap datagen` keeps files of the right size; then \(hint)")
        }
    }

    /// How the data can be had where a directory holds something else: in one beside it that is not there yet.
    private static func hintElsewhere(_ origin: DataOrigin, variant: String, _ path: String) -> String {
        let stem = path.hasSuffix("/") ? String(path.dropLast()) : path
        var number = 2
        while OutputDirectory(path: "\(stem)-\(number)").exists { number += 1 }
        let unused = "\(stem)-\(number)"
        return origin.hint(variant: variant, directory: unused)
            + (origin.file == nil ? "" : ", and `--data \(shellWord(unused))` reads them")
    }
}

extension DataError {
    /// Whether a directory holds something that `overlap datagen` does not replace.
    fileprivate var isOtherContents: Bool {
        switch self {
        case .otherData, .noManifest: true
        default: false
        }
    }
}

extension CommandFailure {
    /// With what helps, on a line of its own.
    fileprivate func followed(by hint: String) -> CommandFailure {
        CommandFailure(message: "\(message)\n  \(hint)", code: code)
    }
}
