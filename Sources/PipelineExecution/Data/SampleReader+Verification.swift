import Glibc
import Pipelines

extension SampleReader {
    /// What is read, and compared, at a time.
    private static let chunkBytes = 1 << 20

    /// Compares every byte of the files with what must be there, reading as the samples will be read.
    ///
    /// - Parameter progress: called after each file with the number of files compared.
    /// - Returns: files that were compared: all.
    /// - Throws: for the first file that is not as it must be, `wrongContents`, `truncated`, `tooLong`, or why it
    ///   cannot be read; `stopped` when the task was cancelled.
    package func verify(progress: (Int64) -> Void = { _ in }) throws(DataError) -> Int64 {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.chunkBytes, alignment: 16)
        defer { memory.deallocate() }
        for file in 0..<directory.dataSet.files {
            try verify(file, memory)
            progress(file + 1)
        }
        return directory.dataSet.files
    }

    private func verify(_ number: Int64, _ memory: UnsafeMutableRawBufferPointer) throws(DataError) {
        let dataSet = directory.dataSet
        let file = try open(file: number)
        var chunks = FileChunks(number, of: dataSet, chunkBytes: Self.chunkBytes)
        var offset: Int64 = 0
        while let chunk = chunks.next() {
            if Task.isCancelled { throw .stopped }
            let part = UnsafeMutableRawBufferPointer(rebasing: memory[..<chunk.count])
            try read(part, at: offset, of: file)
            if let found = part.baseAddress, let expected = chunk.baseAddress, memcmp(found, expected, chunk.count) != 0
            {
                throw wrongContents(part, chunk, at: offset, of: file, number)
            }
            offset += Int64(chunk.count)
        }
    }

    /// The first byte of a chunk that is another.
    private func wrongContents(
        _ found: UnsafeMutableRawBufferPointer, _ expected: UnsafeRawBufferPointer, at offset: Int64, of file: OpenFile,
        _ number: Int64
    ) -> DataError {
        let index = found.indices.first { found[$0] != expected[$0] } ?? 0
        let position = offset + Int64(index)
        let samples = directory.dataSet.lengths.samples(ofFile: number)
        let sample = samples.last { directory.dataSet.location(ofSample: $0).offset <= position }
        return .wrongContents(
            path: file.path, sample: sample ?? samples.lowerBound, offset: position, found: found[index],
            expected: expected[index])
    }
}
