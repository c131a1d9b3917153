/// The arguments as the system gives them.
enum CommandArguments {
    /// Whether all are UTF-8.
    ///
    /// Swift repairs others, so that a name would stand for another file.
    static var areText: Bool {
        (0..<Int(CommandLine.argc)).allSatisfy { index in
            CommandLine.unsafeArgv[index].map { String(validatingCString: $0) != nil } ?? true
        }
    }
}
