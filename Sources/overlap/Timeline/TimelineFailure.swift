import Experiments
import PipelineSimulation
import Reports
import Timelines

extension CommandFailure {
    /// A window of a run that cannot be shown.
    init(_ error: TimelineWindowError) {
        switch error {
        case .notATime(let error): self.init(error)
        case .endsBeforeItBegins(let from, let to):
            self = .usage("`--to \(to)` is not after the start of the window, \(from)")
        case .execution(let error, let variant): self.init(error, variant: variant)
        case .simulation(.simulation(let error), let variant):
            self.init(error, description: "variant `\(variant)`: \(error)")
        case .simulation(.timeline(.tooMuch(let limit, let nanoseconds)), let variant):
            self = .usage(
                "\(variant): the window has more than \(limit) spans and changes, the most that are recorded; "
                    + "the limit is reached at \(Self.text(nanoseconds)): give an earlier `--to`, or a later `--from`")
        case .simulation(.timeline(.runIsOver(let nanoseconds)), let variant):
            self = .usage(
                "\(variant): the run is over at \(Self.text(nanoseconds)), before the window begins: give an "
                    + "earlier `--from`")
        }
    }

    private static func text(_ nanoseconds: Int64) -> String { QuantityFormat.seconds(Double(nanoseconds) / 1e9) }
}
