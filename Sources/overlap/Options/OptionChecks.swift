import ArgumentParser

/// Whether a number that is given is one of those that its option accepts.
func checkNumber(_ option: String, _ number: Int?, in accepted: ClosedRange<Int>) throws {
    guard let number, !accepted.contains(number) else { return }
    throw ValidationError(
        "'\(option)' is \(number): a number from \(accepted.lowerBound) to \(accepted.upperBound) is accepted.")
}

/// Whether figures are asked for in one form at most.
func checkOneForm(json: Bool, csv: Bool) throws {
    if json && csv { throw ValidationError("'--json' and '--csv' cannot be combined.") }
}
