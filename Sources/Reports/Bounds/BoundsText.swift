public import Experiments
import PipelineRuns
import Pipelines

/// Bounds of the variants of a scenario, for people: the verdict of each, then a table.
public struct BoundsText {
    private let bounds: [Bounds]
    /// Samples per second that are wanted, if any.
    private let target: Double?

    /// - Parameters:
    ///   - bounds: of the variants.
    ///   - target: samples per second that are wanted, if any.
    public init(_ bounds: [Bounds], target: Double? = nil) {
        self.bounds = bounds
        self.target = target
    }

    /// The text, as its reader can show it.
    public func text(_ style: TextStyle) -> String {
        let width = style.columnsOfSentences
        let parts = bounds.map { bounds in
            let verdict = Paragraph.lines(self.verdict(of: bounds), columns: width, indent: "  ")
            let table = table(of: bounds)
            return verdict + (table.isEmpty ? [] : [""] + table)
        }
        let assumptions = Paragraph.lines(Self.assumptions(hasTarget: target != nil), columns: width)
        return (parts.flatMap { $0 + [""] } + assumptions).joined(separator: "\n") + "\n"
    }

    /// Whether the target is within reach, or what binds.
    private func verdict(of bounds: Bounds) -> String {
        let variant = bounds.scenario.variant
        guard let binding = bounds.binding else { return "\(variant): nothing limits samples/s." }
        let most = "at most \(rate(binding.samplesPerSecond)) samples/s, by \(binding.name)"
        guard let target else { return "\(variant): \(most)." }
        return bounds.allows(target)
            ? "\(variant): \(rate(target)) samples/s are not excluded (\(most))."
            : "\(variant): \(rate(target)) samples/s are out of reach: \(most)."
    }

    private func table(of bounds: Bounds) -> [String] {
        guard !bounds.resources.isEmpty else { return [] }
        let head = ["resource or thread", "a sample takes", "at a time", "at most"]
        let rows = bounds.resources.map { resource in
            [
                resource.name, QuantityFormat.seconds(resource.secondsPerSample), count(resource.servers),
                "\(rate(resource.samplesPerSecond))/s",
            ] + (target.map { [Self.need(resource, $0)] } ?? [])
        }
        let lines = PlainTable(head: head + (target == nil ? [] : ["needed at least"]), rows: rows).lines(
            isMarkdown: false)
        let memory = bounds.bufferedBytes
        guard memory > 0 else { return lines }
        guard memory.isFinite else {
            return lines + ["What buffers hold is not limited: the size of one is found while it runs."]
        }
        return lines + ["Full buffers hold \(QuantityFormat.bytes(memory))."]
    }

    /// What a rate needs of a resource: as many servers, or as much faster ones where there is one by nature.
    static func need(_ resource: ResourceBound, _ target: Double) -> String {
        let needed = resource.servers(for: target)
        switch resource.kind {
        case .diskBandwidth, .readCacheBandwidth:
            return QuantityFormat.text(needed / resource.servers, .count) + " × the bandwidth"
        case .diskRequests: return QuantityFormat.text(needed / resource.servers, .count) + " × as many a second"
        case .threads where resource.isSingle:
            let factor = needed / resource.servers
            return factor <= 1 + 1e-9 ? "as it is" : "\(QuantityFormat.text(factor, .count)) times as fast"
        case .diskPlaces, .readCache, .lock, .cores, .workerPool, .accelerators, .copyEngines, .threads:
            return QuantityFormat.whole(Int64(max(1, (needed * (1 - 1e-9)).rounded(.up)).clampedToInt64))
        }
    }

    private static func assumptions(hasTarget: Bool) -> String {
        "By operational laws, from mean demands: no simulation. Variability, order, buffers, start-up and overheads only make "
            + "it slower\(hasTarget ? ", and what is needed is a lower bound" : ""): `overlap simulate` says by how much."
    }

    private func rate(_ value: Double) -> String { QuantityFormat.text(value, .samplesPerSecond) }

    private func count(_ servers: Double) -> String {
        servers == servers.rounded() ? QuantityFormat.whole(Int64(servers)) : QuantityFormat.text(servers, .count)
    }
}

extension Double {
    /// The same, within what counts.
    fileprivate var clampedToInt64: Double { Swift.min(self, 9e18) }
}
