/// The lesson: its chapters, in the order in which they are taken.
package struct Lesson: Sendable {
    /// Steps that belong together.
    package struct Chapter: Sendable {
        /// What the ids of its steps begin with; empty for the six that come first.
        package let id: String
        /// A few words.
        package let title: String
        /// Its steps, in order.
        package let steps: [LessonStep]
    }

    /// What comes before the first step and after the last one.
    package struct Frame: Sendable {
        /// What prefetching is, and why it matters.
        package let opening: String
        /// The stages in a few lines.
        package let picture: String
        /// The same in the words of a kitchen.
        package let kitchen: String
        /// What to keep in mind.
        package let remember: [String]
    }

    /// What surrounds the steps.
    package let frame: Frame
    /// In order.
    package let chapters: [Chapter]

    /// All steps, in order.
    package var steps: [LessonStep] { chapters.flatMap(\.steps) }

    /// The step of an id: `3`, `myths/2`.
    package func step(_ id: String) -> LessonStep? { steps.first { $0.id == id } }

    /// The step that comes after another one.
    package func step(after id: String) -> LessonStep? {
        let steps = steps
        guard let index = steps.firstIndex(where: { $0.id == id }), index + 1 < steps.count else { return nil }
        return steps[index + 1]
    }

    /// The lesson that is part of the program.
    ///
    /// - Throws: when a step's file has mistakes.
    package static func builtIn() throws(LessonError) -> Lesson {
        var chapters: [Chapter] = []
        for (id, title, texts) in StepTexts.chapters {
            var steps: [LessonStep] = []
            for (index, bytes) in texts.enumerated() {
                let number = "\(index + 1)"
                let file = "\(id.isEmpty ? "step" : id)-\(number).yaml"
                let text = String(decoding: bytes, as: UTF8.self)
                steps.append(
                    try StepDecoder.step(text, id: id.isEmpty ? number : "\(id)/\(number)", name: file))
            }
            chapters.append(Chapter(id: id, title: title, steps: steps))
        }
        let frame = try StepDecoder.frame(
            String(decoding: PackageResources.frame_yaml, as: UTF8.self), name: "frame.yaml")
        return Lesson(frame: frame, chapters: chapters)
    }
}
