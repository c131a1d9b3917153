import Foundation
import Pipelines
import Testing

@testable import ScenarioFiles

struct PricesTests {
    @Test func `reads prices and disks`() throws {
        let prices = try Prices(
            text: """
                prices: 1
                currency: EUR
                coreHour: 0.04
                storageGBMonth: 0.08
                disks:
                  fast: {hour: 0.3, latency: 100 us, bandwidth: 3 GB/s, queueDepth: 64}
                """, name: "p.yaml")
        #expect(prices.currency == "EUR" && prices[.coreHour] == 0.04 && prices[.acceleratorHour] == 0)
        let disk = try #require(prices.disks.first)
        #expect(disk.name == "fast" && disk.hour == 0.3 && disk.disk.queueDepth == 64)
    }

    @Test func `the schema accepts what the decoder accepts, and no other keys`() throws {
        let checker = SchemaChecker(PricesSchema().document)
        func accepts(_ text: String) throws -> Bool {
            let node = try DocumentReader.read(text, source: SourceText(name: "p", text: text))
            return checker.accepts(SchemaInstance(node))
        }
        let root = Fixtures.directory.replacing("/Tests/ScenarioFilesTests/Fixtures", with: "")
        let example = try String(contentsOfFile: root + "/docs/prices.yaml", encoding: .utf8)
        _ = try Prices(text: example, name: "p")
        #expect(try accepts(example))
        #expect(try !accepts("{prices: 1, currency: EUR, corHour: 1}"))
        #expect(try !accepts("{prices: 1, currency: EUR, disks: {a: {bandwidth: 1 GB/s}}}"))
        #expect(try !accepts("{currency: EUR, coreHour: 1}"))
    }

    @Test func `a disk takes the place of all that a scenario says of its own`() throws {
        let prices = try Prices(
            text: "{prices: 1, currency: EUR, disks: {fast: {hour: 1, bandwidth: 3 GB/s}}}", name: "p")
        let file = try ScenarioFile(
            text: "{overlap: 1, platform: {disk: {latency: 5 ms, queueDepth: 2}}, pipeline: [source: 9], train: 1 ms}",
            name: "s", directory: ".")
        let disk = try #require(prices.disks.first)
        #expect(try file.scenario(variant: "base", overrides: [disk.change]).platform.disk == disk.disk)
    }

    @Test(
        arguments: [
            ("prices: 1\ncurrency: EUR\ncorHour: 1", "p:3:1: error: unknown key `corHour`", "did you mean `coreHour`?"),
            ("prices: 1\ncurrency: EUR\ncoreHour: -1", "p:3:11: error: `-1` is negative", "not below 0"),
            ("prices: 1\ncurrency: EUR\ncoreHour: 1 EUR", "p:3:11: error: `1 EUR` is not a plain number", "0.3"),
            ("prices: 2\ncurrency: EUR\ncoreHour: 1", "p:1:9: error: version `2`", "`prices: 1`"),
            ("currency: EUR\ncoreHour: 1", "the version of the format is missing", "`prices: 1`"),
            ("prices: 1\ncoreHour: 1", "the `currency` is missing", "`USD`"),
            ("prices: 1\ncurrency: US dollars\ncoreHour: 1", "p:2:11: error: `US dollars` is not a currency", "a word"),
            ("prices: 1\ncurrency: EUR", "there is no price", "`coreHour: 0.04`"),
            ("overlap: 1\npipeline: []", "this is a scenario, not a list of prices", "`prices: 1`"),
            ("[1]", "a list is not a list of prices", "`prices: 1`"),
            ("", "the file is empty", "`prices: 1`"),
            (
                "prices: 1\ncurrency: EUR\ndisks: {a: {bandwidth: 1 GB/s}}", "p:3:9: error: the disk `a` has no price",
                "`hour: 0.2`"
            ),
            (
                "prices: 1\ncurrency: EUR\ndisks: {a: {hour: 1, bandwith: 1 GB/s}}",
                "unknown parameter `bandwith` of `a`", "did you mean `bandwidth`?"
            ),
        ] as [(String, String, String)])
    func `says what is wrong, where, and what would be accepted`(
        _ text: String, _ message: String, _ accepted: String
    ) throws {
        let error = #expect(throws: ScenarioFileError.self) { try Prices(text: text, name: "p") }
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
        #expect(error?.description.contains(accepted) == true, "\(error?.description ?? "")")
    }
}
