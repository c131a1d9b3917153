import Foundation
import Measurements
import PipelineRuns
import PipelineSimulation
import Pipelines
import Testing
import Variates

/// Pipelines whose throughput is known exactly, against intervals from replications.
///
/// tf.data's `prefetch(b)` computes only when there is room: a two-station line with blocking before service and b
/// places, equal to one with blocking after service and b − 1 places; `prefetch(0)` is serial.
struct ExactTheoryTests {
    static let replications: UInt32 = 10
    static let elements = 2000

    /// A throughput in elements per unit of time (1 ms), and the pipeline that must have it.
    struct Entry: CustomTestStringConvertible, Sendable {
        var name: String
        var throughput: Double
        var load: Distribution
        var step: Distribution
        var buffer: Int
        var testDescription: String { name }
    }

    /// At 99 % each entry misses once in a hundred; more misses than the 99.9 % quantile of the binomial are an error.
    @Test func `prefetch has the throughput of the line it is`() throws {
        let entries = try Self.entries()
        #expect(entries.count >= 20)
        var misses: [String] = []
        for entry in entries {
            let interval = try Self.interval(of: entry)
            // A wrong rule is off by far more than this; the interval alone could be too wide to notice.
            #expect(interval.halfWidth.map { $0 < 0.06 * entry.throughput } == true, "\(entry.name)")
            if !interval.contains(entry.throughput) { misses.append("\(entry.name): \(interval)") }
        }
        #expect(misses.count <= Self.missesAllowed(of: entries.count), "\(misses)")
    }

    @Test func `more misses than chance allows are noticed`() {
        #expect(Self.missesAllowed(of: 15) == 2)
        #expect(Self.missesAllowed(of: 100) == 5)
    }

    /// Ordered delivery saturates whatever the buffer behind it.
    ///
    /// Exponential calls, W workers at an aggregate rate of 1/0.9 (recomputed for this project; the band is 1 %). For
    /// two workers a Markov chain gives 7/4 × 1/1.8 = .972. A head that kept its slot would give .834, .645, .513,
    /// .418.
    @Test(arguments: [(2, 0.974), (4, 0.737), (8, 0.556), (16, 0.439)] as [(Int, Double)])
    func `an ordered map is held up by its slowest call`(_ workers: Int, _ rate: Double) throws {
        let name = "ordered map, \(workers) workers"
        let test = try TestScenario.source(workers == 2 ? 100_000 : 40_000)
            .map(.exponential(mean: 0.9e-3 * Double(workers)), parallelism: workers).prefetch(64)
        let report = try complete(test, seed: SeededGenerator.seed(named: name) >> 1)
        #expect(report.samplesPerSecond.isClose(to: rate * 1000, within: 0.01))
    }

    /// Unordered, the same map keeps all its workers busy.
    @Test func `an unordered map is not`() throws {
        let test = try TestScenario.source(20_000).unordered(.exponential(mean: 7.2e-3), parallelism: 8)
        #expect(try complete(test).samplesPerSecond.isClose(to: 1000 / 0.9, within: 0.02))
    }
}

// MARK: - Entries

extension ExactTheoryTests {
    private struct Fixture: Decodable {
        struct Entry: Decodable {
            var name: String
            var quantity: String
            var value: Parameter
            var params: [String: Parameter]
        }
        var entries: [Entry]
    }

    /// A number, a word, or something else that is not needed here.
    private struct Parameter: Decodable {
        var number: Double?
        var word: String?

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            number = try? container.decode(Double.self)
            word = try? container.decode(String.self)
        }
    }

    private static func entries() throws -> [Entry] {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../DiscreteEventTests/Fixtures/exact.json").standardized
        let fixture = try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: file))
        return fixture.entries.filter { $0.quantity == "throughput" }.compactMap(entry)
    }

    private static func entry(_ exact: Fixture.Entry) -> Entry? {
        switch exact.name {
        case "two-station exp line BBS": exponential(exact, shift: 0)
        case "two-station exp line BAS": exponential(exact, shift: 1)
        case "two-station general B=0 (BAS)": general(exact)
        default: nil
        }
    }

    private static func exponential(_ exact: Fixture.Entry, shift: Int) -> Entry? {
        guard let throughput = exact.value.number, let loadRate = exact.params["mu1"]?.number,
            let stepRate = exact.params["mu2"]?.number,
            let places = exact.params["B"]?.number, [0, 1, 3, 7].contains(places)
        else { return nil }
        let buffer = Int(places) + shift
        return Entry(
            name: "\(exact.name) \(loadRate):\(stepRate) prefetch(\(buffer))", throughput: throughput,
            load: .exponential(mean: 1e-3 / loadRate), step: .exponential(mean: 1e-3 / stepRate), buffer: buffer)
    }

    private static func general(_ exact: Fixture.Entry) -> Entry? {
        guard let throughput = exact.value.number, let word = exact.params["dist"]?.word,
            let logNormal = try? Distribution.logNormal(mean: 1e-3, cv: 0.5)
        else { return nil }
        let pairs: [String: (Distribution, Distribution)] = [
            "lognormal cv=0.5, deterministic 1": (logNormal, .constant(1e-3)),
            "both lognormal cv=0.5 mean 1": (logNormal, logNormal),
            "both Exp(1)": (.exponential(mean: 1e-3), .exponential(mean: 1e-3)),
            "both gamma(4) mean 1": (.gamma(shape: 4, scale: 0.25e-3), .gamma(shape: 4, scale: 0.25e-3)),
        ]
        return pairs[word].map {
            Entry(name: "\(exact.name) \(word)", throughput: throughput, load: $0.0, step: $0.1, buffer: 1)
        }
    }

    private static func interval(of entry: Entry) throws -> ConfidenceInterval {
        let test = try TestScenario.source(elements, latency: entry.load).prefetch(entry.buffer).train(entry.step)
        let scenario = try test.scenario(seed: SeededGenerator.seed(named: entry.name))
        let rates = try (0..<replications).map { replication in
            guard case .completed(let report) = try simulate(scenario, replication: replication) else {
                throw UnexpectedOutOfMemory()
            }
            return report.batchesPerSecond / 1000
        }
        return ConfidenceInterval(rates, confidence: 0.99)
    }

    /// The smallest number that a binomial of that many trials at 1 % exceeds less than once in a thousand.
    private static func missesAllowed(of trials: Int) -> Int {
        var probability = (0..<trials).reduce(1.0) { product, _ in product * 0.99 }
        var cumulative = probability
        var misses = 0
        while cumulative < 0.999 {
            probability *= Double(trials - misses) / Double(misses + 1) * 0.01 / 0.99
            misses += 1
            cumulative += probability
        }
        return misses
    }
}
