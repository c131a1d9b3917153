extension Distribution {
    /// Whether values belong to samples by number, not to inputs by position.
    public var goesBySample: Bool {
        switch self {
        case .recorded(let table): table.replay == .bySample
        case .scaled(let base, _), .shifted(let base, _): base.goesBySample
        default: false
        }
    }
}
