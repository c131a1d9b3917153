import Reports
import ScenarioFiles

/// A picture file that gnuplot draws.
struct Picture {
    let path: String
    let format: PictureFormat

    private static let missing =
        "no picture is drawn, because gnuplot is not installed: install the package `gnuplot-nox` (Debian, Ubuntu) or "
        + "`gnuplot` (others); the figures are written anyway"

    /// Whether gnuplot is there.
    var canBeDrawn: Bool { Gnuplot.isInstalled }

    /// - Throws: when the name does not end in a known format.
    init(path: String) throws(CommandFailure) {
        let ending = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
        guard let format = PictureFormat(rawValue: ending) else {
            throw .usage("`--plot \(visible(path))`: the name of the picture must end in .svg or .png")
        }
        self.path = path
        self.format = format
        if !canBeDrawn { StandardError.write("warning: \(Self.missing)\n") }
    }

    /// Has gnuplot draw a script and writes what it makes.
    func draw(_ script: String) throws(CommandFailure) {
        let picture: [UInt8]
        do { picture = try Gnuplot.picture(script) } catch {
            switch error {
            // There has been a warning already.
            case .notInstalled: throw CommandFailure(message: "", code: 74)
            case .failed(let reason): throw .inputOutput(reason)
            case .cancelled: throw .interrupted("interrupted while gnuplot draws `\(visible(path))`")
            }
        }
        try OutputFile.write(picture, to: path)
    }

    /// Draws what a search knows, also where it was interrupted, and says why it could not.
    func drawn(_ script: String) async -> CommandFailure? {
        // In a task of its own: one that was cancelled would draw nothing.
        await Task.detached { () -> CommandFailure? in
            do throws(CommandFailure) { try draw(script) } catch { return error }
            return nil
        }.value
    }
}
