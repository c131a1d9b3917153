/// The program that draws scripts.
package enum Gnuplot {
    /// Why there is no picture.
    package enum Failure: Error {
        /// The program is not installed.
        case notInstalled
        /// It could not be started, or it failed.
        case failed(String)
        /// The task was cancelled.
        case cancelled
    }

    /// Whether pictures can be drawn.
    package static var isInstalled: Bool { InstalledProgram("gnuplot") != nil }

    /// The bytes of the picture that a script draws.
    package static func picture(_ script: String) throws(Failure) -> [UInt8] {
        guard let program = InstalledProgram("gnuplot") else { throw .notInstalled }
        do { return try program.output(["-"], input: script) } catch {
            switch error {
            case .failed(let reason): throw .failed(reason)
            case .cancelled: throw .cancelled
            }
        }
    }
}
