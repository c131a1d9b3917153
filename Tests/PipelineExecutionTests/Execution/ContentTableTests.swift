import Testing

@testable import PipelineExecution
@testable import Pipelines

struct ContentTableTests {
    private static func element(_ content: Int64) -> Element {
        var element = Element(sample: 0, bytes: 1, epoch: 0)
        element.content = content
        return element
    }

    private static func table(_ contents: ClosedRange<Int64>) throws -> ContentTable {
        var table = ContentTable()
        for content in contents {
            table[element(content)].samples = [
                try SampleBytes(byteCount: Int(content)) { memory in
                    for index in memory.indices { memory[index] = 0 }
                    return UInt64(content)
                }
            ]
        }
        return table
    }

    @Test func `members join in their order`() throws {
        var table = try Self.table(1...3)
        for member: Int64 in [2, 1, 3] { table.apply(.joined(member, batch: 9)) }
        #expect(table[Self.element(9)].samples.map(\.byteCount) == [2, 1, 3])
        #expect(table.count == 1)
    }

    @Test func `a shared content is there until both are gone`() throws {
        var table = try Self.table(5...5)
        table.apply(.shared(5, copy: 6))
        table.apply(.discarded(5))
        #expect(table[Self.element(5)].samples.isEmpty)
        #expect(table[Self.element(6)].samples.map(\.checksum) == [5])
        table.remove(Self.element(6))
        #expect(table.count == 0)
    }
}
