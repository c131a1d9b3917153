package import Foundation
import ScenarioFiles

/// What one rank (accelerator) of a DLIO run wrote down: `N_output.json`, with the epochs at the top or under `epochs`.
///
/// Keys that are not known here are passed over.
package struct RankTrace: Sendable, Equatable {
    /// One epoch of one rank.
    package struct Epoch: Sendable, Equatable {
        /// Seconds that each step waited for its batch.
        package var load: [Double]
        /// Seconds from asking for the batch to the end of the computation, step by step.
        package var process: [Double]
        /// Seconds that each step computed, as DLIO counts them.
        package var compute: [Double]
        /// Accelerator utilisation that DLIO reported, in percent.
        package var utilisationPercent: Double
        /// Samples per second of this rank that DLIO reported.
        package var samplesPerSecond: Double
    }

    /// The epochs by their numbers, from 1.
    package let epochs: [Int: Epoch]

    /// Reads the JSON of a file.
    ///
    /// - Throws: when it is not of this shape, or an epoch makes no sense.
    package init(json: Data) throws(CaseFileError) {
        // Python writes NaN and Infinity, which are no durations, but may stand where nothing is read.
        do { self = try decodeJSON(RankTrace.self, from: json, allowsJSON5: true) } catch {
            let reason = (error as? CaseError) ?? CaseError(error)
            throw CaseFileError(message: reason.description)
        }
    }
}

extension RankTrace: Decodable {
    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// Reads the epochs: all keys that are numbers.
    package init(from decoder: any Decoder) throws {
        var container = try decoder.container(keyedBy: Key.self)
        let wrapper = Key(stringValue: "epochs")
        if container.contains(wrapper) { container = try container.nestedContainer(keyedBy: Key.self, forKey: wrapper) }
        var epochs: [Int: Epoch] = [:]
        for key in container.allKeys {
            guard let number = Int(key.stringValue) else { continue }
            epochs[number] = try container.decode(Epoch.self, forKey: key)
        }
        guard !epochs.isEmpty else {
            throw CaseError("there is no epoch: keys such as `1`, at the top or under `epochs`")
        }
        self.epochs = epochs
    }
}

extension RankTrace.Epoch: Decodable {
    private enum CodingKeys: String, CodingKey { case load, proc, compute, throughput, au }

    /// A number for all steps, or one for each.
    private struct Seconds: Decodable {
        let values: [Double]
        let isForAll: Bool

        init(from decoder: any Decoder) throws {
            if let value = try? decoder.singleValueContainer().decode(Double.self) {
                (values, isForAll) = ([value], true)
            } else {
                (values, isForAll) = (try [Double](from: decoder), false)
            }
        }
    }

    /// Reads the epoch's only block of steps; those of evaluations are passed over.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let path = container.codingPath.map(\.stringValue).joined(separator: ".")
        func block<Value: Decodable>(_ key: CodingKeys, _ type: Value.Type) throws -> Value {
            let blocks = try container.decode([String: Block<Value>].self, forKey: key)
            let values = blocks.filter { $0.key.hasPrefix("block") }
            guard values.count == 1, let value = values.first?.value.value else {
                throw CaseError(
                    "\(path).\(key.stringValue): \(values.count) blocks of steps: only epochs of one block, which no "
                        + "checkpoint divides, can be replayed")
            }
            return value
        }
        load = try block(.load, [Double].self)
        process = try block(.proc, [Double].self)
        let seconds = try block(.compute, Seconds.self)
        compute =
            seconds.isForAll ? Array(repeating: seconds.values[0], count: load.count) : seconds.values
        utilisationPercent = try block(.au, Double.self)
        samplesPerSecond = try block(.throughput, Double.self)
        try check(path)
    }

    /// What an evaluation wrote need not be of the same kind.
    private struct Block<Value: Decodable>: Decodable {
        let value: Value?

        init(from decoder: any Decoder) throws {
            let isSteps = decoder.codingPath.last?.stringValue.hasPrefix("block") ?? false
            value = isSteps ? try Value(from: decoder) : nil
        }
    }

    private func check(_ path: String) throws {
        guard load.count >= 2, process.count == load.count, compute.count == load.count else {
            throw CaseError(
                "\(path): \(load.count) loads, \(process.count) processed and \(compute.count) computed steps: the "
                    + "numbers must be equal, and at least 2")
        }
        for (name, seconds) in [("load", load), ("proc", process), ("compute", compute)] {
            guard seconds.allSatisfy({ $0 >= 0 && $0 <= 1e6 }) else {
                throw CaseError("\(path).\(name): durations must be from 0 to 10⁶ s")
            }
        }
        guard utilisationPercent > 0, utilisationPercent <= 101, samplesPerSecond > 0, samplesPerSecond < 1e15 else {
            throw CaseError("\(path): `au` must be above 0 and at most 100 %, `throughput` above 0")
        }
    }
}
