/// What a rule is about, which decides when a suspicion counts.
package enum LintConcern: String, Sendable, CaseIterable {
    /// Speed: a finding if the simulated fix is faster, else a note.
    case performance
    /// Memory: always a finding.
    case memory
    /// What the model is trained on: always a finding, whatever the fix costs.
    case correctness
    /// What the scenario leaves out: always a note, with what the run is like otherwise.
    case assumption
}
