import Lesson

/// A program with a fault beside the one without it; one above the other where there is no room.
struct SidesText {
    private let sides: LessonStep.Sides

    init(_ sides: LessonStep.Sides) { self.sides = sides }

    private static let titles = ("with the fault", "without it")

    /// The program with the fault alone.
    var fault: [String] { lines(of: sides.wrong) }

    /// Both.
    func lines(_ style: LessonStyle) -> [String] {
        let wrong = [Self.titles.0] + lines(of: sides.wrong)
        let right = [Self.titles.1] + lines(of: sides.right)
        let width = (wrong.map(\.count).max() ?? 0) + 4
        guard width + (right.map(\.count).max() ?? 0) + 2 <= style.columns, !style.isAccessible else {
            return wrong.map { "  " + $0 } + [""] + right.map { "  " + $0 }
        }
        return (0..<max(wrong.count, right.count)).map { row in
            let left = row < wrong.count ? wrong[row] : ""
            return "  " + left + String(repeating: " ", count: width - left.count)
                + (row < right.count ? right[row] : "")
        }
    }

    private func lines(of text: String) -> [String] {
        text.split(separator: "\n").map { "  \($0)" }
    }
}
