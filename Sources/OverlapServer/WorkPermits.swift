import Experiments
import Pipelines

/// Whether what is asked for can be simulated here, in the time and the memory that there are.
struct WorkPermits: Sendable {
    /// What may be asked for.
    let limits: ServerLimits
    private let heldElements: Budget

    /// Passes of an element through a stage that a fast core simulates in a second: enough to tell a second from a minute before
    /// anything is simulated.
    private static let passesPerSecond = 3e6

    /// - Parameter limits: what may be asked for.
    init(_ limits: ServerLimits) {
        self.limits = limits
        heldElements = Budget(limits.heldElements)
    }

    /// What may be done, as long as somebody keeps it.
    struct Permit: Sendable {
        /// Replications at a time.
        let threads: Int
        private let memory: Budget.Share

        fileprivate init(threads: Int, _ memory: Budget.Share) {
            self.threads = threads
            self.memory = memory
        }
    }

    /// How long an answer may take.
    enum Patience {
        /// As long as a request.
        case request
        /// As long as what is told line by line.
        case lines
        /// How long is not known beforehand: it is cancelled when it takes too long.
        case unknown
    }

    /// A permit for simulations.
    ///
    /// - Parameters:
    ///   - scenarios: what may be simulated.
    ///   - certain: what of that is simulated in any case; all of it where it is nil.
    ///   - patience: how long it may take.
    ///   - command: that does the same without limits.
    /// - Throws: when it takes longer, or more memory, as far as the number of elements tells.
    func permit(
        _ scenarios: [Scenario], certain: [Scenario]? = nil, _ patience: Patience, command: CommandText
    ) throws(RequestFailure) -> Permit {
        try checkTime(certain ?? scenarios, patience, command)
        let held = Int(min(scenarios.map(\.mostHeldElements).max() ?? 0, 1e15))
        guard held <= limits.heldElements else {
            throw .unusable(
                "its buffers, caches and stages hold more than the page simulates: ask for smaller ones, or run "
                    + "`\(command.text)`")
        }
        for threads in Set([limits.threads, 1]).sorted(by: >) {
            if let memory = heldElements.share(held * threads) { return Permit(threads: threads, memory) }
        }
        throw RequestFailure(status: 429, message: "other simulations need the memory: try again in a moment")
    }

    private func checkTime(
        _ scenarios: [Scenario], _ patience: Patience, _ command: CommandText
    ) throws(RequestFailure) {
        let seconds =
            switch patience {
            case .request: limits.requestSeconds
            case .lines: limits.streamSeconds
            case .unknown: Double.infinity
            }
        let needed = scenarios.reduce(0.0) { $0 + $1.expectedPasses } / Self.passesPerSecond / Double(limits.threads)
        guard needed > seconds else { return }
        let time = needed < 120 ? "\(Int(needed.rounded(.up))) s" : "\(Int(min(needed / 60, 1e9).rounded(.up))) min"
        throw .unusable(
            "this would take about \(time), and the page waits \(Int(seconds)) s at most: ask for fewer elements, epochs or "
                + "replications, or run `\(command.text)`")
    }
}
