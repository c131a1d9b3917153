package import Foundation
import ScenarioFiles

/// Timelines of real runs, as `overlap timeline --measured --spans` writes them.
package struct RecordedTimelines: Sendable {
    /// The figures of each variant, as JSON.
    private let figures: [(variant: String, json: String)]

    /// None.
    static let none = RecordedTimelines(figures: [])

    private init(figures: [(variant: String, json: String)]) { self.figures = figures }

    /// Reads what was written; timelines of simulations among them are left out.
    ///
    /// - Throws: `ServerError` when it is something else, or holds no real run.
    package init(_ data: Data) throws(ServerError) {
        let file: File
        do { file = try JSONDecoder().decode(File.self, from: data) } catch {
            throw ServerError(message: "it is not what `overlap timeline --measured --spans` writes")
        }
        guard
            let whole = (try? JSONSerialization.jsonObject(with: data)) as? [String: Any],
            let timelines = whole["timelines"] as? [Any], timelines.count == file.timelines.count
        else { throw ServerError(message: "it is not what `overlap timeline --measured --spans` writes") }
        var figures: [(variant: String, json: String)] = []
        for (head, timeline) in zip(file.timelines, timelines) where head.measured {
            guard let json = try? JSONSerialization.data(withJSONObject: timeline) else { continue }
            figures.append((head.variant, String(decoding: json, as: UTF8.self)))
        }
        guard !figures.isEmpty else {
            throw ServerError(message: "it holds no real run: `overlap timeline --measured --spans` writes one")
        }
        self.init(figures: figures)
    }

    /// All that the page draws.
    private struct File: Decodable {
        struct Timeline: Decodable {
            struct Lane: Decodable {
                let name: String
                let kind: String
                let style: String
                let busy: Double
                let pieces: [Row]
                let spans: [Row]
            }
            struct Buffer: Decodable {
                let name: String
                let stage: Int
                let capacity: Int64
                let mean: Double
                let steps: [[Int64]]
            }
            let title: String
            let variant: String
            let measured: Bool
            let window: String
            let from: Int64
            let to: Int64
            let accelerators: Int
            let steps: [Int]
            let stages: [String]
            let sentences: [String]
            let warnings: [String]
            let lanes: [Lane]
            let buffers: [Buffer]
        }
        /// Whole numbers, then a word.
        struct Row: Decodable {
            init(from decoder: any Decoder) throws {
                var cells = try decoder.unkeyedContainer()
                for _ in 1..<max(2, cells.count ?? 0) { _ = try cells.decode(Int64.self) }
                _ = try cells.decode(String.self)
            }
        }
        let timelines: [Timeline]
    }

    /// Whether there is none.
    var isEmpty: Bool { figures.isEmpty }

    /// Those of a variant.
    func figures(of variant: String) -> [JSONValue] {
        figures.filter { $0.variant == variant }.map { .literal($0.json) }
    }
}
