/// A document in Markdown as PDF, made by pandoc and the first program for pages that it finds.
package enum PrintedDocument {
    /// Why there is no PDF.
    package enum Failure: Error {
        /// What is not installed: a clause.
        case missing(String)
        /// A program failed: a sentence.
        case failed(String)
        /// The task was cancelled.
        case cancelled
    }

    /// Programs that make pages, with what pandoc is told for them: fonts that have the characters of lanes.
    private static let engines: [(name: String, arguments: [String])] = [
        ("weasyprint", html), ("wkhtmltopdf", html),
        ("xelatex", ["-V", "geometry:margin=2cm", "-V", "mainfont=DejaVu Serif", "-V", "monofont=DejaVu Sans Mono"]),
    ]

    private static let html = [
        "--pdf-engine-opt=-q", "-V",
        "header-includes=<style>body{max-width:none;background:white;padding:0;font-size:10.5pt} @page{size:A4;margin:18mm} "
            + "h3{margin-bottom:0.3em;break-after:avoid} pre{font-size:9pt;line-height:1.2;break-inside:avoid} "
            + "code{font-family:'DejaVu Sans Mono',monospace}</style>",
    ]

    /// The PDF of a text.
    ///
    /// - Parameter title: of the document.
    /// - Throws: when a program is missing or fails.
    package static func pdf(_ markdown: String, title: String) throws(Failure) -> [UInt8] {
        guard let pandoc = InstalledProgram("pandoc") else { throw .missing("`pandoc` is not installed") }
        guard let engine = engines.first(where: { InstalledProgram($0.name) != nil }) else {
            let names = engines.map { "`\($0.name)`" }.joined(separator: ", ")
            throw .missing("pandoc makes pages with one of \(names), and none is installed")
        }
        let arguments =
            [
                "-f", "markdown-smart", "--quiet", "--pdf-engine=\(engine.name)", "-M", "pagetitle=\(title)", "-t",
                "pdf", "-o", "-",
            ]
            + engine.arguments
        do { return try pandoc.output(arguments, input: markdown) } catch {
            switch error {
            case .failed(let reason): throw .failed(reason)
            case .cancelled: throw .cancelled
            }
        }
    }
}
