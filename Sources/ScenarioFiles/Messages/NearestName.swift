/// The known name that a misspelt one most likely stands for, or nil when none is near.
///
/// Near means at most two edits, or one for a name of up to four letters: `bufer` is `buffer`. A single letter is near
/// nothing: one edit makes it any other. Else a name of four letters or more is near that the written one begins with:
/// `automatic` is `auto`.
package func nearestName(to name: String, among known: [String]) -> String? {
    let longest = 64
    let written = Array(name.lowercased())
    guard (2...longest).contains(written.count) else { return nil }
    let allowed = written.count <= 4 ? 1 : 2
    let distances = known.map { editDistance(written, Array($0.lowercased())) }
    guard let smallest = distances.min(), smallest <= allowed else {
        return known.first { $0.count >= 4 && written.starts(with: $0.lowercased()) }
    }
    return distances.firstIndex(of: smallest).map { known[$0] }
}

/// The end of a sentence about a name that nothing has: which one may be meant, or nothing where none is near.
///
/// - Parameter separator: what comes before it.
package func didYouMean(_ name: String, among known: [String], after separator: String = "; ") -> String {
    nearestName(to: name, among: known).map { "\(separator)did you mean `\($0)`?" } ?? ""
}

/// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
///
/// - Source: the optimal string alignment distance, after Damerau (1964), "A technique for computer detection and
///   correction of spelling errors", Communications of the ACM 7(3).
func editDistance(_ left: [Character], _ right: [Character]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for (row, character) in left.enumerated() {
        var current = [row + 1]
        for (column, other) in right.enumerated() {
            var distance = min(
                previous[column] + (character == other ? 0 : 1), previous[column + 1] + 1, current[column] + 1)
            if row > 0, column > 0, character == right[column - 1], left[row - 1] == other {
                distance = min(distance, beforePrevious[column - 1] + 1)
            }
            current.append(distance)
        }
        (beforePrevious, previous) = (previous, current)
    }
    return previous[right.count]
}
