import Testing

@testable import PipelineExecution

struct HostMemoryTests {
    @Test func `reads what the operating system says`() throws {
        let text = "MemTotal:       24684084 kB\nMemFree:  100 kB\nMemAvailable:   2000000 kB\nSwapTotal: 0 kB\n"
        let memory = try #require(HostMemory(meminfo: text))
        #expect(memory.totalBytes == 24_684_084 << 10)
        #expect(memory.availableBytes == 2_000_000 << 10)
        #expect(memory.spareBytes == 2_000_000 << 10 - 512 << 20)
    }

    @Test(arguments: [("1000", "60", 10), ("1000", "40", 0)])
    func `a twentieth of a small memory stays free`(total: String, available: String, spare: Int64) throws {
        let memory = try #require(HostMemory(meminfo: "MemTotal: \(total) kB\nMemAvailable: \(available) kB\n"))
        #expect(memory.spareBytes == spare << 10)
    }

    @Test(arguments: ["", "MemTotal: 5 kB\n", "MemTotal: x kB\nMemAvailable: 1 kB\n"])
    func `is nothing where nothing is said`(text: String) { #expect(HostMemory(meminfo: text) == nil) }

    @Test func `is there on this machine`() throws {
        let memory = try #require(HostMemory())
        #expect(memory.availableBytes > 0 && memory.availableBytes <= memory.totalBytes)
    }
}
