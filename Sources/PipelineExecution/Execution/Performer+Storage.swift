import Pipelines

/// Row groups, and what the read cache keeps.
extension Performer {
    /// Reads a row group with one request.
    func readGroup(_ group: Range<Int64>, _ assignment: Assignment) throws(ExecutionError) -> Performed {
        guard let samples else {
            // Without bytes nothing is read.
            let nothing = try SampleBytes(byteCount: 0) { _ in Self.checksumOfNothing }
            return Performed(content: try resized(ContentTable.Content(samples: [nothing]), for: assignment))
        }
        let set = samples.directory.dataSet
        let byteCount = group.reduce(0) { $0 + set.location(ofSample: $1).byteCount }
        let all = try SampleBytes(byteCount: byteCount) { memory throws(ExecutionError) in
            do throws(DataError) { try samples.read(group, into: memory) } catch { throw .data(error) }
            return 0
        }
        var (offset, parts) = (0, [(sample: Int64, bytes: SampleBytes)]())
        for sample in group {
            let count = set.location(ofSample: sample).byteCount
            parts.append((sample, try all.part(offset..<offset + count)))
            offset += count
        }
        let whole = ContentTable.Content(samples: [parts.removeFirst().bytes])
        return Performed(content: try resized(whole, for: assignment), arrived: parts)
    }

    /// Copies a sample that is kept, as from the page cache or a local disk.
    func read(_ place: KeptBytes.Place, of element: Element) throws(ExecutionError) -> [SampleBytes] {
        switch place {
        case .memory(let samples):
            var copies: [SampleBytes] = []
            for sample in samples { copies.append(try sample.part(0..<sample.byteCount)) }
            return copies
        case .file(let piece):
            return [
                try SampleBytes(byteCount: piece.byteCount) { memory throws(ExecutionError) in
                    do throws(DataError) { try piece.read(into: memory) } catch { throw .data(error) }
                    return ContentChecksum.of(UnsafeRawBufferPointer(memory))
                }
            ]
        }
    }

    /// Writes the bytes of a sample.
    func write(_ samples: [SampleBytes], to store: SampleStore) throws(ExecutionError) -> SampleStore.Piece? {
        guard let sample = samples.first else { return nil }
        do throws(DataError) {
            return try sample.withUnsafeBytes { bytes throws(DataError) in try store.write(bytes) }
        } catch {
            throw .data(error)
        }
    }
}
