/// A file that a command is to write.
struct WrittenFile {
    /// By which the user names it; nil for one that the command names, in a directory that the user names.
    var option: String?
    /// Where it goes; nil for standard output.
    var path: String?
    /// How the user names the directory of one that the command names.
    var directory = "`-o`"
    /// Whether its beginning, and a journal, lie beside it while it is written.
    var keepsPartial = false
    /// Whether one that is there stays: the user may have edited it.
    var isNew = false
}

extension [WrittenFile] {
    /// What `-o` names, or standard output.
    static func result(_ path: String?, keepsPartial: Bool = false, isNew: Bool = false) -> [WrittenFile] {
        [WrittenFile(option: "-o", path: path, keepsPartial: keepsPartial, isNew: isNew)]
    }

    /// What another option names, if it is given.
    static func option(_ name: String, _ path: String?, isNew: Bool = false) -> [WrittenFile] {
        path.map { [WrittenFile(option: name, path: $0, isNew: isNew)] } ?? []
    }
}
