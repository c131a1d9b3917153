import Foundation
import Pipelines
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

    @Test func `the reference lists every parameter as it is`() throws {
        let sections: [any Section.Type] =
            OperatorRegistry.standard.all + Platform.sections + [
                TrainingLoop.self, ExecutionOptions.self, RunPlan.self,
            ]
        let rows = sections.flatMap { section in section.parameters.map { Self.row(section, $0) } }
        let page = Set(try page().split(separator: "\n").map(String.init))
        let missing = rows.filter { !page.contains($0) }
        #expect(missing.isEmpty, "\n\(missing.joined(separator: "\n"))")
    }

    /// A parameter's row: path, default, meaning.
    ///
    /// The primary parameter, which a bare value sets, is in bold.
    private static func row(_ section: any Section.Type, _ parameter: Parameter) -> String {
        let path = "`\(section.name).\(parameter.name)`"
        let isPrimary = parameter.name == section.primaryParameter
        let missing = parameter.isOptional ? "" : "required"
        let value = parameter.defaultValue.map(Self.text) ?? missing
        return "| \(isPrimary ? "**\(path)**" : path) | \(value) | \(parameter.summary) |"
    }

    private static func text(_ value: ParameterValue) -> String {
        switch value {
        case .count(let count): "\(count)"
        case .quantity(let quantity): quantity == 0 ? "0" : "\(quantity)"
        case .word(let word): word
        case .distribution(.constant(let constant)) where constant == 0: "0"
        case .curve(let curve) where curve.isZero: "0"
        default: "\(value)"
        }
    }
}
