/// Which devices compute the steps: one for each accelerator, as far as there are enough alike.
package enum DeviceChoice: Equatable, Sendable {
    /// Timed waits.
    case emulated
    /// Devices of one name, by their indices; at least one.
    case whole([Int])
    /// Parts of the device of this index, each with this number of cores.
    case parts(of: Int, cores: Int)

    /// What the choice goes by.
    package struct Candidate: Sendable {
        /// As the device calls itself.
        package var name: String
        /// Whether it is the CPU, whose cores the workers need too.
        package var isCPU: Bool
        /// Whether parts of it are devices too.
        package var isDivisible: Bool
        /// Of the CPU, its cores.
        package var computeUnits: Int

        /// A device as it describes itself.
        package init(_ device: OpenCLDevice) {
            self.init(
                name: device.name, isCPU: device.kind == .cpu, isDivisible: device.isDivisible,
                computeUnits: device.computeUnits)
        }

        init(name: String, isCPU: Bool, isDivisible: Bool, computeUnits: Int) {
            self.name = name
            self.isCPU = isCPU
            self.isDivisible = isDivisible
            self.computeUnits = computeUnits
        }
    }

    /// The wanted device and those of the same name after it, or parts of it where it is the CPU and has more cores
    /// than one part.
    ///
    /// - Parameters:
    ///   - wanted: an index; nil for the first that is not the CPU, and timed waits where there is none.
    ///   - cores: cores of a part; one by default.
    package init(wanted: Int?, among candidates: [Candidate], cores: Int?, accelerators: Int) {
        guard let first = wanted ?? candidates.firstIndex(where: { !$0.isCPU }) else {
            self = .emulated
            return
        }
        let (device, cores) = (candidates[first], cores ?? 1)
        if device.isCPU, device.isDivisible, device.computeUnits > cores {
            self = .parts(of: first, cores: cores)
        } else {
            let alike = candidates.indices[first...].filter { candidates[$0].name == device.name }
            self = .whole(Array(alike.prefix(max(1, accelerators))))
        }
    }

    /// How many devices there are of a name, and who shares them.
    package static func text(_ name: String, _ devices: Int, accelerators: Int) -> String {
        let times = devices > 1 ? "\(devices) × " : ""
        let sharing = accelerators > devices ? ", shared by \(accelerators) accelerators" : ""
        return times + name + sharing
    }
}
