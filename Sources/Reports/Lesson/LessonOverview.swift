package import Lesson

extension LessonText {
    /// What comes before the first step.
    package func opening() -> String {
        var lines = style.paragraph(lesson.frame.opening)
        lines += [""] + lesson.frame.picture.split(separator: "\n").flatMap { style.item("  ", String($0)) }
        if style.isKitchen { lines += [""] + style.paragraph("In the kitchen: " + lesson.frame.kitchen) }
        return style.text(lines)
    }

    /// What comes after the last step.
    package func ending() -> String {
        style.text(
            style.paragraph("What to remember:", .bold) + lesson.frame.remember.flatMap { style.item("  - ", $0) })
    }

    /// All steps by chapter, those that were answered marked.
    ///
    /// - Parameters:
    ///   - lesson: whose steps.
    ///   - answered: ids of the steps that were committed to.
    ///   - style: how it is made.
    package static func list(_ lesson: Lesson, answered: Set<String>, _ style: LessonStyle) -> String {
        let width = lesson.steps.map(\.id.count).max() ?? 0
        let lines = lesson.chapters.flatMap { chapter in
            style.paragraph(chapter.title, .bold)
                + chapter.steps.flatMap { step in
                    let mark = answered.contains(step.id) ? "* " : "  "
                    let pad = String(repeating: " ", count: width - step.id.count + 2)
                    return style.item(mark + step.id + pad, step.title)
                }
        }
        let note = answered.isEmpty ? [] : ["", "* answered"]
        return style.text(lines + note)
    }

    /// How sure and how right somebody was, without a score; nil where nothing was committed to.
    ///
    /// - Parameters:
    ///   - guesses: each with whether it held.
    ///   - style: how it is made.
    package static func calibration(_ guesses: [(guess: Prediction, isRight: Bool)], _ style: LessonStyle) -> String? {
        guard !guesses.isEmpty else { return nil }
        func count(_ isSure: Bool, _ isRight: Bool) -> Int {
            guesses.count {
                $0.guess.choice != nil && ($0.guess.confidence == .high) == isSure && $0.isRight == isRight
            }
        }
        let open = guesses.count { $0.guess.choice == nil }
        let parts = [
            "sure and right: \(count(true, true))", "sure and wrong: \(count(true, false))",
            "less sure and right: \(count(false, true))", "less sure and wrong: \(count(false, false))",
            "not sure: \(open)",
        ]
        return style.text(style.paragraph("Your calibration. \(parts.joined(separator: " · ")).", indent: "  "))
    }
}
