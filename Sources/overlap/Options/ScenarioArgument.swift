import ArgumentParser

extension ArgumentHelp {
    /// Of what most commands are about.
    static var scenarioFile: ArgumentHelp { "A scenario file, or - for standard input." }
}

extension CompletionKind {
    /// Files of YAML.
    static var yaml: CompletionKind { .file(extensions: ["yaml", "yml"]) }
}
