/// Where the program keeps what it remembers of a user, by the XDG Base Directory Specification.
enum StateFolder {
    /// The folder, which need not exist; nil where there is neither `XDG_STATE_HOME` nor `HOME`.
    static func path(_ environment: [String: String]) -> String? {
        if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") { return state + "/overlap" }
        return environment["HOME"].map { $0 + "/.local/state/overlap" }
    }
}
