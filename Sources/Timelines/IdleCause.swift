/// Why a lane does nothing.
public enum IdleCause: String, Sendable, CaseIterable {
    /// Nothing has come this far yet.
    case startUp = "start-up"
    /// The training loop waits for an element, and no step is left to compute.
    case starved
    /// What it makes has nowhere to go.
    case blocked
    /// Nothing has come in for it to do.
    case noWork = "no work"
    /// Nobody asks for its work yet.
    case turn
    /// The training loop is busy on the host.
    case host
    /// Other accelerators are not ready.
    case others

    /// What the word means, to be shown beside its figures.
    public var definition: String {
        switch self {
        case .startUp: "before the lane's first work of the run"
        case .starved: "the training loop waits for an element, and no step is left to compute"
        case .blocked: "it could work, but the buffer that it fills is full, or its consumer has no room"
        case .noWork:
            "it has nothing to do: no input has arrived, the epoch's data have ended, or its stage allows no more calls"
        case .turn: "nothing is requested: without a buffer between them, another part of the same thread has its turn"
        case .host: "the training loop is busy on the host, between elements and steps"
        case .others: "it waits for other accelerators: at the barrier, or for the end of their epoch"
        }
    }
}
