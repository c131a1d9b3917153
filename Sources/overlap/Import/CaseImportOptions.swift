import ArgumentParser

/// Which measured case becomes a scenario, and where that is written.
struct CaseImportOptions: ParsableArguments {
    @Argument(help: "A file of measured cases, or - for standard input.", completion: .file(extensions: ["json"]))
    var file: String

    @Option(
        name: .customLong("case"), help: ArgumentHelp("The case; required when there are several.", valueName: "id"))
    var id: String?

    @OptionGroup var written: NewFileOption
}
