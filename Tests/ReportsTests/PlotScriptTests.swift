import Testing

@testable import Reports

struct PlotScriptTests {
    @Test(arguments: [
        ("plain", "'plain'"), ("it's", "'it''s'"), ("''", "''''''"), ("", "''"),
        ("two\nlines\r\nand", "'two lines and'"),
        ("plot $END \\", "'plot $END \\'"),
    ])
    func `quotes what gnuplot must not read as commands`(text: String, quoted: String) {
        #expect(PlotScript.quoted(text) == quoted)
    }

    @Test func `begins with the look, and ends with the curves`() {
        var script = PlotScript(.svg, title: "it's", horizontal: "x", vertical: "y")
        script.add(table: "points", ["1 2", "3 4"])
        script.add(["set logscale xy"])
        let lines = script.text(drawing: ["$points with lines", "x"]).split(separator: "\n").map(String.init)
        #expect(lines.first == PictureFormat.svg.terminal)
        #expect(lines.contains("set title 'it''s' noenhanced"))
        #expect(
            lines.suffix(7) == [
                "$points << END", "1 2", "3 4", "END", "set logscale xy", "plot $points with lines, \\", "     x",
            ])
    }
}
