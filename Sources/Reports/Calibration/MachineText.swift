package import Experiments
import ScenarioFiles

extension MachineDescription {
    /// `key: value` lines, each after `prefix`.
    package func text(prefix: String = "") -> String {
        let lines = [
            ("measured", time), ("cpu", cpu), ("cores", "\(cores)"),
            ("memory", memoryBytes.map { QuantityFormat.bytes($0) } ?? "unknown"), ("system", system),
            ("kernel", kernel), ("load", load), ("device", device), ("driver", driver), ("data", data),
            ("file system", fileSystem),
        ]
        return lines.map { "\(prefix)\($0): \(visible($1.replacing("\n", with: " ")))\n" }.joined()
    }
}
