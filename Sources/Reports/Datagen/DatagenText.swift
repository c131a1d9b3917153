import Measurements
package import PipelineExecution
import PipelineRuns
import Pipelines
import ScenarioFiles

/// What `overlap datagen` says.
package enum DatagenText {
    /// What would be written.
    package static func survey(_ survey: DataSurvey, _ dataSet: DataSet, _ directory: String) -> String {
        var lines = ["\(visible(directory)): \(summary(dataSet))"]
        if survey.isComplete {
            lines.append("all files exist; nothing would be written")
        } else {
            let missing = survey.files - survey.filesThere
            if survey.filesThere > 0 { lines.append("existing: \(files(survey.filesThere, survey.bytesThere))") }
            lines.append(
                "to write: \(files(missing, survey.totalBytes - survey.bytesThere)), which need "
                    + "\(bytes(survey.neededBytes)) of the \(bytes(survey.space.freeBytes)) free")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// `12 of 64 files are written, 120 KiB of 640 KiB`.
    package static func progress(_ progress: DataProgress) -> String {
        let done = progress.filesSkipped + progress.filesWritten
        return "\(count(done)) of \(count(progress.files)) files are written, "
            + "\(bytes(progress.bytesSkipped + progress.bytesWritten)) of \(bytes(progress.totalBytes))"
    }

    /// The last line of a call that wrote everything.
    package static func closing(_ progress: DataProgress, _ directory: String, seconds: Double) -> String {
        let written = files(progress.filesWritten, progress.bytesWritten)
        let rate = QuantityFormat.text(Double(progress.bytesWritten) / max(seconds, 1e-9), .bytesPerSecond)
        let skipped = files(progress.filesSkipped, progress.bytesSkipped)
        return
            "\(visible(directory)): wrote \(written) in \(QuantityFormat.seconds(seconds)), \(rate); skipped \(skipped)\n"
    }

    /// `1,000 files of 4 samples, 0 B to 20 KiB each, 39.1 MiB in all, seed 1`.
    package static func summary(_ dataSet: DataSet) -> String {
        let (smallest, largest) = (bytes(dataSet.smallestSampleBytes), bytes(dataSet.largestSampleBytes))
        let each = dataSet.smallestSampleBytes == dataSet.largestSampleBytes ? largest : "\(smallest) to \(largest)"
        let plural = dataSet.files == 1 ? "file" : "files"
        return "\(count(dataSet.files)) \(plural)\(lengths(dataSet.lengths)), \(each) a sample, "
            + "\(bytes(dataSet.totalBytes)) in all, seed \(dataSet.seed)"
    }

    private static func lengths(_ lengths: FileLengths) -> String {
        guard let samplesPerFile = lengths.samplesPerFile else { return ", \(count(lengths.samples)) samples" }
        return samplesPerFile == 1 ? "" : " of \(count(samplesPerFile)) samples"
    }

    private static func files(_ files: Int64, _ size: Int64) -> String {
        "\(count(files)) \(files == 1 ? "file" : "files") (\(bytes(size)))"
    }

    private static func count(_ count: Int64) -> String { QuantityFormat.whole(count) }
    private static func bytes(_ bytes: Int64) -> String { QuantityFormat.bytes(Double(bytes)) }
}
