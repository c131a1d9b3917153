import Foundation
import ScenarioFiles

extension Data {
    /// Reads a file for a command; `-` is standard input.
    ///
    /// - Parameter limit: the most bytes that are read; nil for a file of any size.
    init(forCommand path: String, limit: Int? = nil) throws(CommandFailure) {
        do { self = try InputSource(path).read(limit: limit) } catch {
            if Task.isCancelled { throw .interrupted() }
            throw .inputOutput("cannot read `\(visible(path))`: \(error.reason)")
        }
    }
}
