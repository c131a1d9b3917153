import Testing

@testable import PipelineExecution

/// Reads that are made to be timed.
struct SampleReaderTimingTests {
    /// How many reads are made, and what comes of them.
    private static func reads(
        threads: Int, _ limits: ReadLimits, beforehand prepare: () -> Void = {}
    ) throws -> Int {
        let directory = try TemporaryDirectory()
        let reader = try SampleReader(DataSet.example().written(at: directory("d")), mode: .pageCache)
        prepare()
        let count = Monitor(0)
        _ = try reader.seconds(threads: threads, bytesPerRead: 1, limits) { _, _ in
            count.withLock { $0 += 1 }
            return 1
        }
        return count.withLock { $0 }
    }

    @Test(arguments: [1, 3])
    func `without time each thread makes one read`(threads: Int) throws {
        #expect(try Self.reads(threads: threads, ReadLimits(seconds: 0, memoryBytes: .max)) == threads)
    }

    @Test(arguments: [(1, 200), (4, 200), (16, 320)])
    func `with time there are some for each thread`(threads: Int, reads: Int) throws {
        #expect(try Self.reads(threads: threads, ReadLimits(seconds: 1000, memoryBytes: .max)) == reads)
    }

    @Test func `buffers for which there is no memory are refused`() throws {
        #expect(try Self.reads(threads: 4, ReadLimits(seconds: 0, memoryBytes: 8)) == 4)
        let error = #expect(throws: ExecutionError.self) {
            try Self.reads(threads: 4, ReadLimits(seconds: 0, memoryBytes: 7))
        }
        guard case .notEnoughMemory(8, 7)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `none goes on when the task is cancelled`() async throws {
        let ended = await Task {
            do {
                _ = try Self.reads(threads: 2, ReadLimits(seconds: 1000, memoryBytes: .max)) {
                    withUnsafeCurrentTask { $0?.cancel() }
                }
                return false
            } catch {
                if case .stopped? = error as? ExecutionError { return true }
                return false
            }
        }.value
        #expect(ended)
    }
}
