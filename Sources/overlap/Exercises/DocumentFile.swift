import Reports
import ScenarioFiles

/// A document in Markdown, written as it is or as PDF.
enum DocumentFile {
    /// Writes a document.
    ///
    /// - Parameters:
    ///   - markdown: its text.
    ///   - path: where it goes; as PDF if the name ends in `.pdf`.
    ///   - title: of the PDF.
    /// - Throws: when it cannot be written, or programs for PDF are missing or fail.
    static func write(_ markdown: String, to path: String?, title: String) throws(CommandFailure) {
        guard let path, path.lowercased().hasSuffix(".pdf") else { return try OutputFile.write(markdown, to: path) }
        let pdf: [UInt8]
        do throws(PrintedDocument.Failure) {
            pdf = try PrintedDocument.pdf(markdown, title: title)
        } catch {
            switch error {
            case .missing(let what):
                throw .inputOutput(
                    "`\(visible(path))` cannot be made: \(what) (Debian, Ubuntu: install the packages `pandoc` and "
                        + "`weasyprint`); a name that ends in .md gives Markdown, which needs nothing else")
            case .failed(let reason): throw .inputOutput("`\(visible(path))` cannot be made: \(reason)")
            case .cancelled: throw .interrupted("interrupted while `\(visible(path))` is made")
            }
        }
        try OutputFile.write(pdf, to: path)
    }
}
