import ArgumentParser
import Foundation
import PipelineExecution

/// `overlap devices`.
struct Devices: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists this machine's OpenCL devices, and measures what their commands cost.",
        discussion: """
            A device is chosen by its index or by a part of its name. `emulated` is always there: a device with timed \
            waits, which needs no OpenCL.
            """)

    @Argument(help: "Only this device: its index, or a part of its name.")
    var device: String?

    @Flag(help: "Measure each device, a second or two: launches, copies, and whether copies run beside kernels.")
    var probe = false

    @Flag(help: "Print everything as JSON.")
    var json = false

    @OptionGroup var output: OutputOption

    func run() throws {
        try FileUses.check(output.path)
        let listed = try listedDevices()
        try OutputFile.write(json ? DevicesJSON(listed).text : DevicesText(listed).text, to: output.path)
        let failures = listed.compactMap(\.failure)
        if !failures.isEmpty { throw CommandFailure.inputOutput(failures.joined(separator: "\nerror: ")) }
    }

    private func listedDevices() throws(CommandFailure) -> [ListedDevice] {
        let listed = try Self.all()
        let wanted = try device.map { name throws(CommandFailure) in [try Self.choose(name, among: listed)] } ?? listed
        return probe ? wanted.map { $0.probed() } : wanted
    }

    private static func all() throws(CommandFailure) -> [ListedDevice] {
        do throws(OpenCLError) {
            var listed: [ListedDevice] = []
            for platform in try OpenCLPlatform.all() {
                for device in try platform.devices() {
                    listed.append(ListedDevice(index: listed.count, platform: platform, device: device))
                }
            }
            return listed
        } catch {
            throw .inputOutput("\(error)")
        }
    }

    private static func choose(_ name: String, among listed: [ListedDevice]) throws(CommandFailure) -> ListedDevice {
        do throws(DeviceChoiceError) {
            return listed[try OpenCLDevice.index(of: name, among: listed.map(\.device))]
        } catch {
            throw .usage("\(error)")
        }
    }
}

/// A device with the index that chooses it, and what was measured of it.
struct ListedDevice {
    let index: Int
    let platform: OpenCLPlatform
    let device: OpenCLDevice
    var probe: Result<DeviceProbe, OpenCLError>?

    /// The same device, measured.
    func probed() -> ListedDevice {
        var measured = self
        do throws(OpenCLError) {
            measured.probe = .success(try DeviceProbe(device))
        } catch {
            measured.probe = .failure(error)
        }
        return measured
    }

    /// Why it could not be measured.
    var failure: String? {
        guard case .failure(let error) = probe else { return nil }
        return "device \(index) (\(device.name)): \(error)"
    }
}
