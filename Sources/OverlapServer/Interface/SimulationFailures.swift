import Experiments
import Lesson
import PipelineSimulation
import Pipelines
import Reports
import ScenarioFiles

// Why something could not be simulated, as a request's failure.
extension RequestFailure {
    /// A replication that failed.
    init(_ error: ReplicationError) { self.init(error.error, description: "\(error)") }

    /// A simulation that failed.
    init(_ error: SimulationError, description: String) {
        switch error {
        case .cancelled: self = .tooSlow
        case .stepsLost, .capacityExceeded: self.init(status: 500, message: description)
        case .badPipeline, .deadlock, .durationOutOfRange, .noSteps, .takesNoTime, .tooMuchInFlight, .notRewritable,
            .noRecurrence:
            self = .unusable(description)
        }
    }

    /// A window without a timeline.
    init(_ error: TimelineWindowError) {
        switch error {
        case .notATime(let error): self.init(error)
        case .endsBeforeItBegins(let from, let to): self = .unusable("a window from \(from) to \(to) holds no time")
        case .simulation(.simulation(let error), let variant):
            self.init(error, description: "variant `\(variant)`: \(error)")
        case .simulation(.timeline(let error), let variant): self = .unusable("\(variant): \(error.sentence)")
        case .execution(let error, let variant): self = .unusable("variant `\(variant)`: \(error)")
        }
    }

    /// A sweep's grid that cannot be made.
    init(_ error: SweepGridError) {
        switch error {
        case .notAccepted(let error): self.init(error)
        case .variedTwice, .setAndVaried, .guessedTwice, .guessedAndVaried, .tooManyPoints: self = .unusable("\(error)")
        case .cancelled: self = .tooSlow
        }
    }

    /// A scenario that cannot be explained.
    init(_ error: ExplainError) {
        switch error {
        case .file(let error): self.init(error)
        case .pipeline(let error): self = .unusable("\(error)")
        case .simulation(let error): self.init(error)
        }
    }

    /// A step of the lesson that cannot be shown.
    init(_ error: LessonError) {
        switch error {
        case .badScenario(let error): self.init(error)
        case .simulation(let error): self.init(error)
        case .noFigure(let what): self = .unusable("no run defines \(what)")
        case .badStep(let error): self.init(status: 500, message: "\(error)")
        case .noScenario(let name): self.init(status: 500, message: "there is no scenario `\(name)`")
        case .noDraw(let exercise, let seed):
            self.init(status: 500, message: "exercise `\(exercise)`: no draw of seed \(seed) has a clear answer")
        case .noChoice(let step, let answer):
            self.init(status: 500, message: "step \(step): no choice stands for \(answer)")
        }
    }
}
