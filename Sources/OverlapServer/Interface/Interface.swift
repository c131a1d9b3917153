import Foundation
import ScenarioFiles

/// What the page can ask for, whatever brings the requests.
struct Interface: Sendable {
    private let library: ScenarioLibrary
    private let work: WorkPermits
    private let lesson: LessonAnswers

    /// - Throws: when the lesson has mistakes.
    init(_ library: ScenarioLibrary, _ limits: ServerLimits) throws(RequestFailure) {
        self.library = library
        work = WorkPermits(limits)
        lesson = try LessonAnswers()
    }

    /// What is asked for.
    enum Question: String, CaseIterable {
        case scenarios, check, simulate, timeline, sweep, bounds, explain, compare, knee, export
        case lesson
        case step = "lesson/step"
        case answer = "lesson/answer"
        case trial = "lesson/try"
        case remember = "lesson/remember"

        /// Whether it needs no body.
        var isGet: Bool { self == .scenarios || self == .lesson || self == .remember }
    }

    /// What a request for each may say.
    private static func members(of question: Question) -> [String] {
        let scenario = ["name", "scenario", "variants", "set", "turn"]
        let window = ["from", "to", "steps", "kitchen"]
        return switch question {
        case .scenarios, .lesson, .remember: []
        case .check, .simulate, .explain, .compare: scenario
        case .timeline: scenario + window
        case .sweep: scenario + ["vary"]
        case .bounds: scenario + ["target"]
        case .knee: scenario + ["vary", "within"]
        case .export: scenario + window + ["format", "vary"]
        case .step: ["step"]
        case .answer: ["step", "choice", "confidence", "kitchen"]
        case .trial: ["step", "value", "kitchen"]
        }
    }

    /// Answers a question.
    ///
    /// - Parameters:
    ///   - question: what is asked for.
    ///   - body: JSON that says more.
    /// - Throws: when the body is not what the question needs, or the scenario is none.
    func answer(_ question: Question, _ body: Data) async throws(RequestFailure) -> Answer {
        if !question.isGet { try (try decoded(body) as MemberNames).check(Self.members(of: question)) }
        return switch question {
        case .scenarios: .json(JSONValue(library))
        case .lesson: .json(lesson.overview)
        case .remember: .json(lesson.remember)
        case .step: .json(try lesson.question(try decoded(body)))
        case .answer: .json(try await lesson.answer(try decoded(body)))
        case .trial: .json(try await lesson.tried(try decoded(body), work))
        case .check: .json(try scenario(body).check())
        case .simulate: .json(try await scenario(body).simulate(work))
        case .timeline: .json(try scenario(body).timeline(try decoded(body), work))
        case .bounds: .json(try scenario(body).bounds(target: (try decoded(body) as BoundsRequest).target))
        case .explain: .lines(try scenario(body).explain(work))
        case .compare: .lines(try scenario(body).compare(work))
        case .sweep: .lines(try scenario(body).sweep((try decoded(body) as SweepRequest).vary, work))
        case .knee: .lines(try knee(scenario(body), try decoded(body)))
        case .export: .file(try await export(scenario(body), body))
        }
    }

    private func scenario(_ body: Data) throws(RequestFailure) -> RequestedScenario {
        try (try decoded(body) as ScenarioRequest).read(from: library, mostBytes: work.limits.scenarioBytes)
    }

    private func knee(_ scenario: RequestedScenario, _ request: KneeRequest) throws(RequestFailure) -> LineStream {
        try scenario.knee(request.vary, within: request.within, work)
    }

    private func export(_ scenario: RequestedScenario, _ body: Data) async throws(RequestFailure) -> GeneratedFile {
        let request: ExportRequest = try decoded(body)
        guard let format = ExportFormat(rawValue: request.format) else {
            let known = ExportFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw .unusable("`format` is `\(visible(request.format))`: \(known) are accepted")
        }
        return try await scenario.export(format, vary: request.vary ?? [], try decoded(body), work)
    }

    private func decoded<Request: Decodable>(_ body: Data) throws(RequestFailure) -> Request {
        do { return try JSONDecoder().decode(Request.self, from: body) } catch let error as DecodingError {
            throw .badRequest(error.sentence)
        } catch {
            throw .badRequest("the body is not JSON")
        }
    }
}

/// What a request's members are called.
private struct MemberNames: Decodable {
    private let names: [String]

    private struct Name: CodingKey {
        let stringValue: String
        let intValue: Int? = nil
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        names = try decoder.container(keyedBy: Name.self).allKeys.map(\.stringValue)
    }

    /// - Throws: for the first name that is none of those known.
    func check(_ known: [String]) throws(RequestFailure) {
        guard let unknown = names.sorted().first(where: { !known.contains($0) }) else { return }
        let nearest = didYouMean(unknown, among: known, after: "")
        let advice = nearest.isEmpty ? "accepted: \(known.joined(separator: ", "))" : nearest
        throw .badRequest("`\(visible(String(unknown.prefix(64))))` says nothing here: \(advice)")
    }
}

/// What a request for bounds says besides the scenario.
private struct BoundsRequest: Decodable {
    var target: Double?
}

/// What a request for a sweep says besides the scenario.
private struct SweepRequest: Decodable {
    var vary: [String]
}

/// What a request for a knee says besides the scenario.
private struct KneeRequest: Decodable {
    var vary: String
    var within: String?
}

/// What a request for a file says besides the scenario.
private struct ExportRequest: Decodable {
    var format: String
    var vary: [String]?
}

extension DecodingError {
    /// What is wrong with a body, and where.
    fileprivate var sentence: String {
        switch self {
        case .keyNotFound(let key, _): "`\(visible(key.stringValue))` is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            "\(Self.place(context)) is not what is accepted there"
        case .dataCorrupted(let context):
            context.codingPath.isEmpty ? "the body is not JSON" : "\(Self.place(context)) is not what is accepted there"
        @unknown default: "the body is not what is accepted"
        }
    }

    private static func place(_ context: Context) -> String {
        context.codingPath.isEmpty
            ? "the body" : "`\(visible(context.codingPath.map(\.stringValue).joined(separator: ".")))`"
    }
}

extension JSONValue {
    /// The scenarios that can be chosen by name.
    fileprivate init(_ library: ScenarioLibrary) {
        self = .object([
            ("started", library.started.map { .string($0) } ?? .null),
            (
                "scenarios",
                .array(
                    library.entries.map { entry in
                        .object([
                            ("name", .string(entry.name)), ("title", .string(entry.title)),
                            ("group", .string(entry.group)),
                            ("measured", .bool(entry.name == library.started && !library.recorded.isEmpty)),
                        ])
                    })
            ),
        ])
    }
}
