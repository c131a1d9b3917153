package import PipelineExecution
import ScenarioFiles

/// Devices for programs.
package struct DevicesJSON {
    package let text: String

    package init(_ listed: [ListedDevice]) {
        let value: JSONValue = .object([
            ("devices", .array(listed.map(Self.device))),
            ("alwaysThere", .array([.string("emulated")])),
        ])
        text = value.text() + "\n"
    }

    private static func device(_ entry: ListedDevice) -> JSONValue {
        let device = entry.device
        var members: [JSONValue.Member] = [
            ("index", .integer(Int64(entry.index))), ("name", .string(device.name)),
            ("vendor", .string(device.vendor)), ("version", .string(device.version)),
            ("driver", .string(device.driver)), ("type", .string(device.kind.rawValue)),
            (
                "platform",
                .object([
                    ("name", .string(entry.platform.name)), ("vendor", .string(entry.platform.vendor)),
                    ("version", .string(entry.platform.version)),
                ])
            ),
            ("computeUnits", .integer(Int64(device.computeUnits))),
            ("clockHertz", device.clockHertz > 0 ? .number(device.clockHertz) : .null),
            ("memoryBytes", .integer(Int64(device.memoryBytes))),
            ("maximumBufferBytes", .integer(Int64(device.maximumBufferBytes))),
            ("maximumWorkGroupSize", .integer(Int64(device.maximumWorkGroupSize))),
            ("hasUnifiedMemory", .bool(device.hasUnifiedMemory)),
            ("hasOutOfOrderQueues", .bool(device.hasOutOfOrderQueues)),
            ("maximumParts", .integer(Int64(device.maximumParts))),
            ("timerResolutionSeconds", .number(device.timerResolutionSeconds)),
        ]
        if let probe = entry.probe { members.append(("probe", self.probe(probe))) }
        return .object(members)
    }

    private static func probe(_ probe: Result<DeviceProbe, ExecutionError>) -> JSONValue {
        switch probe {
        case .failure(let error): .object([("error", .string("\(error)"))])
        case .success(let probe):
            .object([
                ("enqueueSeconds", JSONValue(probe.enqueueSeconds)),
                ("launchSeconds", JSONValue(probe.launchSeconds)),
                ("completionSeconds", JSONValue(probe.completionSeconds)),
                ("copies", copies(probe.copies)),
                ("clockUncertaintySeconds", JSONValue(1e-9 * Double(probe.clock.uncertaintyNanoseconds))),
                (
                    "overlap",
                    .object([
                        ("share", JSONValue(probe.overlap.share)),
                        ("shares", .array(probe.overlap.shares.map { JSONValue($0) })),
                        ("copySeconds", JSONValue(probe.overlap.copySeconds)),
                        ("kernelSeconds", JSONValue(probe.overlap.kernelSeconds)),
                        ("kernelAloneSeconds", JSONValue(probe.overlap.kernelAloneSeconds)),
                    ])
                ),
            ])
        }
    }

    private static func copies(_ copies: CopyProbe) -> JSONValue {
        func uploads(_ uploads: CopyProbe.Uploads) -> JSONValue {
            .object([
                ("pinnedBytesPerSecond", JSONValue(uploads.pinnedBytesPerSecond)),
                ("pageableBytesPerSecond", JSONValue(uploads.pageableBytesPerSecond)),
            ])
        }
        return .object([
            ("bytes", .integer(Int64(copies.byteCount))), ("idle", uploads(copies.idle)),
            ("busy", uploads(copies.busy)),
            ("busyThreads", .integer(Int64(copies.busyThreads))),
            ("downloadBytesPerSecond", JSONValue(copies.downloadBytesPerSecond)),
        ])
    }
}
