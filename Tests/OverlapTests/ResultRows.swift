/// Comma-separated values without quotes, each row by the names of its columns.
struct ResultRows {
    /// The names, in order.
    let columns: [String]
    /// Each row's cells, by column.
    let rows: [[String: String]]

    init(_ text: String) {
        let lines = text.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let columns = lines.first ?? []
        self.columns = columns
        rows = lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(columns, $0)) }
    }

    /// An interval of a row: its lower end, what it is around, its upper end.
    struct Interval {
        let low: Double
        let mean: Double
        let high: Double
        var isInOrder: Bool { low <= mean && mean <= high }
        var hasWidth: Bool { low < high }
    }

    /// All intervals of all rows whose two ends are there, in the columns of these names.
    func intervals(_ low: String, _ mean: String, _ high: String) -> [Interval] {
        rows.compactMap { row in
            guard let low = row[low].flatMap(Double.init), let high = row[high].flatMap(Double.init),
                let mean = row[mean].flatMap(Double.init)
            else { return nil }
            return Interval(low: low, mean: mean, high: high)
        }
    }
}
