import PipelineExecution

/// Devices for programs.
struct DevicesJSON {
    let text: String

    init(_ listed: [ListedDevice]) {
        let value: JSONText = .object([
            ("devices", .array(listed.map(Self.device))),
            ("alwaysThere", .array([.string("emulated")])),
        ])
        text = value.text() + "\n"
    }

    private static func device(_ entry: ListedDevice) -> JSONText {
        let device = entry.device
        var members: [(String, JSONText)] = [
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

    private static func probe(_ probe: Result<DeviceProbe, OpenCLError>) -> JSONText {
        switch probe {
        case .failure(let error): .object([("error", .string("\(error)"))])
        case .success(let probe):
            .object([
                ("enqueueSeconds", JSONText(probe.enqueueSeconds)),
                ("launchSeconds", JSONText(probe.launchSeconds)),
                ("completionSeconds", JSONText(probe.completionSeconds)),
                ("copyBytes", .integer(Int64(probe.copyBytes))),
                ("uploadBytesPerSecond", JSONText(probe.uploadBytesPerSecond)),
                ("downloadBytesPerSecond", JSONText(probe.downloadBytesPerSecond)),
                ("clockUncertaintySeconds", JSONText(1e-9 * Double(probe.clock.uncertaintyNanoseconds))),
                (
                    "overlap",
                    .object([
                        ("share", JSONText(probe.overlap.share)),
                        ("shares", .array(probe.overlap.shares.map { JSONText($0) })),
                        ("copySeconds", JSONText(probe.overlap.copySeconds)),
                        ("kernelSeconds", JSONText(probe.overlap.kernelSeconds)),
                        ("kernelAloneSeconds", JSONText(probe.overlap.kernelAloneSeconds)),
                    ])
                ),
            ])
        }
    }
}
