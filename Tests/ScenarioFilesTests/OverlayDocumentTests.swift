import Pipelines
import Testing

@testable import ScenarioFiles

@Suite struct OverlayDocumentTests {
    @Test func `writes paths, sections and labels`() throws {
        var overlay = OverlayDocument(units: .measured)
        overlay.comment("measured\u{2028}here")
        overlay.set("decode.cost", .time(0.006))
        var costs = SectionDocument(Overheads.self)
        costs.set("call", .time(1e-4))
        overlay.setPlatform(costs)
        overlay.setPlatform(GPU.self, "copyBandwidth", .bandwidth(12e9))
        #expect(
            overlay.text == """
                # measured\\u{2028}here
                decode.cost: 6 ms
                platform.overheads:
                  call: 100 us
                platform.gpu.copyBandwidth: 12000 MB/s

                """)
        let changes = try Override.overlay(text: overlay.text, name: "o")
        #expect(changes.map(\.path) == ["decode.cost", "platform.overheads", "platform.gpu.copyBandwidth"])
    }

    @Test func `writes a platform, and names of other programs`() {
        var disk = SectionDocument(Disk.self)
        disk.set("queueDepth", .count(8))
        var overlay = OverlayDocument()
        overlay.setPlatform([disk])
        overlay.set(label: "a: \"b\"", .time(1))
        #expect(overlay.text == "platform:\n  disk:\n    queueDepth: 8\n\"a: \\\"b\\\"\": 1 s\n")
    }
}
