package import Importers

/// The epochs of a DLIO run in which all ranks took part.
package struct RankRun: Sendable, Equatable {
    /// The epochs, by number.
    package let epochs: [RankEpoch]
    /// Ranks (accelerators).
    package let ranks: Int

    /// Puts the files of a run together.
    ///
    /// - Parameter traces: one for each rank, at least one.
    /// - Throws: when they do not belong to one run.
    package init(_ traces: [RankTrace]) throws(CaseError) {
        guard let first = traces.first else { throw CaseError("a run has at least one rank") }
        let numbers = first.epochs.keys.sorted()
        if let rank = traces.firstIndex(where: { $0.epochs.keys.sorted() != numbers }) {
            throw CaseError(
                "rank \(rank) has the epochs \(Self.list(traces[rank].epochs.keys.sorted())), and rank 0 has "
                    + Self.list(numbers))
        }
        var epochs: [RankEpoch] = []
        for number in numbers {
            epochs.append(try RankEpoch(number: number, ranks: traces.compactMap { $0.epochs[number] }))
        }
        self.epochs = epochs
        ranks = traces.count
    }

    /// The epoch of a number.
    package subscript(epoch number: Int) -> RankEpoch? { epochs.first { $0.number == number } }

    private static func list(_ numbers: [Int]) -> String { numbers.map(String.init).joined(separator: ", ") }
}
