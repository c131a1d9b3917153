import Testing

@testable package import PipelineExecution

/// The devices that the tests run on: all of this machine, and one part of each that can be divided.
enum Devices {
    static let all: [OpenCLDevice] = (try? OpenCLDevice.all()) ?? []

    static let withParts: [OpenCLDevice] = all + all.flatMap { ((try? $0.divided(intoPartsOf: 1)) ?? []).prefix(1) }

    /// Accelerators on the last device, measured once for many executions.
    static let accelerators: [OpenCLAccelerator] = withParts.suffix(1).flatMap { device in
        (0..<3).compactMap { _ in try? OpenCLAccelerator(device) }
    }
}

extension Trait where Self == ConditionTrait {
    /// Leaves tests out, and says so, where OpenCL has no device.
    static var needsDevice: Self {
        .enabled(if: !Devices.all.isEmpty, "OpenCL has no device here; `make setup` installs PoCL")
    }
}

extension OpenCLDevice: CustomTestStringConvertible {
    /// Tells apart the devices of a parameterised test.
    package var testDescription: String { "\(name), \(computeUnits) units" }
}

/// The error of a call that must fail.
///
/// The macros of Testing wrap their expressions in closures, which values that cannot be copied do not enter.
@discardableResult
func caught(
    sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws(OpenCLError) -> Void
) -> OpenCLError? {
    do throws(OpenCLError) {
        try body()
    } catch {
        return error
    }
    Issue.record("nothing was thrown", sourceLocation: sourceLocation)
    return nil
}
