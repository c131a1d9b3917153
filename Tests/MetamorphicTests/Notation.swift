/// How times and bandwidths are written in a generated scenario.
struct Notation {
    enum Unit: CaseIterable { case nanoseconds, milliseconds, seconds }

    /// The unit of times.
    var unit = Unit.nanoseconds
    /// All times are so many times as long, and bandwidths as much smaller.
    var slowness = 1

    /// A time, as whole nanoseconds or the same as a decimal of a larger unit.
    func time(_ nanoseconds: Int) -> String {
        let nanoseconds = nanoseconds * slowness
        return switch unit {
        case .nanoseconds: "\(nanoseconds) ns"
        case .milliseconds: "\(decimal(nanoseconds, digits: 6)) ms"
        case .seconds: "\(decimal(nanoseconds, digits: 9)) s"
        }
    }

    /// Computation of so many nanoseconds for each byte.
    func timePerByte(_ nanoseconds: Int) -> String { "\(nanoseconds * slowness) ns/B" }

    /// A bandwidth at which a byte takes so many nanoseconds.
    func bandwidth(nanosecondsPerByte: Int) -> String {
        "\(1_000_000_000 / (nanosecondsPerByte * slowness)) B/s"
    }

    private func decimal(_ number: Int, digits: Int) -> String {
        let text = String(repeating: "0", count: max(0, digits + 1 - String(number).count)) + String(number)
        return "\(text.dropLast(digits)).\(text.suffix(digits))"
    }
}
