import Reports
import ScenarioFiles

/// A picture file that gnuplot draws.
struct Picture {
    let path: String
    let format: PictureFormat

    private static let missing =
        "no picture is drawn, because gnuplot is not installed: install the package `gnuplot-nox` (Debian, Ubuntu) or "
        + "`gnuplot` (others); the figures are written as CSV anyway"

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
            case .notInstalled: throw .inputOutput(Self.missing)
            case .failed(let reason): throw .inputOutput(reason)
            case .cancelled: throw .interrupted("interrupted while gnuplot draws `\(visible(path))`")
            }
        }
        try OutputFile.write(picture, to: path)
    }
}
