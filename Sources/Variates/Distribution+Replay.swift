extension Distribution {
    /// Whether values come in an order of their own, not by chance: recorded ones, and phases that follow one another.
    public var isReplayed: Bool {
        switch self {
        case .recorded(let table): table.replay != .resampled
        case .scaled(let base, _), .shifted(let base, _): base.isReplayed
        case .phased: true
        default: false
        }
    }

    /// Whether some values belong to samples by number, not to inputs by position.
    public var goesBySample: Bool {
        switch self {
        case .recorded(let table): table.replay == .bySample
        case .scaled(let base, _), .shifted(let base, _): base.goesBySample
        case .mixture(let components): components.contains(where: \.distribution.goesBySample)
        case .phased(let phases): phases.distributions.contains(where: \.goesBySample)
        default: false
        }
    }
}
