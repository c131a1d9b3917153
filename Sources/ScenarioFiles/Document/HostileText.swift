/// Looks for texts that would cost the YAML parser far more than their size, before it sees them.
///
/// Yams compares the keys of a mapping by their whole content. A key that contains a chain of aliases, or that is a
/// complex key (`? …`) inside another one, makes that exponential or quadratic. Both constructions are refused after
/// parsing anyway; here only their number is bounded, generously, since prose may look like them. Comments that open
/// the file, where nothing can be quoted, do not count: imports list names of C++ functions there.
func hostileIndicator(in source: SourceText) -> Location? {
    let bound = 8
    var (anchors, aliases, complexKeys) = (0, 0, 0)
    var place: Int?
    var previous: UInt8 = 0x0A
    var mayBeginNode = true
    for offset in source.bytes[source.openingComments.upperBound...].indices {
        let byte = source.bytes[offset]
        switch byte {
        case UInt8(ascii: "&") where separates(previous): anchors += 1
        case UInt8(ascii: "*") where separates(previous): aliases += 1
        case UInt8(ascii: "?") where mayBeginNode: complexKeys += 1
        default: break
        }
        if place == nil, aliases > bound || complexKeys > bound { place = offset }
        if byte != 0x20 && byte != 0x09 { mayBeginNode = separates(byte) }
        previous = byte
    }
    return complexKeys > bound || (anchors > 0 && aliases > bound) ? place.map(source.location(ofByte:)) : nil
}

/// Whether a value may begin after a byte.
private func separates(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x09, 0x0A, 0x0D, 0x20, UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ","), UInt8(ascii: ":"),
        UInt8(ascii: "-"), UInt8(ascii: "?"):
        true
    default: false
    }
}

/// The first character that no text contains; libYAML would refuse it, but not say where.
func controlCharacter(in source: SourceText) -> Location? {
    let bytes = source.bytes
    let offset = bytes.indices.first { index in
        switch bytes[index] {
        case 0x09, 0x0A, 0x0D: false
        case 0..<0x20, 0x7F: true
        // U+0080 to U+009F but U+0085, which ends lines.
        case 0xC2: index + 1 < bytes.count && bytes[index + 1] < 0xA0 && bytes[index + 1] != 0x85
        // U+FEFF, U+FFFE, U+FFFF.
        case 0xEF:
            index + 2 < bytes.count
                && ((bytes[index + 1], bytes[index + 2]) == (0xBB, 0xBF)
                    || (bytes[index + 1] == 0xBF && bytes[index + 2] >= 0xBE))
        default: false
        }
    }
    return offset.map(source.location(ofByte:))
}
