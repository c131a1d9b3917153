extension WorkloadHeader {
    /// What each step costs beyond its computation, and how that is known.
    var costs: [String] {
        let costs = setting.costs
        var parts: [String] = []
        if costs.loopSeconds > 0 { parts.append("the loop \(Self.short(costs.loopSeconds))") }
        if platform.secondsPerAccelerator > 0 {
            parts.append(
                "each accelerator of a host \(Self.short(platform.secondsPerAccelerator)) (\(eachAccelerator))")
        }
        guard !parts.isEmpty else { return [] }
        let sum = costs.loopSeconds + setting.acceleratorsPerHost * platform.secondsPerAccelerator
        var text = "To each step add \(parts.joined(separator: ", and ")): \(Self.short(sum)) in all."
        text += " Loading ahead does not hide it; the cause is not known. \(origin)"
        if platform.readersCompute, setting.accelerators > 1 {
            text += " It is written for \(setting.accelerators) accelerators: import again for another number."
        }
        return [text]
    }

    /// What readers compute, if they do.
    var readers: [String] {
        guard platform.readersCompute else { return [] }
        let cores = setting.cores.map { "\($0) cores of each host" } ?? "a core for each thread"
        return ["A reader computes \(CommentText.time(setting.readerSeconds)) for each sample, on \(cores)."]
    }

    private var eachAccelerator: String {
        let barrier = Self.short(setting.costs.barrierSeconds)
        guard let bandwidth = setting.costs.hostBytesPerSecond else { return barrier }
        let bytes = CommentText.rounded(workload.bytesPerStep / 1e6)
        return "\(barrier), and \(bytes) MB at \(CommentText.rounded(bandwidth / 1e9)) GB/s"
    }

    private var origin: String {
        guard let fitted = setting.fit else {
            return
                "Unless options gave them, the constants are typical of systems of MLPerf Storage v1.0 (`docs/dlio.md`): "
                + "--fit finds those of a system from its own results."
        }
        let misses = zip(fitted.fit.rows, fitted.fit.misses).map { row, miss in
            "\(row.workload) on \(Self.counted(row.accelerators, "accelerator")) by \(Self.signed(miss))"
        }
        let most = fitted.fit.rows.map(\.acceleratorsPerHost).max() ?? 1
        let beyond =
            setting.acceleratorsPerHost > most
            ? " These had at most \(CommentText.rounded(most)) accelerators on a host: more is extrapolated." : ""
        return "Fitted to \(fitted.file), whose AU it misses: \(misses.joined(separator: ", ")) points.\(beyond)"
    }

    /// A time in four digits.
    private static func short(_ seconds: Double) -> String {
        CommentText.time((Double(CommentText.rounded(seconds * 1e6)) ?? 0) / 1e6)
    }

    private static func signed(_ points: Double) -> String {
        let text = CommentText.rounded((points * 10).rounded() / 10)
        return points >= 0.05 ? "+\(text)" : text == "-0" ? "0" : text
    }
}
