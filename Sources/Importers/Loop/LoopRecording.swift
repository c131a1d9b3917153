package import Foundation
import ScenarioFiles

/// A training loop as `overlap_recorder` saw it: its steps and waits, what its loader's workers did, and the machine.
package struct LoopRecording: Sendable {
    /// Versions of the format that are read.
    static let format = 1

    /// What is known of the machine.
    struct Machine: Sendable, Equatable {
        /// Cores that the loop could use, a whole number of them.
        var cores: Int
        /// Bytes of memory that it could use; nil where that is not known.
        var memoryBytes: Double?
    }

    /// The loop itself.
    let run: LoopRun
    /// The same data with other numbers of workers, for a few batches each.
    let probes: [LoopRun]
    /// The limit that ended the recording; nil when the loop did.
    let stopped: String?
    /// Versions of Python and of the libraries, by name.
    let versions: [String: String]
    /// What is known of the machine.
    let machine: Machine
    /// The GPU that the loop used, if it used one.
    let accelerator: String?
    /// Whether each step was waited for on the GPU.
    let isSynchronized: Bool
    /// When it was recorded, as the file has it.
    let recordedAt: String?

    /// Reads a file.
    ///
    /// - Throws: when it is no recording, of another version, or its numbers cannot be: what is wrong, and where.
    package init(json: Data) throws(CaseError) {
        do {
            let version = try decodeJSON(Version.self, from: json).overlapLoop
            guard version == Self.format else {
                throw CaseError(
                    "overlap_loop: this is version \(version) of the format, and \(Self.format) is read; record with the "
                        + "`overlap_recorder` that came with this program")
            }
            self = try decodeJSON(Self.self, from: json)
        } catch let error as CaseError {
            throw error
        } catch {
            throw CaseError(error)
        }
    }

    private struct Version: Decodable {
        private enum CodingKeys: String, CodingKey { case overlapLoop = "overlap_loop" }

        let overlapLoop: Int
    }
}

extension LoopRecording: Decodable {
    private enum CodingKeys: String, CodingKey {
        case probes, stopped, versions, machine, accelerator
        case isSynchronized = "synchronized"
        case recordedAt = "recorded_at"
    }

    /// Reads a recording of the version that is known.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        run = try LoopRun(from: decoder)
        probes = try container.decodeIfPresent([LoopRun].self, forKey: .probes) ?? []
        stopped = try container.decodeIfPresent(String.self, forKey: .stopped)
        versions = try container.decodeIfPresent([String: String].self, forKey: .versions) ?? [:]
        machine = try container.decode(Machine.self, forKey: .machine)
        accelerator = try container.decodeIfPresent(String.self, forKey: .accelerator)
        isSynchronized = try container.decodeIfPresent(Bool.self, forKey: .isSynchronized) ?? false
        recordedAt = try container.decodeIfPresent(String.self, forKey: .recordedAt)
    }
}

extension LoopRecording.Machine: Decodable {
    private enum CodingKeys: String, CodingKey {
        case logicalCores = "logical_cores"
        case affinityCores = "affinity_cores"
        case quotaCores = "quota_cores"
        case memory = "memory_bytes"
        case memoryLimit = "memory_limit_bytes"
    }

    /// Cores by the least of what the machine has, the scheduler allows and the control group pays for; memory alike.
    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func number(_ key: CodingKeys) throws -> Double? {
            guard let value = try container.decodeIfPresent(Double.self, forKey: key) else { return nil }
            guard value > 0, value <= 1e19 else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: container, debugDescription: "must be a number above 0")
            }
            return value
        }
        let known = try [number(.logicalCores), number(.affinityCores), number(.quotaCores)].compactMap { $0 }
        cores = Int(min(65536, max(1, known.min() ?? 1)))
        memoryBytes = try [number(.memory), number(.memoryLimit)].compactMap { $0 }.min()
    }
}
