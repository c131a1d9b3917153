package import PipelineSimulation
package import ScenarioFiles

/// Why a step of the lesson cannot be shown.
package enum LessonError: Error {
    /// A step's file has mistakes.
    case badStep(ScenarioFileError)
    /// There is no scenario of that path.
    case noScenario(String)
    /// A scenario, or a change of it, has mistakes.
    case badScenario(ScenarioFileError)
    /// A run could not be carried to its end.
    case simulation(ReplicationError)
    /// A run does not define the figure that a question asks for.
    case noFigure(String)
    /// No choice, or several, stand for the answer.
    case noChoice(step: String, answer: String)
    /// No draw of the seed gives an exercise with a clear answer.
    case noDraw(exercise: String, seed: UInt64)
}
