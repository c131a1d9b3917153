import Foundation
import Testing

@testable import Importers
@testable import Scoreboards

/// Traces of ranks, for tests.
enum RankTraces {
    /// The traces beside the tests.
    static func fixture() throws -> RankRun {
        try RankRun((0..<15).map { try RankTrace(json: try Fixtures.data("dlio-ranks/\($0)_output.json")) })
    }

    /// A rank whose epochs are numbered from 1.
    static func trace(_ epochs: [RankTrace.Epoch]) throws -> RankTrace {
        let members = epochs.enumerated().map { index, epoch in
            """
            "\(index + 1)": {"load": {"block1": \(epoch.load)}, "proc": {"block1": \(epoch.process)},
             "compute": {"block1": \(epoch.compute)}, "au": {"block1": \(epoch.utilisationPercent)},
             "throughput": {"block1": \(epoch.samplesPerSecond)}}
            """
        }
        return try RankTrace(json: Data("{\(members.joined(separator: ", "))}".utf8))
    }

    /// An epoch of one rank as DLIO reports it, when it lasted `seconds`.
    static func epoch(load: [Double], compute: [Double], around: Double = 0, seconds: Double, batch: Double = 7)
        -> RankTrace.Epoch
    {
        let process = zip(load, compute).map { $0 + $1 + around }
        return RankTrace.Epoch(
            load: load, process: process, compute: compute,
            utilisationPercent: compute.dropFirst().reduce(0, +) / (seconds - process[0]) * 100,
            samplesPerSecond: batch * Double(load.count) / seconds)
    }
}
