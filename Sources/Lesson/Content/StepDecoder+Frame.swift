import Foundation
import ScenarioFiles

extension StepDecoder {
    /// What surrounds the steps.
    ///
    /// - Throws: as `step` does.
    static func frame(_ text: String, name: String) throws(LessonError) -> Lesson.Frame {
        do throws(ScenarioFileError) {
            let accepted = "a mapping with `opening`, `picture`, `kitchen` and `remember`"
            let root = try YAMLDocument(Data(text.utf8), name: name, accepted: accepted).root
            var decoder = StepDecoder()
            let frame = decoder.frame(root)
            try decoder.log.throwIfAny()
            guard let frame else { preconditionFailure("a frame that is not decoded leaves a diagnostic") }
            return frame
        } catch {
            throw .badStep(error)
        }
    }

    private mutating func frame(_ root: DocumentNode) -> Lesson.Frame? {
        guard let keys = mapping(root, ["opening", "picture", "kitchen", "remember"]) else { return nil }
        let (opening, picture, kitchen) = (text(keys, "opening"), text(keys, "picture"), text(keys, "kitchen"))
        let remember = required(keys, "remember").flatMap { texts($0) }
        guard let opening, let picture, let kitchen, let remember else { return nil }
        return Lesson.Frame(opening: opening, picture: picture, kitchen: kitchen, remember: remember)
    }
}
