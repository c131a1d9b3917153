import Foundation

/// One entry of the file of exact results.
struct ExactResult: Decodable, CustomStringConvertible {
    var name: String
    var quantity: String
    var parameters: [String: Parameter]
    var value: Parameter

    enum CodingKeys: String, CodingKey {
        case name, quantity, value
        case parameters = "params"
    }

    /// A number, a list of numbers or a text.
    enum Parameter: Decodable {
        case number(Double)
        case list([Double])
        case text(String)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Double.self) {
                self = .number(number)
            } else if let list = try? container.decode([Double].self) {
                self = .list(list)
            } else {
                self = .text(try container.decode(String.self))
            }
        }
    }

    /// A number among the parameters; not a number when there is none, which no comparison survives.
    subscript(_ key: String) -> Double {
        guard case .number(let number) = parameters[key] else { return .nan }
        return number
    }

    /// A list of whole numbers among the parameters.
    func list(_ key: String) -> [Int64] {
        guard case .list(let list) = parameters[key] else { return [] }
        return list.map { Int64($0) }
    }

    var exact: Double {
        guard case .number(let number) = value else { return .nan }
        return number
    }

    var exactList: [Int64] {
        guard case .list(let list) = value else { return [] }
        return list.map { Int64($0) }
    }

    /// Name and sorted parameters: what the seeds are derived from.
    var description: String {
        let sorted = parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return "\(name) \(quantity) \(sorted.joined(separator: " "))"
    }

    /// The entries of a name and a quantity, in the order of the file.
    static func entries(_ name: String, _ quantity: String) -> [ExactResult] {
        all.filter { $0.name == name && $0.quantity == quantity }
    }

    private static let all: [ExactResult] = {
        struct File: Decodable { var entries: [ExactResult] }
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        guard let data = try? Data(contentsOf: tests.appending(path: "Fixtures/exact.json")),
            let decoded = try? JSONDecoder().decode(File.self, from: data)
        else { preconditionFailure("Fixtures/exact.json is missing or is not what this test expects") }
        return decoded.entries
    }()
}
