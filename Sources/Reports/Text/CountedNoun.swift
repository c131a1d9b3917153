extension Int {
    /// `1 replication`, `2 replications`.
    ///
    /// - Parameter noun: in the singular, of those that take an s.
    package func counted(_ noun: String) -> String { "\(self) \(noun)\(self == 1 ? "" : "s")" }
}
