import PipelineRuns
import Testing

@testable import Reports

struct FiguresTextTests {
    @Test(arguments: Metric.all.map(\.name))
    func `every figure of files is explained once`(_ name: String) {
        let lines = FiguresText().text.split(separator: "\n")
        let explained = lines.filter { $0.hasPrefix("\(name): ") || $0.hasSuffix("In files: \(name).") }
        #expect(explained.count == 1, "\(explained)")
    }

    @Test func `each figure of a table has a formula and a window`() {
        #expect(Set(FigureDefinition.all.map(\.head)).count == FigureDefinition.all.count)
        for figure in FigureDefinition.all {
            #expect(!figure.formula.isEmpty && !figure.window.isEmpty)
            #expect(FiguresText().text.contains("\(figure.head): \(figure.formula). Over \(figure.window)."))
        }
    }
}
