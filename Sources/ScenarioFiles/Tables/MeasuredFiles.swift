import Pipelines
import Variates

/// Distributions whose measurements are in files of their own.
extension NodeDecoder {
    /// `{fio: file.json, direction: read, transfer: {bytes: 128 KiB, bandwidth: 2 GB/s}}`.
    ///
    /// fio's completion latency contains the transfer of the data, which the simulated disk adds again: `transfer`
    /// takes it away.
    mutating func fioHistogram(_ node: DocumentNode, _ dimension: Dimension) -> Distribution? {
        guard let entries = entries(node, known: CompoundKeys.fio) else { return nil }
        guard dimension == .time else {
            log.report("fio measures times, but \(dimension.noun) is needed", at: node.location)
            return nil
        }
        let directions = CompoundKeys.directions
        let direction = node["direction"].map { word($0, among: directions) } ?? directions[0]
        let transfer = node["transfer"].map { transferSeconds($0) } ?? 0
        guard let file = entries.first(where: { $0.key == "fio" })?.value,
            let path = text(file, accepted: "a path, relative to this file"), let direction, let transfer
        else { return nil }
        do {
            let latencies = try dataFiles.fioHistogram(path, direction: direction)
            guard let rest = latencies.subtracting(seconds: transfer) else {
                log.report("the transfer takes longer than every latency of \(quoted(path))", at: node.location)
                return nil
            }
            return made(file, dimension) { () throws(DistributionError) in
                .histogram(try EmpiricalHistogram(edges: rest.edges, counts: rest.counts))
            }
        } catch {
            log.report(error.message, at: file.location, isOfDataFile: true)
            return nil
        }
    }

    private mutating func transferSeconds(_ node: DocumentNode) -> Double? {
        guard let fields = fields(node, CompoundKeys.transfer) else { return nil }
        let bytes = quantity(fields[0], .bytes)
        guard let bandwidth = quantity(fields[1], .bandwidth), let bytes else { return nil }
        return bytes / bandwidth
    }

    /// The values of `{file: times.csv, column: decode, unit: ms}` in base units.
    mutating func recordedFile(_ node: DocumentNode, _ dimension: Dimension) -> [Double]? {
        if let values = node["values"] {
            log.report("`values` and `file` cannot be combined", at: values.location)
            return nil
        }
        guard let file = node["file"], let path = text(file, accepted: "a path, relative to this file"),
            let unit = recordedUnit(node, dimension)
        else { return nil }
        let column = node["column"].map { text($0, accepted: "a column's name, or its number from 1") }
        if case .some(.none) = column { return nil }
        do throws(DataFileError) {
            let values = try dataFiles.column(column ?? nil, of: path).map(unit.base)
            guard let wrong = values.firstIndex(where: { !dimension.plausible.contains($0) }) else { return values }
            throw DataFileError(
                message: "value \(wrong + 1) of \(quoted(path)), \(dimension.format(values[wrong])), is not "
                    + "from \(dimension.format(dimension.plausible.lowerBound)) "
                    + "to \(dimension.format(dimension.plausible.upperBound))")
        } catch {
            log.report(error.message, at: file.location, isOfDataFile: true)
            return nil
        }
    }

    private mutating func recordedUnit(_ node: DocumentNode, _ dimension: Dimension) -> Unit? {
        let units = Unit.all(of: dimension)
        guard let written = node["unit"] else {
            if dimension.isPlain { return Unit("") }
            log.report(
                "`unit` is missing: the file's numbers have no unit", at: node.location,
                accepted: units.map { quoted($0.symbol) }.prefix(14).joined(separator: ", "))
            return nil
        }
        return word(written, among: units.map(\.symbol)).flatMap { symbol in units.first { $0.symbol == symbol } }
    }
}
