/// Standard input, of which there is one.
enum StandardInput {
    /// Whether `-` is named once at most among what is read.
    ///
    /// - Parameter reads: paths as they were given, and how the user knows each.
    static func checkReadOnce(_ reads: [(use: String, path: String)]) throws(CommandFailure) {
        let uses = reads.filter { $0.path == "-" }.map(\.use)
        guard uses.count > 1 else { return }
        throw .usage(
            "\(uses[0]) and \(uses[1]) both read standard input, which can be read only once: give a file for one")
    }
}
