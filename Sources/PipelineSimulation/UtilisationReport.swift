import BasicContainers
import Measurements

/// Accelerator utilisation (AU) by the definition of DLIO and MLPerf Storage, means over the accelerators, from 0 to 1.
///
/// It leaves out the first step of every epoch, so that of short epochs hardly anything is left: see ``isMeaningful``.
public struct UtilisationReport: Sendable, Equatable {
    /// Steps that must be left of the longest epoch for the figures to say something.
    public static let fewestSteps: Int64 = 10

    /// Mean over the epochs, if any has one.
    public var value: Double?
    /// That of the first epoch, where others follow.
    public var firstEpoch: Double?
    /// Mean over the epochs after the first.
    public var laterEpochs: Double?
    /// Steps left of the longest epoch.
    public var stepsLeft: Int64
    /// Share of the epochs' time that their first steps take, which is left out.
    public var leftOut: Double?

    /// Whether enough steps are left after an epoch's first.
    public var isMeaningful: Bool { stepsLeft >= Self.fewestSteps }
}

extension UtilisationReport {
    init(_ ranks: borrowing RigidArray<Rank>) {
        var (values, first, later): ([Double], [Double], [Double]) = ([], [], [])
        var (stepsLeft, leftOut): (Int64, [Double]) = (0, [])
        for rank in 0..<ranks.count {
            let utilisation = ranks[rank].utilisation
            stepsLeft = max(stepsLeft, utilisation.mostStepsLeft)
            if let value = utilisation.value { values.append(value) }
            if let share = utilisation.shareLeftOut { leftOut.append(share) }
            guard let atFirstEnd = ranks[rank].utilisationOfFirstEpoch else { continue }
            if let value = atFirstEnd.value { first.append(value) }
            if let value = utilisation.value(since: atFirstEnd) { later.append(value) }
        }
        self.init(
            value: Tally(values).mean, firstEpoch: later.isEmpty ? nil : Tally(first).mean,
            laterEpochs: Tally(later).mean, stepsLeft: stepsLeft, leftOut: Tally(leftOut).mean)
    }
}
