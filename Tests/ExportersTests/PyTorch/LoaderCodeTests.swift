import Testing

@testable import Exporters

@Suite struct LoaderCodeTests {
    @Test func `a loader without workers has no settings of theirs`() {
        let loader = LoaderCode(prefetchFactor: 4, batchSize: 8, keepsOrder: false, persists: true, spawns: true)
        #expect(loader.arguments == ["batch_size=8", "num_workers=0"])
    }

    @Test func `samples that are not joined have no batch`() {
        #expect(LoaderCode().arguments == ["batch_size=None", "num_workers=0"])
    }

    @Test func `workers are told how they live`() {
        let loader = LoaderCode(workers: 2, batchSize: 10_000, pins: true)
        #expect(
            loader.arguments == [
                "batch_size=10_000", "pin_memory=True", "num_workers=2", "prefetch_factor=2",
                "persistent_workers=False",
                "multiprocessing_context=\"fork\"",
            ])
    }
}
