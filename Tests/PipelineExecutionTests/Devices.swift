import PipelineExecution
import Testing

/// The devices that the tests run on: all of this machine, and one part of each that can be divided.
enum Devices {
    static let all: [OpenCLDevice] = (try? OpenCLDevice.all()) ?? []

    static let withParts: [OpenCLDevice] = all + all.flatMap { ((try? $0.divided(intoPartsOf: 1)) ?? []).prefix(1) }
}

extension Trait where Self == ConditionTrait {
    /// Leaves tests out, and says so, where OpenCL has no device.
    static var needsDevice: Self {
        .enabled(if: !Devices.all.isEmpty, "OpenCL has no device here; `make setup` installs PoCL")
    }
}

extension OpenCLDevice: CustomTestStringConvertible {
    public var testDescription: String { "\(name), \(computeUnits) units" }
}
