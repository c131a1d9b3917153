import Exporters
import Testing

@Suite struct ProgramSeedTests {
    @Test(arguments: [("7", 7), ("4294967299", 3)] as [(String, Int)])
    func `orders begin with the seed of the run, in 31 bits`(written: String, seed: Int) throws {
        let pipeline = "[source: {elements: 10, access: random}, shuffle: 4]"
        let text = try ExportedText.tfdata(pipeline, run: "{seed: \(written)}")
        #expect(text.contains("order = random.Random(\(seed))") && text.contains("shuffle(4, seed=\(seed), "))
        let loader = try ExportedText.pytorch(
            "[source: {elements: 10, access: random}, batch: 2]", run: "{seed: \(written)}")
        #expect(loader.contains("manual_seed(\(seed))"))
    }
}
