import Experiments
import PipelineSimulation
import Reports

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
        case .simulation(.timeline(let error), let variant): self = .usage("\(variant): \(error.sentence)")
        }
    }
}
