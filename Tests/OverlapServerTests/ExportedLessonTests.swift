import Foundation
import Lesson
import Testing

@testable import OverlapServer

struct ExportedLessonTests {
    @Test func `the file holds every script, every style, and an answer for each step`() async throws {
        let page = try await ExportedLesson().text
        #expect(!page.contains("src=\"./") && !page.contains("href=\"./"))
        let steps = try Lesson.builtIn().steps.map(\.id)
        for step in steps {
            #expect(page.contains("\"/api/lesson/step \(step)\": {"), "\(step)")
            #expect(page.contains("\"/api/lesson/answer \(step)\": {"), "\(step)")
        }
        for file in PageFiles.all where file.path.hasSuffix(".js") {
            #expect(page.contains("\"overlap\(file.path)\": \"data:text/javascript;base64,"), "\(file.path)")
        }
        for match in page.matches(of: #/data:text\/javascript;base64,([A-Za-z0-9+\/=]+)/#) {
            let script = String(decoding: try #require(Data(base64Encoded: String(match.1))), as: UTF8.self)
            #expect(!script.contains("\"./"), "a path that nothing stands behind: \(script.prefix(200))")
        }
    }
}
