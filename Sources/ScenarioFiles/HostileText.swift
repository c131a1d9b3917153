/// Looks for texts that would cost the YAML parser far more than their size, before it sees them.
///
/// Yams compares the keys of a mapping by their whole content. A key that contains a chain of aliases, or that is a
/// complex key (`? …`) inside another one, makes that exponential or quadratic. Both constructions are refused after
/// parsing anyway; here only their number is bounded, generously, since prose may look like them.
func hostileIndicator(in source: SourceText) -> Location? {
    let bound = 8
    var (anchors, aliases, complexKeys) = (0, 0, 0)
    var place: Location?
    for (index, line) in source.lines.enumerated() {
        var previous: UInt8 = 0x20
        var isStart = true
        let bytes = line.utf8
        for (offset, byte) in bytes.enumerated() {
            let separates = " \t[{,:-?".utf8.contains(previous)
            if separates && byte == UInt8(ascii: "&") { anchors += 1 }
            if separates && byte == UInt8(ascii: "*") { aliases += 1 }
            if isStart && byte == UInt8(ascii: "?") { complexKeys += 1 }
            if place == nil, aliases > bound || complexKeys > bound {
                place = Location(source: source, line: index + 1, column: offset + 1)
            }
            if !" \t".utf8.contains(byte) { isStart = " -?[{,:".utf8.contains(byte) }
            previous = byte
        }
    }
    return complexKeys > bound || (anchors > 0 && aliases > bound) ? place : nil
}

/// The first character that no text contains: libYAML would refuse it without a place.
func controlCharacter(in source: SourceText) -> Location? {
    for (index, line) in source.lines.enumerated() {
        let column = line.unicodeScalars.enumerated().first { _, scalar in
            (scalar.value < 0x20 && scalar != "\t") || (0x7F...0x9F).contains(scalar.value)
                || scalar == "\u{FFFE}" || scalar == "\u{FFFF}" || scalar == "\u{FEFF}"
        }
        if let column { return Location(source: source, line: index + 1, column: column.offset + 1) }
    }
    return nil
}
