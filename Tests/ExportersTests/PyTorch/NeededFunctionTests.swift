import Testing

@testable import Exporters

@Suite struct NeededFunctionTests {
    @Test(arguments: [
        (NeededFunction.threads, "[source: 10, dataLoader: {requests: 2}]"),
        (.shuffled, "[source: {files: 4}, shuffle: 2, dataLoader: {dataset: files}]"),
        (.prefetched, "[source: 10, batch: 2, prefetch: 1]"),
        (.toDevice, "[source: 10, batch: 2, prefetchToDevice: 1]"),
    ])
    func `is in the programs that need it, once`(function: NeededFunction, pipeline: String) throws {
        let text = function.lines.joined(separator: "\n")
        #expect(try ExportedText.pytorch(pipeline).ranges(of: text).count == 1)
        #expect(try !ExportedText.pytorch("[source: 10, dataLoader: 2]").contains(text))
    }
}
