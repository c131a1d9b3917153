import ArgumentParser
import Reports

/// `overlap figures`, and `overlap help figures`.
struct Figures: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Explains each figure of the tables, with its formula and its window.", discussion: FiguresText().text
    )

    @OptionGroup var output: OutputOption

    func run() throws { try OutputFile.write(FiguresText().text + "\n", to: output.path) }
}
