import Foundation
import ScenarioFiles
import Testing

@Suite struct JSONValueTests {
    @Test func `keeps the order of members and the digits of numbers`() {
        let value = JSONValue.object([
            ("b", .number(0.1)), ("a", .array([.integer(-3), .bool(true), .null])), ("empty", .object([])),
        ])
        let text = """
            {
              "b": 0.1,
              "a": [
                -3,
                true,
                null
              ],
              "empty": {}
            }
            """
        #expect(value.text() == text)
    }

    @Test(arguments: ["plain", "\"quoted\\\"", "line\nfeed\ttab\r", "\u{1}\u{1F}", "ü€𝄞"])
    func `quotes what a reader gets back`(text: String) throws {
        let data = Data(JSONValue.array([.string(text)]).text().utf8)
        #expect(try JSONSerialization.jsonObject(with: data) as? [String] == [text])
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity]) func `has no infinite numbers`(value: Double) {
        #expect(JSONValue(value).text() == "null")
    }

    @Test(arguments: [0.1 + 0.2, 1e-300, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 123456789.123456789])
    func `reads back the same`(value: Double) {
        #expect(Double(JSONValue.number(value).text()) == value)
    }
}
