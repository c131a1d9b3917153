/// What kinds of picture there are, by the ending of the file's name.
public enum PictureFormat: String, Sendable {
    case svg, png

    /// The first line of a gnuplot script.
    public var terminal: String {
        switch self {
        case .svg: "set terminal svg size 900,540 dynamic font 'Helvetica,Arial,sans-serif,14' background 'white'"
        case .png: "set terminal pngcairo size 1350,810 font 'Sans,16' background 'white'"
        }
    }
}
