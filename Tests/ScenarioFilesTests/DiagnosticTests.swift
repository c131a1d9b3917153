import ScenarioFiles
import Testing

@Suite struct DiagnosticTests {
    private func message(_ text: String) -> String {
        let error = #expect(throws: ScenarioFileError.self) { try Fixtures.file(text) }
        return error?.description ?? ""
    }

    @Test func `shows all mistakes in the order of the file`() {
        let text = """
            overlap: 1
            pipeline:
              - source: {elements: 50000, size: 110 KB/s}
              - map: {name: decode, cost: 6}
              - prefetch: {bufer: 2}
            train: {step: 120 ms, device: tpu}
            run: {precision: 200 %}
            """
        #expect(
            message(text) == """
                s.yaml:3:37: error: `110 KB/s` is a bandwidth, but a size is needed
                      - source: {elements: 50000, size: 110 KB/s}
                                                        ^
                  accepted: a size such as `110 KiB` (units: B, kB, MB, GB, TB, PB, KiB, MiB, GiB, TiB, PiB)

                s.yaml:4:31: error: `6` has no unit, and a time needs one
                      - map: {name: decode, cost: 6}
                                                  ^
                  accepted: a time such as `6 ms` (units: ns, us, ms, s, min, h)

                s.yaml:5:16: error: unknown parameter `bufer` of `prefetch`
                      - prefetch: {bufer: 2}
                                   ^
                  accepted: `buffer`
                  did you mean `buffer`?

                s.yaml:6:31: error: `tpu` is not accepted here
                    train: {step: 120 ms, device: tpu}
                                                  ^
                  accepted: `gpu`, `cpu`
                  did you mean `gpu`?

                s.yaml:7:18: error: `200 %` is too large
                    run: {precision: 200 %}
                                     ^
                  accepted: a fraction from 0.0001 % to 100 %
                """)
    }

    @Test func `keeps the caret below its place after tabs and in long lines`() {
        let tabbed = message(Fixtures.small.replacing("train: 20 ms", with: "train:\t\t20"))
        #expect(tabbed.contains("    train:\t\t20\n          \t\t^"))
        let long = message(
            Fixtures.small.replacing("train: 20 ms", with: "train: \(String(repeating: " ", count: 500))20"))
        #expect(
            long.contains("    …\(String(repeating: " ", count: 60))20\n     \(String(repeating: " ", count: 60))^"))
    }

    @Test func `never sends control characters to the terminal`() {
        let text = message("overlap: 1\nname: \u{1B}[31mred")
        #expect(!text.unicodeScalars.contains("\u{1B}"))
        #expect(text.contains("\u{FFFD}[31mred"))
    }

    @Test func `stops after fifty mistakes`() {
        let keys = (0..<1000).map { "key\($0): 1\n" }.joined()
        let error = #expect(throws: ScenarioFileError.self) { try Fixtures.file("overlap: 1\n" + keys) }
        #expect(error?.diagnostics.count == 50)
    }
}
