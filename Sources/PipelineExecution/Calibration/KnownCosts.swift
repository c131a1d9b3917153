package import Pipelines

/// What a calibration of a machine with one scenario says of another.
package enum KnownCosts: Sendable {
    /// What calls and copies cost.
    case calls(Calibration)
    /// All but what the read cache takes: the same disk, calls and steps.
    case allButReadCache(Calibration)

    /// What the first of some calibrations that serves says of a scenario; nil where none does.
    package init?(of scenario: Scenario, _ known: [(scenario: Scenario, calibration: Calibration)]) {
        if let alike = known.first(where: { Calibration.isCommonButForReadCache($0.scenario, scenario) }) {
            self = .allButReadCache(alike.calibration)
        } else if let alike = known.first(where: { Calibration.callsCostAlike(in: $0.scenario, scenario) }) {
            self = .calls(alike.calibration)
        } else {
            return nil
        }
    }
}
