package import Foundation
import ScenarioFiles

/// A file of runs that were measured while the duration of every call was known.
///
/// Keys that are not known here are passed over. A case that cannot be read does not spoil the others: it keeps the
/// reason.
package struct CaseFile<Program: MeasuredProgram>: Sendable {
    /// A case as far as it could be read.
    package struct Entry: Sendable {
        /// The case's name, numbered from the second of a name on; its position when it has none.
        package let id: String
        /// The part of the collection that the case belongs to; empty when it does not say.
        package let group: String
        /// What was measured; nil when the file does not say.
        package let measurement: CaseMeasurement?
        /// The case, or why it cannot be read.
        package let content: Result<Program.Case, CaseError>
    }

    /// Costs of the executor, measured apart from all compared cases.
    package let overheads: Program.Overheads
    /// The cases, in the order of the file.
    package let entries: [Entry]

    /// Reads the JSON of a file.
    ///
    /// - Throws: when it is not JSON of this shape at all; what is wrong with single cases is kept with them.
    package init(json: Data) throws(CaseFileError) {
        let content: Content<Program>
        // Python writes NaN and Infinity; they spoil the number that they stand for, and no more.
        do { content = try decodeJSON(Content<Program>.self, from: json, allowsJSON5: true) } catch {
            throw CaseFileError(message: CaseError(error).description)
        }
        guard !content.cases.isEmpty else { throw CaseFileError(message: "`cases` is empty") }
        overheads = content.meta?.overheads ?? Program.noOverheads
        var uses: [String: Int] = [:]
        entries = content.cases.enumerated().map { index, item in
            let name = item.id ?? "cases[\(index)]"
            uses[name, default: 0] += 1
            let use = uses[name] ?? 1
            return Entry(
                id: use == 1 ? name : "\(name) (\(use))", group: item.group ?? "", measurement: item.measurement,
                content: item.content)
        }
    }

    /// The case of a name.
    package subscript(id: String) -> Entry? { entries.first { $0.id == id } }
}

/// Why a file holds no cases that can be read: a sentence without the file's name.
package struct CaseFileError: Error, Sendable, Equatable {
    /// What is wrong, and where.
    package let message: String
}

/// The file's own shape.
private struct Content<Program: MeasuredProgram>: Decodable {
    struct Meta: Decodable {
        var overheads: Program.Overheads?
    }

    var meta: Meta?
    var cases: [Item<Program>]
}

/// One item of `cases`, of which everything may be missing or wrong.
private struct Item<Program: MeasuredProgram>: Decodable {

    let id: String?
    let group: String?
    let measurement: CaseMeasurement?
    let content: Result<Program.Case, CaseError>

    init(from decoder: any Decoder) throws {
        let container = try? decoder.container(keyedBy: ItemKey.self)
        id = try? container?.decodeIfPresent(String.self, forKey: .id)
        group = try? container?.decodeIfPresent(String.self, forKey: .group)
        measurement = try? CaseMeasurement(from: decoder)
        do { content = .success(try Program.Case(from: decoder)) } catch { content = .failure(CaseError(error)) }
    }
}

private enum ItemKey: String, CodingKey { case id, group }
