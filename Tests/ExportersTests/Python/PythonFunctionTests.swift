import Pipelines
import Testing
import Variates

@testable import Exporters

@Suite struct PythonFunctionTests {
    @Test func `a function says what it stands for, and takes its time`() {
        var function = PythonFunction(
            name: "decode", parameters: "sample: int", result: "int", summary: "Stage `decode`.",
            duration: PythonDuration(.constant(0.005)), statements: ["return sample"])
        function.addUse(.wait, outputBytes: 2000)
        #expect(
            function.lines == [
                "def decode(sample: int) -> int:", "    \"\"\"Stage `decode`.", "",
                "    It takes 5 ms. It waits, and takes no core. Its result is 2 kB.", "    \"\"\"",
                "    time.sleep(0.005)",
                "    return sample",
            ])
    }

    @Test func `without a time nothing is said of cores`() {
        var function = PythonFunction(name: "f", parameters: "", result: "None", summary: "Does.")
        function.addUse(.core, outputBytes: nil)
        #expect(function.lines == ["def f() -> None:", "    \"\"\"Does.\"\"\""])
    }
}
