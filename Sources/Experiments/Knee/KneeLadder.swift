/// Values in order, as far as the search for a knee knows them.
struct KneeLadder: Sendable {
    /// How many.
    let count: Int
    private let numbers: [Double]?

    /// Values up to which each is simulated, so that no assumption about those between is needed.
    private static let fewValues = 8

    /// - Parameters:
    ///   - count: of the values.
    ///   - numbers: they themselves, where they are numbers.
    init(count: Int, numbers: [Double]?) {
        self.count = count
        let increase = numbers.map { zip($0, $0.dropFirst()).allSatisfy { $0 < $1 } && ($0.first ?? -1) >= 0 } ?? false
        self.numbers = increase && count > Self.fewValues ? numbers : nil
    }

    /// Whether the rate is taken to rise along the values, so that not all have to be tried: many numbers that increase.
    var isMonotone: Bool { numbers != nil }

    /// The position to try after one: that of the doubled number, or just the next; nil at the end.
    func double(_ position: Int) -> Int? {
        guard position < count - 1 else { return nil }
        guard let numbers else { return position + 1 }
        let wanted = 2 * numbers[position]
        return (position + 1..<count).first { numbers[$0] >= wanted } ?? count - 1
    }

    /// Times that the first can be doubled.
    var mostDoublings: Int {
        var (times, position) = (0, 0)
        while let next = double(position) { (times, position) = (times + 1, next) }
        return times
    }

    /// The position of the first value that is not below a number; nil where values are no numbers that increase.
    func position(of number: Double) -> Int? {
        numbers.map { $0.firstIndex { $0 >= number } ?? count - 1 }
    }
}
