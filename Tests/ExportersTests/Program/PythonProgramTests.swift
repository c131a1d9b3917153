import Testing

@testable import Exporters

@Suite struct PythonProgramTests {
    @Test func `imports follow from what is used`() {
        var program = PythonProgram(
            docstring: ["\"\"\"Title.\"\"\""],
            packages: [("np.", "import numpy as np"), ("tf.", "import tensorflow as tf")])
        program.constants = [["order = random.Random(1)"]]
        program.definitions = [
            ["def main() -> None:", "    for x in iterate(tf.data): time.sleep(Iterator[int], deque())"]
        ]
        #expect(
            program.text == """
                \"\"\"Title.\"\"\"

                import random
                import time
                from collections import deque
                from collections.abc import Iterator

                import tensorflow as tf

                order = random.Random(1)


                def main() -> None:
                    for x in iterate(tf.data): time.sleep(Iterator[int], deque())


                if __name__ == "__main__":
                    main()

                """)
    }

    @Test func `a word within another, or of an object, is no module`() {
        var program = PythonProgram(docstring: [], packages: [("torch.", "import torch")])
        program.definitions = [["torch.random.x = overtime.y"]]
        #expect(!program.text.contains("import random") && !program.text.contains("import time"))
    }

    @Test func `what a user wrote ends no docstring and begins no line`() {
        #expect(PythonProgram.documented(#"a"""\b"#) == #"a\"\"\"\\b"#)
        #expect(!PythonProgram.documented("a\nb").contains("\n"))
    }
}
