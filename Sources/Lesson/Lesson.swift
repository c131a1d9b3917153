/// The lesson: its chapters, in the order in which they are taken.
public struct Lesson: Sendable {
    /// Steps that belong together.
    public struct Chapter: Sendable {
        /// What the ids of its steps begin with; empty for the six that come first.
        public let id: String
        /// A few words.
        public let title: String
        /// Its steps, in order.
        public let steps: [LessonStep]
    }

    /// What comes before the first step and after the last one.
    public struct Frame: Sendable {
        /// What prefetching is, and why it matters.
        public let opening: String
        /// The stages in a few lines.
        public let picture: String
        /// The same in the words of a kitchen.
        public let kitchen: String
        /// What to keep in mind.
        public let remember: [String]
    }

    /// What surrounds the steps.
    public let frame: Frame
    /// In order.
    public let chapters: [Chapter]

    /// All steps, in order.
    public var steps: [LessonStep] { chapters.flatMap(\.steps) }

    /// The step of an id: `3`, `myths/2`.
    public func step(_ id: String) -> LessonStep? { steps.first { $0.id == id } }

    /// The step that comes after another one.
    public func step(after id: String) -> LessonStep? {
        let steps = steps
        guard let index = steps.firstIndex(where: { $0.id == id }), index + 1 < steps.count else { return nil }
        return steps[index + 1]
    }

    /// The lesson that is part of the program.
    ///
    /// - Throws: when a step's file has mistakes.
    public static func builtIn() throws(LessonError) -> Lesson {
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
