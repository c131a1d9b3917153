import Files
import Foundation
import Lesson
import PipelineExecution
import PipelineSimulation
import ScenarioFiles

/// Why the command ends without doing all that was asked: a message and an exit code.
struct CommandFailure: Error {
    let message: String
    let code: Int32

    /// What went wrong, to be put into another message.
    var reason: String { message.hasPrefix(Self.prefix) ? String(message.dropFirst(Self.prefix.count)) : message }

    private static let prefix = "error: "

    static func usage(_ message: String) -> CommandFailure { CommandFailure(message: prefix + message, code: 64) }
    static func badScenario(_ message: String) -> CommandFailure {
        CommandFailure(message: prefix + message, code: 65)
    }
    static func inputOutput(_ message: String) -> CommandFailure {
        CommandFailure(message: prefix + message, code: 74)
    }

    /// A name that an option gives and nothing has, with the known names and the nearest of them.
    static func unknown(
        _ kind: String, _ name: String, in option: String? = nil, known: [String]
    ) -> CommandFailure {
        let place = option.map { " in `\($0)`" } ?? ""
        let nearest = didYouMean(name, among: known)
        return .usage("unknown \(kind) `\(name)`\(place); known: \(known.joined(separator: ", "))\(nearest)")
    }

    /// Nothing to say: warnings were printed where they belong.
    static let precisionNotReached = CommandFailure(message: "", code: 2)
    /// Nothing to say: the findings were printed.
    static let findings = CommandFailure(message: "", code: 1)
    /// What a shell reports of a program whose reader went away.
    static let readerIsGone = CommandFailure(message: "", code: 128 + SIGPIPE)

    /// Whether the user stopped it; the exit code then follows from the signal.
    let isInterruption: Bool

    static func interrupted(_ message: String = "interrupted") -> CommandFailure {
        CommandFailure(message: message, code: 130, isInterruption: true)
    }

    /// The same when what was known before it has gone to a file, or to standard output.
    func afterPrinting(to path: String?) -> CommandFailure {
        guard isInterruption else { return self }
        return .interrupted(
            "interrupted: what is known was \(OutputPlace.isStandardOutput(path) ? "printed" : "written")")
    }

    /// The same with the values at which it happened, if there are any; an interruption happens anywhere.
    func at(_ place: String) -> CommandFailure {
        isInterruption || place.isEmpty ? self : CommandFailure(message: "\(message) (at \(place))", code: code)
    }

    init(message: String, code: Int32, isInterruption: Bool = false) {
        self.isInterruption = isInterruption
        self.message = message
        self.code = code
    }

    /// Mistakes in a file, or in options that change it.
    init(_ error: ScenarioFileError) {
        let isUsage = error.diagnostics.allSatisfy { $0.file == "command line" }
        message = error.diagnostics.map(\.description).joined(separator: "\n")
        code = isUsage ? 64 : 65
        isInterruption = false
    }

    /// Mistakes in a file, or why it cannot be read.
    init(_ error: ScenarioFileError, reading path: String) {
        let failure = CommandFailure(error)
        if Task.isCancelled {
            self = .interrupted()
        } else if InputSource(path).refusal != nil {
            self = CommandFailure(message: failure.message, code: 74)
        } else {
            self = failure
        }
    }

    /// A simulation that could not be carried to its end.
    init(_ error: ReplicationError) { self.init(error.error, description: "\(error)") }

    /// A step of the lesson that cannot be shown.
    init(_ error: LessonError) {
        switch error {
        case .badScenario(let error): self.init(error)
        case .simulation(let error): self.init(error)
        case .noFigure(let what): self = .badScenario("no run defines \(what)")
        case .badStep(let error): self = .internalError("\(error)")
        case .noScenario(let name): self = .internalError("there is no scenario `\(name)`")
        case .noChoice(let step, let answer): self = .internalError("step \(step): no choice stands for \(answer)")
        case .noDraw(let exercise, let seed):
            self = .internalError("exercise `\(exercise)`: no draw of seed \(seed) has a clear answer")
        }
    }

    private static func internalError(_ message: String) -> CommandFailure {
        CommandFailure(message: "internal error: \(message); please report it", code: 70)
    }

    /// A simulation that could not be carried to its end, described so.
    init(_ error: SimulationError, description: String) {
        switch error {
        case .stepsLost, .capacityExceeded: self = .internalError(description)
        case .cancelled: self = .interrupted()
        case .badPipeline, .deadlock, .durationOutOfRange, .noSteps, .takesNoTime, .tooMuchInFlight, .notRewritable,
            .noRecurrence:
            self = .badScenario(description)
        }
    }

    /// An execution that could not be carried to its end.
    init(_ error: ExecutionError, variant: String) {
        let message = "variant `\(variant)`: \(error)"
        switch error.cause {
        case .badPipeline, .deadlock, .noData, .data(.tooLong), .tooManyAccelerators, .barrierOverhead,
            .durationOutOfRange:
            self = .badScenario(message)
        case .wrongChecksum, .wrongResult: self.init(message: "error: \(message)", code: 70)
        case .stopped: self = .interrupted()
        case .failed, .data, .device, .hostMemory, .notEnoughMemory, .threadRefused: self = .inputOutput(message)
        }
    }

    func report() {
        if !message.isEmpty { StandardError.write(message + "\n") }
    }
}

/// Messages to people.
enum StandardError {
    /// Adds lines, in which nothing steers the terminal.
    static func write(_ text: String) { send(visibleLines(text)) }

    /// Puts a text in the place of the line at which a terminal stands.
    static func replaceLine(_ text: String) { send("\r\u{1B}[K" + visible(text)) }

    /// Nobody can be told when this fails.
    private static func send(_ text: String) { try? DescriptorWriting(STDERR_FILENO).write(Array(text.utf8)) }
}
