import Measurements

/// Accelerator utilisation (AU) by the definition of DLIO and MLPerf Storage, means over the accelerators, from 0 to 1.
///
/// It leaves out the first step of every epoch, so that of short epochs hardly anything is left: see ``isMeaningful``.
public struct UtilisationReport: Sendable, Equatable, Codable {
    /// Steps that must be left of the longest epoch for the figures to say something.
    public static let fewestSteps: Int64 = 10

    /// Mean over the epochs, if any has one.
    public var value: Double?
    /// That of the first epoch, where others follow; nil where too few of its steps are left.
    public var firstEpoch: Double?
    /// Mean over the epochs after the first; nil where too few steps are left of the longest of them.
    public var laterEpochs: Double?
    /// Steps left of the longest epoch.
    public var stepsLeft: Int64
    /// Share of the epochs' time that their first steps take, which is left out.
    public var leftOut: Double?

    /// Whether enough steps are left after an epoch's first.
    public var isMeaningful: Bool { stepsLeft >= Self.fewestSteps }
}

extension UtilisationReport {
    /// - Parameter accelerators: of a run.
    init(_ accelerators: [RunUtilisation]) {
        var (values, first, later): ([Double], [Double], [Double]) = ([], [], [])
        var (stepsLeftFirst, stepsLeftLater, leftOut): (Int64, Int64, [Double]) = (0, 0, [])
        for accelerator in accelerators {
            let utilisation = accelerator.all
            stepsLeftLater = max(stepsLeftLater, utilisation.mostStepsLeft)
            if let value = utilisation.value { values.append(value) }
            if let share = utilisation.shareLeftOut { leftOut.append(share) }
            guard let atFirstEnd = accelerator.firstEpoch else { continue }
            stepsLeftFirst = max(stepsLeftFirst, atFirstEnd.mostStepsLeft)
            if let value = atFirstEnd.value { first.append(value) }
            if let value = utilisation.value(since: atFirstEnd) { later.append(value) }
        }
        func figure(_ values: [Double], _ stepsLeft: Int64) -> Double? {
            stepsLeft >= Self.fewestSteps ? Tally(values).mean : nil
        }
        self.init(
            value: Tally(values).mean, firstEpoch: later.isEmpty ? nil : figure(first, stepsLeftFirst),
            laterEpochs: figure(later, stepsLeftLater), stepsLeft: max(stepsLeftFirst, stepsLeftLater),
            leftOut: Tally(leftOut).mean)
    }
}
