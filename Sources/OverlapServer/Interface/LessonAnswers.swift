import Lesson
import Pipelines
import Reports
import ScenarioFiles

/// The lesson, a step at a time.
struct LessonAnswers: Sendable {
    private let lesson: Lesson

    /// - Throws: when a step's file has mistakes.
    init() throws(RequestFailure) {
        do { lesson = try Lesson.builtIn() } catch { throw RequestFailure(error) }
    }

    /// The frame and the chapters.
    var overview: JSONValue { JSONValue(lesson) }

    /// The ids of all steps, in order.
    var steps: [String] { lesson.steps.map(\.id) }

    /// What to keep in mind, which comes last.
    var remember: JSONValue { .object([("remember", .array(lesson.frame.remember.map { .string($0) }))]) }

    /// What comes before a step's answer.
    func question(_ request: StepRequest) throws(RequestFailure) -> JSONValue {
        JSONValue(questionOf: try step(request.step))
    }

    /// A step's answer, once somebody has committed to one.
    func answer(_ request: StepRequest) async throws(RequestFailure) -> JSONValue {
        let step = try step(request.step)
        let guess = try request.prediction(among: step.choices.count)
        do throws(LessonError) {
            return try JSONValue(
                page: try await step.reveal(), guess: guess, exception: try await step.exception?.answer(),
                isKitchen: request.kitchen ?? false)
        } catch {
            throw RequestFailure(error)
        }
    }

    /// What comes of a change of the step's number.
    func tried(_ request: StepRequest, _ work: WorkPermits) async throws(RequestFailure) -> JSONValue {
        let step = try step(request.step)
        guard let value = request.value else { throw .badRequest("`value` is missing: what to change the number to") }
        let run = step.run.changing(step.trial.path, to: value)
        let scenarios: [Scenario]
        do { scenarios = try run.scenarios(step.variants) } catch { throw RequestFailure(error) }
        let command = CommandText("simulate", run.path).option("--set", run.changes)
        let permit = try work.permit(scenarios, .request, command: command)
        defer { withExtendedLifetime(permit) {} }
        do throws(LessonError) {
            return try JSONValue(
                tried: try await step.reveal(trying: value), isKitchen: request.kitchen ?? false,
                mostRecorded: work.limits.recordedChanges / max(1, scenarios.count))
        } catch {
            throw RequestFailure(error)
        }
    }

    private func step(_ id: String) throws(RequestFailure) -> LessonStep {
        if let step = lesson.step(id) { return step }
        let known = lesson.steps.map(\.id)
        let nearest = didYouMean(id, among: known, after: ": ")
        throw .notFound("there is no step `\(visible(id))`\(nearest)")
    }
}

/// What a request says of a step.
struct StepRequest: Decodable {
    /// Which one.
    let step: String
    /// The position of what was chosen; nil for "not sure".
    let choice: Int?
    /// How sure somebody is of it.
    let confidence: String?
    /// What the number of the trial is changed to.
    let value: String?
    /// Whether lanes have the names of a kitchen.
    let kitchen: Bool?

    /// About a step, with nothing committed to.
    init(step: String) {
        self.step = step
        (choice, confidence, value, kitchen) = (nil, nil, nil, nil)
    }

    /// What was committed to.
    func prediction(among choices: Int) throws(RequestFailure) -> Prediction {
        if let choice, !(0..<choices).contains(choice) {
            throw .unusable("`choice` is \(choice): a number from 0 to \(choices - 1) is accepted, or null")
        }
        let confidence = confidence.map(Prediction.Confidence.init(rawValue:)) ?? .low
        guard let confidence else {
            let known = Prediction.Confidence.allCases.map(\.rawValue).joined(separator: ", ")
            throw .unusable("`confidence` is `\(visible(self.confidence ?? ""))`: \(known) are accepted")
        }
        return Prediction(choice: choice, confidence: confidence)
    }
}
