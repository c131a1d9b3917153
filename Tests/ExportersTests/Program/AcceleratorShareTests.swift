import Exporters
import Testing

@Suite struct AcceleratorShareTests {
    @Test func `a program feeds the accelerator of its rank`() throws {
        let text = try ExportedText.tfdata("[source: 10, shard: {}]", platform: "{gpu: {count: 5}}")
        #expect(text.has("ACCELERATORS = 5\nRANK = int(os.environ.get(\"RANK\", \"0\"))"))
        #expect(text.has("import os\n") && text.has("dataset = dataset.shard(ACCELERATORS, RANK)"))
    }
}
