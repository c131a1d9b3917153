/// Why a stage that holds elements will deliver no more once it has delivered them.
enum Ending {
    /// The upstream has no more.
    case exhausted
    /// Something upstream failed.
    case failed(Failure)

    /// Answers a demand accordingly.
    func announce(_ actions: inout Actions) {
        switch self {
        case .exhausted: actions.end()
        case .failed(let failure): actions.fail(failure)
        }
    }
}
