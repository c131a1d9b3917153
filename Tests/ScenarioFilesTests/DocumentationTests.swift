import Foundation
import ScenarioFiles
import Testing
import Variates

@Suite struct DocumentationTests {
    private func page() throws -> String {
        let root = Fixtures.directory.replacing("/Tests/ScenarioFilesTests/Fixtures", with: "")
        return try String(contentsOfFile: root + "/docs/scenario-files.md", encoding: .utf8)
    }

    @Test func `the example of the reference decodes`() throws {
        let parts = try page().components(separatedBy: "```")
        let example = try #require(parts.first { $0.hasPrefix("yaml\n") }).dropFirst("yaml\n".count)
        let file = try Fixtures.file(String(example))
        #expect(file.variantNames == ["naive", "prefetch", "parallel map", "all"])
    }

    @Test func `the reference names every family of distributions`() throws {
        let page = try page()
        #expect(DistributionFamily.all.map(\.name).filter { !page.contains("`\($0)`") } == [])
    }
}
