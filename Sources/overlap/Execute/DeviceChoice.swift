/// Which devices compute the steps: one for each accelerator, as far as there are enough alike.
enum DeviceChoice: Equatable {
    /// Timed waits.
    case emulated
    /// Devices of one name, by their indices; at least one.
    case whole([Int])
    /// Parts of the device of this index, each with this number of cores.
    case parts(of: Int, cores: Int)

    /// What the choice goes by.
    struct Candidate {
        var name: String
        var isCPU: Bool
        /// Whether parts of it are devices too.
        var isDivisible: Bool
        /// Of the CPU, its cores.
        var computeUnits: Int
    }

    /// The wanted device and those of the same name after it, or parts of it where it is the CPU and has more cores than
    /// one part.
    ///
    /// - Parameters:
    ///   - wanted: an index; nil for the first that is not the CPU, and timed waits where there is none.
    ///   - cores: cores of a part; one by default.
    init(wanted: Int?, among candidates: [Candidate], cores: Int?, accelerators: Int) {
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
    static func text(_ name: String, _ devices: Int, accelerators: Int) -> String {
        let times = devices > 1 ? "\(devices) × " : ""
        let sharing = accelerators > devices ? ", shared by \(accelerators) accelerators" : ""
        return times + name + sharing
    }
}
