import ScenarioFiles
import Timelines

extension TimelineSVG {
    static func box(_ style: String, x: Int, y: Int, width: Int) -> String {
        "<rect class=\"\(style)\" x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"13\"/>"
    }

    func x(_ time: Int64) -> String { Self.pixels(Self.left * 100 + axis.position(of: time)) }

    func rectangle(of time: Range<Int64>, y: Int, _ style: String, _ title: String) -> String {
        rectangle(axis.position(of: time.lowerBound), axis.position(of: time.upperBound), y: y, style, title)
    }

    /// - Parameters:
    ///   - from: in hundredths of a pixel from the axis' beginning.
    ///   - title: shown where the pointer rests.
    func rectangle(
        _ from: Int, _ to: Int, y: Int, height: Int = rowHeight, _ style: String, _ title: String? = nil
    ) -> String {
        let shape =
            "<rect class=\"\(style)\" x=\"\(Self.pixels(Self.left * 100 + from))\" y=\"\(y)\" "
            + "width=\"\(Self.pixels(to - from))\" height=\"\(height)\""
        return title.map { "\(shape)><title>\(Self.escaped($0))</title></rect>" } ?? "\(shape)/>"
    }

    /// A name as far as there is room beside the lanes.
    static func short(_ name: String) -> String { name.count > 20 ? name.prefix(19) + "…" : name }

    static func label(_ text: String, x: Int, y: Int, _ style: String) -> String {
        let style = style.isEmpty ? "" : " class=\"\(style)\""
        return "<text\(style) x=\"\(x)\" y=\"\(y)\">\(escaped(text))</text>"
    }

    static func title(_ span: Span, in timeline: Timeline) -> String {
        let what = span.samples > 1 ? "\(span.samples) samples from \(span.sample)" : "sample \(span.sample)"
        let times = [span.begin, span.end].map { "\(TimelineAxis.decimal($0, of: 1_000_000)) ms" }
        let number = "\(timeline.name(of: span)) \(span.number)"
        return "\(number), \(what), epoch \(span.epoch): \(times[0]) to \(times[1])"
    }

    static func style(_ cell: TimelineCell, _ kind: Lane.Kind) -> String? {
        switch cell {
        case .busy, .other(.work): kind.style
        case .firstHalf, .secondHalf, .partBusy: "\(kind.style) part"
        case .other(.setup): "setup"
        case .other(.idle(.noWork)), .outside: nil
        case .other(.idle(let cause)): cause.style
        }
    }

    /// Hundredths of a pixel as a decimal.
    static func pixels(_ hundredths: Int) -> String {
        TimelineAxis.decimal(Int64(hundredths), of: 100)
    }

    static func escaped(_ text: String) -> String {
        visible(text).replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
