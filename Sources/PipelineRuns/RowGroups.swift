package import Pipelines

/// What requests bring where each brings a row group: its samples from the one that was asked for on.
///
/// Not to be used by several threads at a time.
package final class RowGroups {
    /// Where they begin.
    package let layout: FileLayout
    private let sizes: SampleSizes
    private let readsSamples: [Bool]

    /// Nil where samples are read on one by one.
    package init?(_ scenario: Scenario, replication: UInt32) {
        let files = scenario.pipeline.files ?? scenario.pipeline.storedFiles
        guard files.rowGroup != nil else { return nil }
        layout = files.layout
        readsSamples = scenario.pipeline.readsSamples
        sizes = SampleSizes(files, seed: scenario.run.seed, replication: replication)
    }

    /// Whether work asks for samples of the data, not for elements that a stage keeps in a file of its own.
    package func applies(to work: Work) -> Bool { readsSamples[Int(work.stage)] }

    /// The samples that a request for one brings.
    package func samples(from sample: Int64) -> Range<Int64> { layout.group(from: sample) }

    /// Bytes of the samples that a request for one brings.
    package func bytes(from sample: Int64) -> Int64 {
        min(samples(from: sample).reduce(0) { $0 + sizes.bytes(ofSample: $1) }, Element.maximumBytes)
    }
}
