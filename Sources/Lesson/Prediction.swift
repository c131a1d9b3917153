/// What a learner committed to before the answer was shown.
package struct Prediction: Sendable, Equatable {
    /// How sure somebody is of a choice.
    package enum Confidence: String, Sendable, CaseIterable {
        /// It might as well be another one.
        case low
        /// Rather this one.
        case middle
        /// Surely this one.
        case high
    }

    /// The position of the choice; nil for "not sure".
    package let choice: Int?
    /// How sure; low where there is no choice.
    package let confidence: Confidence

    /// - Parameters:
    ///   - choice: its position; nil for "not sure".
    ///   - confidence: how sure of it.
    package init(choice: Int?, confidence: Confidence) {
        self.choice = choice
        self.confidence = choice == nil ? .low : confidence
    }
}
