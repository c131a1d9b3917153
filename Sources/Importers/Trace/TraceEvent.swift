/// An event of a trace, as far as it matters for durations.
///
/// - Source: Trace Event Format (Google, 2016), "Duration Events" and "Complete Events".
struct TraceEvent {
    /// What happened; nil when the event does not say, as an end may.
    var name: String?
    /// Its categories, separated by commas.
    var category: String?
    /// `X` for a complete event, `B` and `E` for a beginning and an end, others.
    var phase = ""
    /// When, in microseconds.
    var microseconds: Double?
    /// How long a complete event took, in microseconds.
    var durationMicroseconds: Double?
    var process = ""
    var thread = ""
    /// The name that a metadata event gives to its thread.
    var threadName: String?
    /// What it tells besides, as far as it is of use.
    var arguments: [(name: String, value: String)] = []

    /// What PyTorch's profiler calls its steps, before their numbers.
    static let profilerStepName = "ProfilerStep"

    /// The number of a step that PyTorch's profiler marked, `7` of `ProfilerStep#7`; nil for other events.
    var profilerStep: String? {
        guard let name, name.hasPrefix(Self.profilerStepName + "#") else { return nil }
        let number = name.dropFirst(Self.profilerStepName.count + 1)
        return !number.isEmpty && number.utf8.allSatisfy { (0x30...0x39).contains($0) } ? String(number) : nil
    }

    /// Reads the next value of a trace, or passes over it and returns nil when it is not an event.
    init?(_ scanner: inout JSONScanner) throws(JSONScanError) {
        guard try scanner.kind() == .object else {
            try scanner.skip()
            return nil
        }
        var isFirst = true
        while let key = try scanner.nextKey(isFirst: isFirst) {
            isFirst = false
            switch key {
            case Self.nameKey: name = try Self.text(&scanner)
            case Self.categoryKey: category = try Self.text(&scanner)
            case Self.phaseKey: phase = try Self.text(&scanner) ?? ""
            case Self.timeKey: microseconds = try Self.number(&scanner)
            case Self.durationKey: durationMicroseconds = try Self.number(&scanner)
            case Self.processKey: process = try Self.text(&scanner) ?? ""
            case Self.threadKey: thread = try Self.text(&scanner) ?? ""
            case Self.argumentsKey: try readArguments(&scanner)
            default: try scanner.skip()
            }
        }
        if phase != "M" || name != "thread_name" { threadName = nil }
    }

    /// `args`: of a metadata event its `name`, of an iterator's what it was asked for and how it was set.
    private mutating func readArguments(_ scanner: inout JSONScanner) throws(JSONScanError) {
        guard try scanner.kind() == .object else { return try scanner.skip() }
        var isFirst = true
        while let key = try scanner.nextKey(isFirst: isFirst) {
            isFirst = false
            guard let name = Self.argumentNames[key] else {
                try scanner.skip()
                continue
            }
            guard let value = try Self.text(&scanner) else { continue }
            if key == Self.nameKey { threadName = value }
            arguments.append((name, value))
        }
    }

    /// Names of arguments that are kept, by their bytes.
    private static let argumentNames: [[UInt8]: String] = {
        let names = HostProfile.settingNames.union(["id", "parent_id", "element_size", "long_name"])
        return Dictionary(uniqueKeysWithValues: names.map { (Array($0.utf8), $0) })
    }()

    private static let nameKey = Array("name".utf8)
    private static let categoryKey = Array("cat".utf8)
    private static let phaseKey = Array("ph".utf8)
    private static let timeKey = Array("ts".utf8)
    private static let durationKey = Array("dur".utf8)
    private static let processKey = Array("pid".utf8)
    private static let threadKey = Array("tid".utf8)
    private static let argumentsKey = Array("args".utf8)

    /// A text, or a number as text: thread numbers are written in both ways.
    private static func text(_ scanner: inout JSONScanner) throws(JSONScanError) -> String? {
        switch try scanner.kind() {
        case .string: return try scanner.string()
        case .number:
            let number = try scanner.number()
            return Int(exactly: number).map(String.init) ?? "\(number)"
        default:
            try scanner.skip()
            return nil
        }
    }

    private static func number(_ scanner: inout JSONScanner) throws(JSONScanError) -> Double? {
        switch try scanner.kind() {
        case .number: return try scanner.number()
        case .string: return Double(try scanner.string()).flatMap { $0.isFinite ? $0 : nil }
        default:
            try scanner.skip()
            return nil
        }
    }
}
