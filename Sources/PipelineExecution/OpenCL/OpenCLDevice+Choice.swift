extension OpenCLDevice {
    /// The devices of all platforms, in the order that their indices count.
    package static func all() throws(OpenCLError) -> [OpenCLDevice] {
        var devices: [OpenCLDevice] = []
        for platform in try OpenCLPlatform.all() { devices += try platform.devices() }
        return devices
    }

    /// The device that a user asks for.
    ///
    /// - Parameters:
    ///   - wanted: an index into `devices`, or a part of a name, in letters of either case: of the device first, then
    ///     of its vendor, platform or version.
    ///   - devices: what there is to choose from.
    package static func choose(
        _ wanted: String, among devices: [OpenCLDevice]
    ) throws(DeviceChoiceError) -> OpenCLDevice {
        devices[try index(of: wanted, among: devices)]
    }

    /// The index of the device that a user asks for, as for `choose`.
    package static func index(of wanted: String, among devices: [OpenCLDevice]) throws(DeviceChoiceError) -> Int {
        try DeviceNames.index(of: wanted, among: devices.map { DeviceNames($0) })
    }
}

/// Why no device was chosen.
package enum DeviceChoiceError: Error, Hashable, Sendable, CustomStringConvertible {
    /// OpenCL has no device here.
    case noDevices
    /// No index and no name agrees.
    case unknown(String, known: [String], nearest: String?)
    /// Several devices agree.
    case ambiguous(String, matches: [String])

    /// What is wrong, and what would be accepted.
    package var description: String {
        switch self {
        case .noDevices: "OpenCL has no device; on Debian, the package pocl-opencl-icd makes the CPU one"
        case .unknown(let wanted, let known, let nearest):
            "no device is called `\(wanted)`" + (nearest.map { " (did you mean `\($0)`?)" } ?? "")
                + "; known: \(known.joined(separator: ", ")); give an index or part of a name"
        case .ambiguous(let wanted, let matches):
            "`\(wanted)` fits several devices: \(matches.joined(separator: ", ")); give an index"
        }
    }
}

/// What a device can be called.
struct DeviceNames {
    let name: String
    /// Its vendor, its platform and its version, which names the driver.
    let origin: [String]

    private var all: [String] { [name] + origin }

    private func isName(_ wanted: String) -> Bool { name.lowercased() == wanted.lowercased() }
    private func isPartOfName(_ wanted: String) -> Bool { Self.isPart(wanted, of: name) }
    private func isPartOfOrigin(_ wanted: String) -> Bool { origin.contains { Self.isPart(wanted, of: $0) } }

    static func index(of wanted: String, among devices: [DeviceNames]) throws(DeviceChoiceError) -> Int {
        guard !devices.isEmpty else { throw .noDevices }
        if let index = Int(wanted), devices.indices.contains(index) { return index }
        for fits in [isName, isPartOfName, isPartOfOrigin] {
            let matches = devices.indices.filter { fits(devices[$0])(wanted) }
            if matches.count == 1 { return matches[0] }
            if matches.count > 1 { throw .ambiguous(wanted, matches: matches.map { "\($0) (\(devices[$0].name))" }) }
        }
        throw .unknown(
            wanted, known: devices.indices.map { "\($0) (\(devices[$0].name))" },
            nearest: nearestPart(to: wanted, among: devices.flatMap(\.all)))
    }

    private static func isPart(_ wanted: String, of text: String) -> Bool {
        !wanted.isEmpty && text.lowercased().contains(wanted.lowercased())
    }
}

extension DeviceNames {
    init(_ device: OpenCLDevice) {
        self.init(name: device.name, origin: [device.vendor, device.platform, device.version])
    }
}

/// The words of a name that a misspelt one most likely stands for, or nil when none are near: at most two edits away,
/// or one for up to four letters.
func nearestPart(to wanted: String, among names: [String]) -> String? {
    let longest = 64
    let written = Array(wanted.lowercased())
    guard (2...longest).contains(written.count) else { return nil }
    var best: (edits: Int, part: String)?
    for name in names {
        let found = closestPart(to: written, in: Array(name))
        if found.edits < best?.edits ?? .max { best = found }
    }
    return best.flatMap { $0.edits <= (written.count <= 4 ? 1 : 2) ? $0.part : nil }
}

/// The part of a text, in whole words, that takes the fewest edits to become the pattern.
///
/// - Source: Sellers (1980), "The theory and computation of evolutionary distances: pattern recognition", Journal of
///   Algorithms 1(4): the table of edit distances, with a first row of zeros because a part may begin anywhere.
private func closestPart(to pattern: [Character], in text: [Character]) -> (edits: Int, part: String) {
    let letters = text.map { Character($0.lowercased()) }
    var previous = (0...letters.count).map { (edits: 0, start: $0) }
    for (row, character) in pattern.enumerated() {
        var current = [(edits: row + 1, start: 0)]
        for (column, letter) in letters.enumerated() {
            let replaced = (previous[column].edits + (letter == character ? 0 : 1), previous[column].start)
            let left = (previous[column + 1].edits + 1, previous[column + 1].start)
            let inserted = (current[column].edits + 1, current[column].start)
            current.append([replaced, left, inserted].min { $0.0 < $1.0 } ?? replaced)
        }
        previous = current
    }
    var end = previous.indices.min { previous[$0].edits < previous[$1].edits } ?? 0
    var (edits, start) = previous[end]
    // Whole words: what they have besides has to be written, too.
    func isInWord(_ index: Int) -> Bool { letters.indices.contains(index) && letters[index].isAlphanumeric }
    while start < end, isInWord(start), isInWord(start - 1) { (start, edits) = (start - 1, edits + 1) }
    while start < end, isInWord(end - 1), isInWord(end) { (end, edits) = (end + 1, edits + 1) }
    return (edits, String(text[start..<end]))
}

extension Character {
    fileprivate var isAlphanumeric: Bool { isLetter || isNumber }
}
