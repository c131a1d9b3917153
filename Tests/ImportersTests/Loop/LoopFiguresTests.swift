import Testing

@testable import Importers

/// Figures of recordings whose times are known: batches of eight, each 24 ms after the one before, and steps of 3 ms.
@Suite struct LoopFiguresTests {
    private static func figures(
        _ epochs: [String], _ loader: String = MadeLoop.loader()
    ) throws -> (values: [String: [Double]], figures: LoopFigures) {
        let json = MadeLoop.json(loader: loader, epochs: epochs)
        let figures = try LoopScenario(LoopRecording(json: json), file: "loop.json").figures
        return (Dictionary(uniqueKeysWithValues: figures.values.map { ($0.name, $0.ofEpochs) }), figures)
    }

    private static func expect(_ values: [Double]?, _ expected: [Double]) {
        #expect(values?.count == expected.count, "\(values ?? [])")
        for (value, expected) in zip(values ?? [], expected) { #expect(abs(value - expected) < 1e-9, "\(value)") }
    }

    /// From the first batch to the last there are as many waits as steps: 21 and 3 ms.
    @Test(arguments: ["end", "left"]) func `a part of an epoch has as many waits as steps`(end: String) throws {
        let (values, figures) = try Self.figures([MadeLoop.epoch(end: end)])
        Self.expect(values["samplesPerSecond"], [8 / 0.024])
        Self.expect(values["stallFraction"], [21.0 / 24])
        #expect(figures.epochs == 1 && figures.isCut == (end == "left"))
    }

    /// The second epoch takes 304 ms, of which 18 are steps.
    @Test func `of several epochs those after the first are steady, their starts included`() throws {
        let (values, figures) = try Self.figures([MadeLoop.epoch(), MadeLoop.epoch(begin: 1e6, period: 48_000)])
        Self.expect(values["samplesPerSecond"], [48 / 0.304])
        Self.expect(values["stallFraction"], [286.0 / 304])
        Self.expect(values["runSamplesPerSecond"], [48 / 0.184, 48 / 0.304])
        Self.expect(values["epochSeconds"], [0.184, 0.304])
        #expect(figures.epochs == 2 && !figures.isCut)
    }

    /// Their start is in the first epoch, and in no other.
    @Test func `a run of workers that persist has one start`() throws {
        let loader = MadeLoop.loader(#""num_workers": 1, "persistent_workers": true"#)
        let epochs = [MadeLoop.epoch(firstGot: 1_052_000)] + [2e6, 3e6].map { MadeLoop.epoch(begin: $0) }
        let (values, _) = try Self.figures(epochs, loader)
        Self.expect(values["samplesPerSecond"], [48 / 0.184, 48 / 0.184])
        Self.expect(values["runSamplesPerSecond"], [3 * 48 / 1.552, 3 * 48 / 1.552])
    }

    @Test func `epochs that were cut short are held against a part of one`() throws {
        let (values, figures) = try Self.figures([0, 1e6].map { MadeLoop.epoch(end: "left", begin: $0) })
        Self.expect(values["samplesPerSecond"], [8 / 0.024, 8 / 0.024])
        #expect(values["epochSeconds"] == nil && figures.isCut && figures.epochs == 1)
    }
}
