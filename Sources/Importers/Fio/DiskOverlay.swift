import Pipelines
import ScenarioFiles

/// A disk that fio measured, as a part of a scenario.
package struct DiskOverlay: Sendable {
    private let disk: FioDisk
    private let files: [String]

    /// Prepares the text.
    ///
    /// - Parameter files: fio's files, as the reader of the overlay shall find them.
    package init(_ disk: FioDisk, files: [String]) {
        self.disk = disk
        self.files = files
    }

    /// YAML: `platform` with `disk` alone.
    package var text: String { document.text }

    private var document: OverlayDocument {
        var document = OverlayDocument(units: .measured)
        let origin = CommentText.lines("Made by `overlap import fio` from \(files.joined(separator: ", ")).")
        for line in origin + [""] + comparison { document.comment(line) }
        for note in notes {
            document.comment("")
            for line in CommentText.lines(note) { document.comment(line) }
        }
        document.setPlatform([section])
        return document
    }

    private var section: SectionDocument {
        var section = SectionDocument(Disk.self)
        section.set("latency", latency)
        switch bandwidths {
        case let table?: section.set("bandwidthByDepth", table)
        case nil: section.set("bandwidth", .word("unlimited"))
        }
        section.set("queueDepth", .count(disk.queueDepth))
        return section
    }

    private var latency: WrittenValue {
        guard let latency = disk.latency else { return .count(0) }
        return .histogram(ofSeconds: latency.histogram.edges, counts: latency.histogram.counts)
    }

    /// A table, whether of one number of transfers or more: it replaces whatever the scenario says of the bandwidth.
    private var bandwidths: WrittenValue? {
        let values = disk.points.map { ("\($0.depth)", WrittenValue.bandwidth($0.bytesPerSecond)) }
        return values.isEmpty ? nil : values.count == 1 ? .list(values.map { $0.1 }) : .line(values)
    }

    // MARK: Comments

    /// What fio measured beside what the simulated disk does under the same load.
    private var comparison: [String] {
        let header = "  request  in flight  requests/s: fio  simulated  mean latency: fio  simulated"
        return [header]
            + disk.runs.map { run in
                let simulated = disk.requestsPerSecond(under: run)
                return [
                    (CommentText.size(run.bytes), 9), ("\(run.depth)", 11),
                    (CommentText.rounded(run.requestsPerSecond), 17), (CommentText.rounded(simulated), 11),
                    ("\(CommentText.rounded(run.latencySeconds * 1e6)) us", 19),
                    ("\(CommentText.rounded(Double(run.depth) / simulated * 1e6)) us", 11),
                ].map { cell, width in String(repeating: " ", count: max(0, width - cell.count)) + cell }.joined()
            }
    }

    private var notes: [String] {
        guard let base = disk.runs.first else { return [] }
        return [separation(base), takenOff(base), limits(base)] + oddities
    }

    /// How latency and bandwidth were told apart, and what that leaves open.
    private func separation(_ base: FioRun) -> String {
        let bandwidth = disk.points.first.map { CommentText.bandwidth($0.bytesPerSecond) } ?? ""
        let size = CommentText.size(base.bytes)
        switch disk.evidence {
        case .given: return "A lone transfer has the bandwidth that was given, \(bandwidth)."
        case .sizes: return "A lone transfer has \(bandwidth), from how latencies grow with the size of a request."
        case .shortest:
            return
                "One size at one request in flight cannot separate latency from bandwidth. The bandwidth used is the least "
                + "that the shortest request, \(CommentText.time(base.latencyRange.lowerBound)), allows: \(bandwidth). "
                + "Requests of \(size) come out right with any larger one too; larger requests would then be faster, "
                + "smaller ones slower. A file with another size, or --bandwidth, settles it."
        case .throughput:
            return
                "A lone transfer has the least bandwidth that carries what was measured, \(bandwidth). It may be more: "
                + "a file with another size at one request in flight, or --bandwidth, settles it."
        case .none:
            return "At \(base.depth) requests in flight, latencies include queueing, which one depth "
                + "cannot separate from the latency of a lone request. All is kept as latency, and bytes take no time: with "
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
            + "\(CommentText.time(latency.takenOffSeconds)) are subtracted from each, down to zero."
    }

    private func limits(_ base: FioRun) -> String {
        let served =
            "queueDepth is \(disk.queueDepth), the most requests in flight that were measured: more wait."
        guard disk.points.count > 1 else {
            return served + " One depth does not show what more requests in flight would gain."
        }
        return served + " Between the measured depths the bandwidth is linear."
    }

    /// What does not fit the picture.
    private var oddities: [String] {
        var notes: [String] = []
        for run in disk.runs {
            let pause = abs(run.meanInFlight / Double(run.depth) - 1)
            if pause > 0.03 {
                let mean = CommentText.rounded(run.meanInFlight)
                notes.append(
                    "\(run.name): \(mean) requests were in flight on average, taken as \(run.depth): its requests per "
                        + "second are not those of a disk that is kept busy.")
            }
            if run.isMixed { notes.append("\(run.name): other requests ran at the same time and are ignored.") }
            let ratio = disk.requestsPerSecond(under: run) / run.diskRate
            if abs(ratio - 1) > 0.02 {
                let percent = CommentText.rounded((ratio - 1) * 100)
                notes.append(
                    "\(run.name): no bandwidth with this latency gives what was measured; the simulated disk is off by "
                        + "\(percent) %.")
            }
        }
        return notes
    }
}
