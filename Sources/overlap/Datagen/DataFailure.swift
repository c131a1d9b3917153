import PipelineExecution
import Reports

extension CommandFailure {
    /// Files of data that cannot be used or written.
    package init(_ error: DataError) {
        switch error {
        case .notEnoughSpace(let path, let needed, let free, let reserve):
            let (needed, free) = (QuantityFormat.bytes(Double(needed)), QuantityFormat.bytes(Double(free)))
            self = .inputOutput(
                "not enough space for `\(path)`: it needs \(needed) more, and "
                    + "\(QuantityFormat.bytes(Double(reserve))) must stay free; the file system has \(free) free")
        case .otherData:
            self = .badScenario("\(error); give another directory with `--data`, or remove this one")
        case .stopped:
            self = .interrupted()
        case .noManifest, .tooLarge, .incomplete, .notAFile, .wrongContents, .tooLong:
            self = .badScenario("\(error)")
        case .missing, .unreadable, .truncated, .diskFull, .inputOutput, .notEnoughFiles, .inUse:
            self = .inputOutput("\(error)")
        }
    }
}
