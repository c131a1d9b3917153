import Foundation
import SwiftProtobuf
import XPlane

extension HostProfile {
    /// Bytes of a profile that are read at most: events are larger in memory than in the file.
    static let mostBytes = 128 << 20

    /// Reads what TensorFlow's profiler writes as `*.xplane.pb`, which may be packed by gzip.
    ///
    /// - Parameter path: what messages call the file.
    /// - Throws: when it is no such profile, is damaged, or is larger than ``mostBytes``.
    init(xSpace data: Data, path: String) throws(ImportError) {
        let space = try Self.space(data, path: path)
        self.init()
        for plane in space.planes {
            if plane.name == "/host:CPU" { try add(plane, path: path) }
            if plane.name.hasPrefix("/device:"), plane.lines.contains(where: { !$0.events.isEmpty }) {
                hasDevices = true
            }
        }
    }

    private static func space(_ data: Data, path: String) throws(ImportError) -> XSpace {
        let bytes: [UInt8]
        do { bytes = try Gzip.bytes(of: data, limit: mostBytes) } catch {
            throw ImportError("`\(path)`: \(error.reason)")
        }
        guard bytes.count <= mostBytes else {
            throw ImportError("`\(path)` is too large: at most \(mostBytes >> 20) MiB are read; profile fewer steps")
        }
        var options = BinaryDecodingOptions()
        options.discardUnknownFields = true
        let space: XSpace
        do { space = try XSpace(serializedBytes: bytes, options: options) } catch {
            throw ImportError(
                "`\(path)` is no profile of TensorFlow, or is damaged: `*.xplane.pb` is accepted, as "
                    + "`tf.profiler.experimental` writes it, also packed by gzip")
        }
        guard !space.planes.isEmpty else {
            throw ImportError("`\(path)` is empty: it has no plane of a host or a device")
        }
        return space
    }

    private mutating func add(_ plane: XPlane, path: String) throws(ImportError) {
        var kinds: [Int64: HostEvent.Kind] = [:]
        for (number, metadata) in plane.eventMetadata { kinds[number] = kind(ofEvent: metadata.name[...]) }
        let names = plane.statMetadata.mapValues(\.name)
        // Times since 1970 in picoseconds do not fit into 64 bits.
        let first = plane.lines.map(\.timestampNs).min() ?? 0
        for line in plane.lines {
            let (nanoseconds, isTooFar) = line.timestampNs.subtractingReportingOverflow(first)
            guard !isTooFar else { throw ImportError("`\(path)` has lines that are centuries apart") }
            let thread = addThread()
            for event in line.events {
                guard let kind = kinds[event.metadataID], event.durationPs >= 0 else { continue }
                let start = Double(nanoseconds) * 1e-9 + Double(event.offsetPs) * 1e-12
                add(event, kind, from: start, names, toThread: thread)
            }
        }
    }

    private mutating func add(
        _ event: XEvent, _ kind: HostEvent.Kind, from start: Double, _ names: [Int64: String], toThread thread: Int
    ) {
        var added = HostEvent(kind: kind, start: start, end: start + Double(event.durationPs) * 1e-12)
        var told: [(name: String, value: String)] = []
        for stat in event.stats {
            guard let name = names[stat.metadataID] else { continue }
            switch name {
            case "id": added.id = stat.number
            case "parent_id": added.parent = stat.number
            case "_p", "_c": added.context = stat.number
            case "element_size": added.bytes = Double(stat.number)
            default:
                if case .iterator = kind, Self.settingNames.contains(name) { told.append((name, stat.text(names))) }
            }
        }
        // Older versions tell the number of the run alone.
        if added.context == 0 { added.context = added.id }
        for (name, value) in told { note(name, value, of: added.id) }
        add(added, toThread: thread)
    }
}

extension XStat {
    /// A number of an iterator, a run or a count; 0 when it is something else.
    fileprivate var number: UInt64 {
        switch value {
        case .uint64Value(let value): value
        case .int64Value(let value): UInt64(bitPattern: value)
        default: 0
        }
    }

    /// The value as a text.
    fileprivate func text(_ names: [Int64: String]) -> String {
        switch value {
        case .strValue(let text): text
        case .refValue(let number): Int64(exactly: number).flatMap { names[$0] } ?? ""
        case .uint64Value(let value): "\(value)"
        case .int64Value(let value): "\(value)"
        case .doubleValue(let value): "\(value)"
        case .bytesValue, nil: ""
        }
    }
}
