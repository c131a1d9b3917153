package import Foundation
import ScenarioFiles

/// What `nvidia-smi dmon` printed: how busy each GPU was, second by second.
///
/// - Source: nvidia-smi(1), "dmon": `sm` is the share of the past period in which at least one kernel ran.
package struct DmonLog: Sendable {
    /// A GPU's samples.
    package struct GPU: Sendable {
        /// Its number.
        package let index: Int
        /// Busy shares from 0 to 1, in their order, idle ones before the first and after the last kernel left out.
        package internal(set) var shares: [Double] = []
        /// Samples in which the driver knew no share.
        package internal(set) var missing = 0
        /// Samples of 0 % at the beginning and the end, which are no part of a loop.
        package internal(set) var idle = 0

        /// Mean share; nil without samples.
        package var mean: Double? { shares.mean }

        /// The smallest share that some part of all samples does not exceed; nil without samples.
        package func quantile(_ probability: Double) -> Double? { shares.nearestRank(probability) }
    }

    /// In the order of their numbers; at least one with samples.
    package private(set) var gpus: [GPU] = []

    /// Bytes that are read at most: a line a second for a month.
    private static let mostBytes = 256 << 20

    /// Reads what was printed, with headers wherever they come again.
    ///
    /// - Parameter path: what messages call the file.
    /// - Throws: when it is not by `dmon`, has no column `sm`, or a line cannot be read.
    package init(_ data: Data, path: String) throws(ImportError) {
        guard data.count <= Self.mostBytes else {
            throw ImportError("`\(path)` is too large: at most \(Self.mostBytes >> 20) MiB are read")
        }
        let text: String
        do { text = try decodedText(data) } catch {
            throw ImportError("`\(path)` is not by nvidia-smi dmon: \(error)")
        }
        var columns: DmonColumns?
        var found: [Int: GPU] = [:]
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            let place = "\(path):\(index + 1)"
            let cells = line.split { $0.isWhitespace || $0 == "," }
            guard let first = cells.first else { continue }
            if first.hasPrefix("#") {
                columns = try DmonColumns(header: cells, place: place) ?? columns
                continue
            }
            guard let columns else { throw Self.notDmon(String(line), place: place) }
            let (gpu, share) = try columns.values(of: cells, place: place)
            found[gpu, default: GPU(index: gpu)].add(share)
        }
        gpus = found.values.map { $0.withoutIdleEnds() }.sorted { $0.index < $1.index }
        guard gpus.contains(where: { !$0.shares.isEmpty }) else {
            throw ImportError("`\(path)` has no busy share of any GPU: \(Self.wanted)")
        }
    }

    static let wanted = "the output of `nvidia-smi dmon -s u` is accepted"

    private static func notDmon(_ line: String, place: String) -> ImportError {
        ImportError(
            "\(place): `\(visible(String(line.prefix(60))))` stands before any header `# gpu … sm …`: \(wanted)")
    }
}

extension DmonLog.GPU {
    fileprivate mutating func add(_ share: Double?) {
        if let share { shares.append(share) } else { missing += 1 }
    }

    /// Without what was recorded before the loop began and after it ended.
    fileprivate func withoutIdleEnds() -> Self {
        var busy = self
        guard let first = shares.firstIndex(where: { $0 > 0 }), let last = shares.lastIndex(where: { $0 > 0 })
        else { return busy }
        busy.shares = Array(shares[first...last])
        busy.idle = shares.count - busy.shares.count
        return busy
    }
}

/// Where the columns are that matter: drivers and options add others.
private struct DmonColumns {
    let gpu: Int
    let sm: Int
    let count: Int

    /// Reads a header; nil for a line of units or another comment.
    init?(header cells: [Substring], place: String) throws(ImportError) {
        var names = cells.map { $0.drop { $0 == "#" }.lowercased() }
        names.removeAll(where: \.isEmpty)
        guard let gpu = names.firstIndex(of: "gpu") else { return nil }
        if names.contains("pid") { throw ImportError("\(place): this is by `nvidia-smi pmon`: \(DmonLog.wanted)") }
        guard let sm = names.firstIndex(of: "sm") ?? names.firstIndex(of: "gract") else {
            throw ImportError(
                "\(place): there is no column `sm`, only \(names.joined(separator: ", ")): \(DmonLog.wanted)")
        }
        self.gpu = gpu
        self.sm = sm
        count = names.count
    }

    /// A GPU's number, and its busy share from 0 to 1; nil where the driver knew none.
    func values(of cells: [Substring], place: String) throws(ImportError) -> (gpu: Int, share: Double?) {
        guard cells.count == count else {
            throw ImportError("\(place): \(cells.count) values stand below a header of \(count)")
        }
        guard let gpu = Int(cells[gpu]), (0..<65536).contains(gpu) else {
            throw ImportError("\(place): `\(visible(String(cells[self.gpu].prefix(40))))` is not the number of a GPU")
        }
        let text = cells[sm]
        if text == "-" || text == "N/A" { return (gpu, nil) }
        guard let percent = Double(text), (0...100).contains(percent) else {
            throw ImportError("\(place): `\(visible(String(text.prefix(40))))` is not a share from 0 to 100 % or `-`")
        }
        return (gpu, percent / 100)
    }
}
