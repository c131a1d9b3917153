extension CaseFile.Entry {
    /// What a reader of the scenario should know: where it comes from, and what was measured.
    ///
    /// - Parameters:
    ///   - file: where the case stands.
    ///   - command: what writes the scenario.
    package func comments(file: String, command: String) -> [String] {
        let ofGroup = group.isEmpty ? "" : " (group \(group))"
        var comments = ["Made by `\(command)` from \(file), case \(id)\(ofGroup)."]
        guard let measurement else { return comments }
        func rounded(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }
        var figures = ["\(rounded(measurement.stepsPerSecond)) steps/s in the steady window"]
        if let first = measurement.firstStepSeconds {
            figures.append("first element after \(rounded(first * 1000)) ms")
        }
        if let stall = measurement.stallFraction {
            figures.append("\(rounded(stall * 100)) % of the run inside next()")
        }
        if let wall = measurement.wallSeconds { figures.append("run of \(rounded(wall)) s") }
        if let limit = measurement.prefetchLimit { figures.append("final prefetch limit \(limit)") }
        comments.append("Measured, medians of the runs: \(figures.joined(separator: "; ")).")
        if measurement.isNoisy { comments.append("Something else ran on the machine meanwhile.") }
        return comments
    }
}
