/// Numbers of a recording, checked as they are read.
extension KeyedDecodingContainer {
    /// The longest time of a recording, in seconds: a year.
    private static var longest: Double { 3.2e7 }

    /// A time, which the file has in microseconds, in seconds.
    func seconds(_ key: Key) throws -> Double {
        let microseconds = try decode(Double.self, forKey: key)
        guard microseconds >= 0, microseconds <= Self.longest * 1e6 else {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: self, debugDescription: "must be a time from 0 µs to a year")
        }
        return microseconds / 1e6
    }

    /// Times, in seconds; nil where they are not known, which the file says by −1.
    func knownSeconds(_ key: Key) throws -> [Double?] {
        try decode([Double].self, forKey: key).enumerated().map { index, microseconds in
            if microseconds == -1 { return nil }
            guard microseconds >= 0, microseconds <= Self.longest * 1e6 else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: self, debugDescription: "[\(index)]: must be a time from 0 µs to a year")
            }
            return microseconds / 1e6
        }
    }

    /// Times, in seconds.
    func seconds(_ key: Key) throws -> [Double] {
        try knownSeconds(key).enumerated().map { index, value in
            guard let value else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: self, debugDescription: "[\(index)]: must be a time from 0 µs to a year")
            }
            return value
        }
    }

    /// Whole numbers within a range.
    func counts(_ key: Key, _ range: ClosedRange<Int>) throws -> [Int] {
        try decode([Int].self, forKey: key).enumerated().map { index, count in
            guard range.contains(count) else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: self,
                    debugDescription: "[\(index)]: must be from \(range.lowerBound) to \(range.upperBound)")
            }
            return count
        }
    }

    /// Refuses columns of different lengths.
    func check(_ lengths: [(key: Key, count: Int)], are count: Int) throws {
        for (key, own) in lengths where own != count {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: self, debugDescription: "has \(own) entries beside \(count) in other columns")
        }
    }
}
