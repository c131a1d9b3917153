import Pipelines
import Variates

/// The function that reads a sample, in the place of the user's own: it takes the time of a request that has the disk
/// to itself.
struct ReadingFunction {
    let name: String
    /// The source's stage.
    let stage: String
    let stored: StoredFiles
    let disk: Disk

    /// Files of different lengths whose lengths a program lists at most.
    static let mostDifferent: Int64 = 1000

    /// Its lines.
    var lines: [String] {
        var function = PythonFunction(
            name: name, parameters: "sample: int", result: "int",
            summary: "Stage `\(stage)`: reads a sample, given its number. Put your own here.")
        let size = stored.size.mean
        if size > 0 {
            let isEqual = stored.size.cv == 0
            function.notes.append("A sample is \(Self.bytes(size))\(isEqual ? "" : " on average").")
        }
        guard let beginning else {
            function.duration = latency
            function.duration.add(transfer, "to transfer it")
            function.statements = ["return sample"]
            return function.lines
        }
        if let waited = latency.description {
            function.notes.append("\(beginning.words) takes \(waited) more.")
            function.statements = ["if \(beginning.condition):"] + latency.statements(indent: 4)
            function.notes += latency.notes
        }
        function.duration.add(transfer)
        function.statements.append("return sample")
        return function.lines
    }

    /// What begins a request, where not every sample does.
    private var beginning: (condition: String, words: String)? {
        guard !stored.opensEachSample, stored.lengths.samplesPerFile != 1 else { return nil }
        let position =
            stored.lengths.samplesPerFile == nil
            ? "position_in_file(sample)" : "sample % SAMPLES_PER_FILE"
        guard let group = stored.rowGroup else {
            return ("\(position) == 0", "The first sample of a file")
        }
        let inFile = stored.lengths.samplesPerFile == nil ? position : "(\(position))"
        return ("\(inFile) % \(PythonNumber.count(group)) == 0", "The first sample of a row group")
    }

    private var latency: PythonDuration { PythonDuration(disk.latency) }

    private var transfer: Distribution {
        guard let rate = disk.bytesPerSecond?.first else { return 0 }
        return .scaled(stored.size, by: 1 / rate)
    }

    static func bytes(_ bytes: Double) -> String { PythonDuration.quantity(bytes, .bytes) }
}

extension ReadingFunction {
    /// Constants that say how many samples there are, and the functions that find those of a file.
    ///
    /// - Parameter namesFiles: whether the program goes through files, not samples.
    /// - Throws: `ExportError` for more files of different lengths than a program lists.
    func layout(
        namesFiles: Bool
    ) throws(ExportError) -> (constants: [[String]], functions: [[String]]) {
        let lengths = stored.lengths
        guard let samplesPerFile = lengths.samplesPerFile else {
            return try differentLengths(namesFiles: namesFiles)
        }
        guard namesFiles || samplesPerFile != 1 else {
            return ([["SAMPLES = \(PythonNumber.count(lengths.samples))"]], [])
        }
        let constants = [
            ["FILES = \(PythonNumber.count(lengths.files))"],
            ["SAMPLES_PER_FILE = \(PythonNumber.count(samplesPerFile))"],
        ]
        guard namesFiles else { return (constants + [["SAMPLES = FILES * SAMPLES_PER_FILE"]], []) }
        return (
            constants,
            [Self.samplesOfFile("range(file * SAMPLES_PER_FILE, (file + 1) * SAMPLES_PER_FILE)")]
        )
    }

    private func differentLengths(
        namesFiles: Bool
    ) throws(ExportError) -> (constants: [[String]], functions: [[String]]) {
        let lengths = stored.lengths
        guard lengths.files <= Self.mostDifferent else {
            throw .cannotSay(
                stage: stage,
                reason: "the program would list the lengths of \(lengths.files) files, and lists "
                    + "\(Self.mostDifferent) at most: set `samplesPerFile` to a number, or `files` to fewer")
        }
        let counts = (0..<lengths.files).map { "\(lengths.samples(ofFile: $0).count)" }
        let listed = PythonLayout.paragraph(counts.joined(separator: " "), first: "    ")
        var constants = [
            ["FILE_LENGTHS = [int(samples) for samples in \"\"\""] + listed + ["\"\"\".split()]"],
            ["FILE_STARTS = [0, *itertools.accumulate(FILE_LENGTHS)]"],
        ]
        constants.append([namesFiles ? "FILES = len(FILE_LENGTHS)" : "SAMPLES = FILE_STARTS[-1]"])
        var functions: [[String]] = []
        if namesFiles {
            functions.append(Self.samplesOfFile("range(FILE_STARTS[file], FILE_STARTS[file + 1])"))
        }
        if beginning != nil {
            functions.append([
                "def position_in_file(sample: int) -> int:",
                "    \"\"\"Where a sample stands in its file, from 0.\"\"\"",
                "    return sample - FILE_STARTS[bisect.bisect_right(FILE_STARTS, sample) - 1]",
            ])
        }
        return (constants, functions)
    }

    private static func samplesOfFile(_ numbers: String) -> [String] {
        [
            "def samples_of(file: int) -> range:",
            "    \"\"\"The numbers of the samples in a file.\"\"\"",
            "    return \(numbers)",
        ]
    }
}
