/// A device with the index that chooses it, and what was measured of it.
package struct ListedDevice: Sendable {
    /// Counts all devices of this machine from 0.
    package let index: Int
    /// The driver that offers it.
    package let platform: OpenCLPlatform
    /// The device itself.
    package let device: OpenCLDevice
    /// What was measured of it, or why that failed; nil before it is measured.
    package private(set) var probe: Result<DeviceProbe, ExecutionError>?

    /// All devices of this machine.
    package static func all() throws(OpenCLError) -> [ListedDevice] {
        var listed: [ListedDevice] = []
        for platform in try OpenCLPlatform.all() {
            for device in try platform.devices() {
                listed.append(ListedDevice(index: listed.count, platform: platform, device: device))
            }
        }
        return listed
    }

    /// The same device, measured.
    package func probed() -> ListedDevice {
        var measured = self
        do throws(ExecutionError) {
            measured.probe = .success(try DeviceProbe(device))
        } catch {
            measured.probe = .failure(error)
        }
        return measured
    }

    /// Why it could not be measured.
    package var failure: String? {
        guard case .failure(let error) = probe else { return nil }
        return "device \(index) (\(device.name)): \(error)"
    }
}
