import Testing

@testable import Exporters

@Suite struct PythonTermTests {
    @Test func `a choice needs brackets beside others only`() {
        let choice = PythonTerm.choice(probability: "0.1", "a", else: "b")
        #expect(choice.text(isAlone: true) == "a if random.random() < 0.1 else b")
        #expect(choice.text(isAlone: false) == "(a if random.random() < 0.1 else b)")
        #expect(PythonTerm.value("a").text(isAlone: false) == "a")
    }
}
