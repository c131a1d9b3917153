import Exporters
import Testing

/// How samples come to the loader.
@Suite struct DatasetClassTests {
    @Test func `the loader shuffles, unless stages change the order too`() throws {
        let plain = try ExportedText.pytorch("[source: {elements: 10, access: random}, dataLoader: 0]")
        #expect(plain.contains("shuffle=True") && !plain.contains("Sampler"))
        let changed = try ExportedText.pytorch("[source: {elements: 10, access: random}, take: 4, dataLoader: 0]")
        #expect(changed.contains("sampler=Order()") && !changed.contains("shuffle=True"))
        #expect(changed.has("self.drawn.shuffle(order)\n# take\norder = order[:4]\nreturn iter(order)"))
    }

    @Test func `workers draw the same order, another in each epoch`() throws {
        let pipeline = "[source: {elements: 10, access: random}, dataLoader: {dataset: sharded, workers: 2}]"
        let text = try ExportedText.pytorch(pipeline)
        #expect(text.has("seed = torch.initial_seed() if worker is None else worker.seed - worker.id"))
        #expect(text.contains("generator=torch.Generator().manual_seed(1)"))
    }

    @Test func `an order that is not random needs no seed`() throws {
        let text = try ExportedText.pytorch("[source: 10, dataLoader: {dataset: sharded, workers: 2}]")
        #expect(!text.contains("seed") && !text.contains("random"))
    }
}
