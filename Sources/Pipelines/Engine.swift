/// How a run is simulated; all give the same figures.
public enum Engine: String, Sendable, CaseIterable, Codable {
    /// By recurrences where the pipeline has them, otherwise by events.
    case auto
    /// Event by event.
    case events
    /// Element by element; an error where the pipeline has no recurrence.
    case recurrence
}
