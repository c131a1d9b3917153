import Foundation
import ScenarioFiles

/// The lesson as one file that opens from disk: the page with its scripts and styles inside, and the answers to its own
/// questions recorded.
package struct ExportedLesson: Sendable {
    /// HTML.
    package let text: String

    /// Runs every step of the lesson at its question's own settings.
    ///
    /// - Parameter progress: told after every step how many are recorded.
    /// - Throws: `ServerError` when a step cannot be run, or the task is cancelled.
    package init(progress: (_ finished: Int, _ of: Int) -> Void = { _, _ in }) async throws(ServerError) {
        do throws(RequestFailure) {
            text = Self.page(recorded: try await Self.recorded(progress))
        } catch {
            throw ServerError(message: error.message)
        }
    }

    /// What the page would ask the server for, with the answers.
    private static func recorded(_ progress: (Int, Int) -> Void) async throws(RequestFailure) -> JSONValue {
        let lesson = try LessonAnswers()
        var answers: [JSONValue.Member] = [
            ("/api/lesson", lesson.overview), ("/api/lesson/remember", lesson.remember),
        ]
        for (index, step) in lesson.steps.enumerated() {
            if Task.isCancelled { throw .tooSlow }
            let request = StepRequest(step: step)
            answers.append(("/api/lesson/step \(step)", try lesson.question(request)))
            answers.append(("/api/lesson/answer \(step)", try await lesson.answer(request)))
            progress(index + 1, lesson.steps.count)
        }
        return .object(answers)
    }

    // MARK: - One file

    /// The page with everything inside.
    ///
    /// Scripts that are inside a file cannot name each other by their paths: each gets a name in an import map.
    private static func page(recorded: JSONValue) -> String {
        let files = PageFiles.all.map { ($0.path, String(decoding: $0.bytes, as: UTF8.self)) }
        let scripts = files.filter { $0.0.hasSuffix(".js") }
        var page = files.first { $0.0 == "/" }?.1 ?? ""
        for (path, text) in files where path.hasSuffix(".css") {
            page = page.replacing("<link rel=\"stylesheet\" href=\".\(path)\">", with: "<style>\n\(text)</style>")
        }
        let imports = scripts.map { path, text -> JSONValue.Member in
            let named = scripts.reduce(text) { $0.replacing("\".\($1.0)\"", with: "\"overlap\($1.0)\"") }
            let bytes = Data(named.utf8).base64EncodedString()
            return ("overlap\(path)", .string("data:text/javascript;base64,\(bytes)"))
        }
        let head = """
            <script>window.overlapRecorded = \(inScript(recorded));</script>
            <script type="importmap">\(inScript(.object([("imports", .object(imports))])))</script>
            <script type="module">import "overlap\(entry)";</script>
            """
        return page.replacing("<script type=\"module\" src=\".\(entry)\"></script>", with: head)
    }

    private static let entry = "/main.js"

    /// JSON that cannot end the script in which it stands.
    private static func inScript(_ value: JSONValue) -> String { value.line.replacing("</", with: "<\\/") }
}
