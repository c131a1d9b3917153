import ScenarioFiles

/// A disk that fio measured, as a part of a scenario.
public struct DiskOverlay: Sendable {
    private let disk: FioDisk
    private let files: [String]

    /// Prepares the text.
    ///
    /// - Parameter files: fio's files, as the reader of the overlay shall find them.
    public init(_ disk: FioDisk, files: [String]) {
        self.disk = disk
        self.files = files
    }

    /// YAML: `platform` with `disk` alone.
    public var text: String {
        var lines = ScenarioText.comments("Made by `overlap import fio` from \(files.joined(separator: ", ")).")
        lines += ["#"] + comparison.map(ScenarioText.comment)
        for note in notes { lines += ["#"] + ScenarioText.comments(note) }
        lines += ["platform:", "  disk:"] + latency + bandwidth
        lines.append("    queueDepth: \(disk.queueDepth)")
        return lines.joined(separator: "\n") + "\n"
    }

    // MARK: Values

    private var latency: [String] {
        guard let latency = disk.latency else { return ["    latency: 0"] }
        return ScenarioText.histogram(
            "latency", edges: latency.histogram.edges, counts: latency.histogram.counts, indent: 4)
    }

    private var bandwidth: [String] {
        guard let first = disk.points.first else { return ["    bandwidth: unlimited"] }
        let values = disk.points.map { "\($0.depth): \(ScenarioText.bandwidth($0.bytesPerSecond))" }
        // A table in both cases: it replaces whatever the scenario says of the bandwidth.
        return disk.points.count == 1
            ? ["    bandwidthByDepth: [\(ScenarioText.bandwidth(first.bytesPerSecond))]"]
            : ["    bandwidthByDepth: {\(values.joined(separator: ", "))}"]
    }

    // MARK: Comments

    /// What fio measured beside what the simulated disk does under the same load.
    private var comparison: [String] {
        let header = "  request  in flight  requests/s: fio  simulated  mean latency: fio  simulated"
        return [header]
            + disk.runs.map { run in
                let simulated = disk.requestsPerSecond(under: run)
                return [
                    (ScenarioText.size(run.bytes), 9), ("\(run.depth)", 11),
                    (ScenarioText.rounded(run.requestsPerSecond), 17), (ScenarioText.rounded(simulated), 11),
                    ("\(ScenarioText.rounded(run.latencySeconds * 1e6)) us", 19),
                    ("\(ScenarioText.rounded(Double(run.depth) / simulated * 1e6)) us", 11),
                ].map { cell, width in String(repeating: " ", count: max(0, width - cell.count)) + cell }.joined()
            }
    }

    private var notes: [String] {
        guard let base = disk.runs.first else { return [] }
        return [separation(base), takenOff(base), limits(base)] + oddities
    }

    /// How latency and bandwidth were told apart, and what that leaves open.
    private func separation(_ base: FioRun) -> String {
        let bandwidth = disk.points.first.map { ScenarioText.bandwidth($0.bytesPerSecond) } ?? ""
        let size = ScenarioText.size(base.bytes)
        switch disk.evidence {
        case .given: return "A lone transfer has the bandwidth that was given, \(bandwidth)."
        case .sizes: return "A lone transfer has \(bandwidth): by so much latencies grow with the size of a request."
        case .shortest:
            return "One size at one request in flight cannot tell latency from bandwidth. Taken is the least bandwidth "
                + "that the shortest request, \(ScenarioText.time(base.latencyRange.lowerBound)), allows: \(bandwidth). "
                + "Requests of \(size) come out right with any larger one too; larger requests would be faster then, "
                + "smaller ones slower. A file with another size, or --bandwidth, settles it."
        case .throughput:
            return
                "A lone transfer has the least bandwidth that carries what was measured, \(bandwidth). It may be more: "
                + "a file with another size at one request in flight, or --bandwidth, settles it."
        case .none:
            return "At \(base.depth) requests in flight, latencies contain the waiting for each other, which one depth "
                + "cannot tell from the latency of a lone request. All is kept as latency, and bytes take no time: with "
                + "fewer requests in flight the simulated disk is too slow, and all sizes are alike. A file with one "
                + "request in flight, or --bandwidth, settles it."
        }
    }

    /// What fio's latencies contain that the simulated disk adds again.
    private func takenOff(_ base: FioRun) -> String {
        let source = disk.runs.count > 1 ? " of \(base.name)" : ""
        let kind = base.hasBins ? "fio's bins" : "fio's percentiles and mean"
        guard let latency = disk.latency else {
            return "The bandwidth alone explains the mean latency\(source): nothing is left to vary."
        }
        // A bin is 1.6 % wide: less than that is the rounding of its mean.
        guard latency.takenOffSeconds >= 0.008 * base.latencySeconds else {
            return "Latencies\(source) are as measured, from \(kind)."
        }
        return "Latencies\(source), from \(kind), contain the transfer, which the simulated disk adds again: "
            + "\(ScenarioText.time(latency.takenOffSeconds)) were taken off each, down to zero."
    }

    private func limits(_ base: FioRun) -> String {
        let served =
            "queueDepth is \(disk.queueDepth): nothing was measured with more requests in flight, so that more wait."
        guard disk.points.count > 1 else {
            return served + " What more requests in flight would bring, this depth cannot tell."
        }
        return served + " Between the measured depths the bandwidth follows straight lines."
    }

    /// What does not fit the picture.
    private var oddities: [String] {
        var notes: [String] = []
        for run in disk.runs {
            let pause = abs(run.meanInFlight / Double(run.depth) - 1)
            if pause > 0.03 {
                let mean = ScenarioText.rounded(run.meanInFlight)
                notes.append(
                    "\(run.name): \(mean) requests were in flight on average, taken as \(run.depth): its requests per "
                        + "second are not those of a disk that is kept busy.")
            }
            if run.isMixed { notes.append("\(run.name): other requests ran at the same time and are left out.") }
            let ratio = disk.requestsPerSecond(under: run) / run.diskRate
            if abs(ratio - 1) > 0.02 {
                let percent = ScenarioText.rounded((ratio - 1) * 100)
                notes.append(
                    "\(run.name): no bandwidth with this latency gives what was measured; the simulated disk is off by "
                        + "\(percent) %.")
            }
        }
        return notes
    }
}
