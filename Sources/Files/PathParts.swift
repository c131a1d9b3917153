/// The path of the directory in which a path lies, as POSIX's `dirname` has it: `.` for a name alone.
///
/// Cut between bytes: a slash and a combining mark after it are one character of a `String`.
package func parentDirectory(of path: String) -> String {
    let (bytes, slash) = (path.utf8, UInt8(ascii: "/"))
    guard let end = bytes.lastIndex(where: { $0 != slash }) else { return path.isEmpty ? "." : "/" }
    guard let cut = bytes[...end].lastIndex(of: slash) else { return "." }
    guard let above = bytes[..<cut].lastIndex(where: { $0 != slash }) else { return "/" }
    return String(Substring(bytes[...above]))
}

/// The last part of a path, without slashes after it, as bytes: names that look alike need not be the same file's.
package func lastPart(of path: String) -> [UInt8] {
    path.utf8.split(separator: UInt8(ascii: "/")).last.map { Array($0) } ?? []
}
