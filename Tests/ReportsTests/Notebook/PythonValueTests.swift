import Foundation
import Testing

@testable import Reports

@Suite struct PythonValueTests {
    @Test(arguments: HostileTexts.all)
    func `a literal is one line without a quote that ends it`(text: String) {
        let literal = PythonValue.text(text).literal
        #expect(literal.hasPrefix("\"") && literal.hasSuffix("\""))
        #expect(literal.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\u{2028}" && $0 != "\u{85}" })
        let inside = literal.dropFirst().dropLast().replacing("\\\\", with: "").replacing("\\\"", with: "")
        #expect(!inside.contains("\""))
    }

    /// Where there is no Python this is told as skipped; `.ci/check-notebooks` needs one and runs all notebooks.
    @Test(.enabled(if: Python.path != nil, "no python3 here"))
    func `Python reads every text as it was`() throws {
        let literals = HostileTexts.all.map { PythonValue.text($0) }
        let program = "import json,sys\nsys.stdout.write(json.dumps(\(PythonValue.list(literals).literal)))"
        let output = try Python.run(program)
        let read = try #require(try JSONSerialization.jsonObject(with: output) as? [String])
        #expect(read.map { Array($0.unicodeScalars) } == HostileTexts.all.map { Array($0.unicodeScalars) })
    }

    @Test func `numbers, lists and nothing`() {
        #expect(PythonValue.list([.number(0), .number(1e-9), .none, "a"]).literal == "[0.0, 1e-09, None, \"a\"]")
    }
}

/// An interpreter, where there is one.
enum Python {
    static let path = ["/usr/bin/python3", "/usr/local/bin/python3"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    /// What a program writes.
    static func run(_ program: String) throws -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(path))
        process.arguments = ["-"]
        let (inputs, outputs) = (Pipe(), Pipe())
        process.standardInput = inputs
        process.standardOutput = outputs
        try process.run()
        try inputs.fileHandleForWriting.write(contentsOf: Data(program.utf8))
        try inputs.fileHandleForWriting.close()
        let output = try outputs.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return output
    }
}
