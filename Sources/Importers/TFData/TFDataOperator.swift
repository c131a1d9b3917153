/// An operator of a measured pipeline, with what the file says about it.
package enum TFDataOperator: Sendable, Equatable {
    /// `files` files of `perFile` records, `cycleLength` at a time.
    package struct Interleave: Sendable, Equatable {
        var files: Int
        var perFile: Int
        var cycleLength: Int
        var blockLength: Int
        /// Nil for the sequential one.
        var parallelism: TFDataCount?
        var isOrdered: Bool?
    }

    /// A function of each element; its durations are those of a stage.
    package struct Map: Sendable, Equatable {
        var stage: String
        /// Nil for the sequential one.
        var parallelism: TFDataCount?
        var isOrdered: Bool?
        /// Whether calls run beside the pool.
        var isUnbounded: Bool
    }

    /// Elements joined into one.
    package struct Batch: Sendable, Equatable {
        var size: Int
        var dropsRemainder = false
        /// Nil for the sequential one.
        var parallelism: TFDataCount?
        var isOrdered: Bool?
    }

    /// The numbers 0, 1, 2, …: it reads nothing.
    case range(count: Int)
    /// Files in turns.
    case interleave(Interleave)
    /// A function of each element.
    case map(Map)
    /// Elements joined into one.
    case batch(Batch)
    /// The first epoch's elements are kept.
    case cache(inFile: Bool)
    /// The first `count` elements go on.
    case take(count: Int)
    /// The first `count` elements are dropped.
    case skip(count: Int)
    /// Elements at random from a buffer.
    case shuffle(buffer: Int)
    /// The upstream again; nil for ever.
    case `repeat`(count: Int?)
    /// Every `count`-th element, from `index`.
    case shard(count: Int, index: Int)
    /// A background thread with a buffer.
    case prefetch(buffer: TFDataCount)
    /// The same on a device; nil when the file does not give the buffer.
    case toDevice(buffer: TFDataCount?)
    /// Something that is not modelled.
    case unknown(String)
}

/// A number, or the choice left to the executor.
package enum TFDataCount: Sendable, Equatable, Decodable {
    case count(Int)
    case automatic

    /// A number of at least zero, or −1 or `"AUTOTUNE"` for the executor's choice.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Int.self) {
            self = number < 0 ? .automatic : .count(min(number, 1_000_000_000_000))
        } else if let word = try? container.decode(String.self), word.uppercased() == "AUTOTUNE" {
            self = .automatic
        } else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "neither a whole number nor \"AUTOTUNE\"")
        }
    }
}

extension TFDataOperator: Decodable {
    private enum CodingKeys: String, CodingKey {
        case op, n, stage, parallel, deterministic, unbounded, buffer, size, file, count, num, index, files
        case perFile = "per_file"
        case cycleLength = "cycle_length"
        case blockLength = "block_length"
        case dropsRemainder = "drop_remainder"
    }

    /// Reads an operator; one that is not known here keeps its name.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let name = try container.decode(String.self, forKey: .op)
        switch name {
        case "range": self = .range(count: try Self.number(container, .n))
        case "interleave": self = .interleave(try Self.interleave(container))
        case "map": self = .map(try Self.map(container))
        case "batch": self = .batch(try Self.batch(container))
        case "cache": self = .cache(inFile: Self.isTrueOrPath(container))
        case "take": self = .take(count: try Self.number(container, .count))
        case "skip": self = .skip(count: try Self.number(container, .count))
        case "shuffle": self = .shuffle(buffer: try Self.number(container, .buffer))
        case "repeat":
            let count = try Self.optionalNumber(container, .count)
            self = .repeat(count: count.flatMap { $0 < 0 ? nil : $0 })
        case "shard":
            let count = try Self.number(container, .num)
            self = .shard(count: count, index: try Self.optionalNumber(container, .index) ?? 0)
        case "prefetch": self = .prefetch(buffer: try container.decode(TFDataCount.self, forKey: .buffer))
        case "to_device": self = .toDevice(buffer: try container.decodeIfPresent(TFDataCount.self, forKey: .buffer))
        default: self = .unknown(name)
        }
    }

    private typealias Container = KeyedDecodingContainer<CodingKeys>

    private static func interleave(_ container: Container) throws -> Interleave {
        Interleave(
            files: try number(container, .files),
            perFile: try number(container, .perFile),
            cycleLength: try number(container, .cycleLength),
            blockLength: try optionalNumber(container, .blockLength) ?? 1,
            parallelism: try container.decodeIfPresent(TFDataCount.self, forKey: .parallel),
            isOrdered: try container.decodeIfPresent(Bool.self, forKey: .deterministic))
    }

    private static func map(_ container: Container) throws -> Map {
        Map(
            stage: try container.decode(String.self, forKey: .stage),
            parallelism: try container.decodeIfPresent(TFDataCount.self, forKey: .parallel),
            isOrdered: try container.decodeIfPresent(Bool.self, forKey: .deterministic),
            isUnbounded: try container.decodeIfPresent(Bool.self, forKey: .unbounded) ?? false)
    }

    private static func batch(_ container: Container) throws -> Batch {
        Batch(
            size: try number(container, .size),
            dropsRemainder: try container.decodeIfPresent(Bool.self, forKey: .dropsRemainder) ?? false,
            parallelism: try container.decodeIfPresent(TFDataCount.self, forKey: .parallel),
            isOrdered: try container.decodeIfPresent(Bool.self, forKey: .deterministic))
    }

    /// A number of elements or files that can be calculated with.
    private static func number(_ container: Container, _ key: CodingKeys) throws -> Int {
        let number = try container.decode(Int.self, forKey: key)
        guard number.magnitude <= 1_000_000_000_000 else {
            throw DecodingError.dataCorruptedError(forKey: key, in: container, debugDescription: "larger than 10¹²")
        }
        return number
    }

    private static func optionalNumber(_ container: Container, _ key: CodingKeys) throws -> Int? {
        try container.decodeIfPresent(Int.self, forKey: key) == nil ? nil : number(container, key)
    }

    /// `file` is a path or a flag.
    private static func isTrueOrPath(_ container: Container) -> Bool {
        if let flag = try? container.decodeIfPresent(Bool.self, forKey: .file) { return flag }
        return (try? container.decodeIfPresent(String.self, forKey: .file)).map { !$0.isEmpty } ?? false
    }
}

extension TFDataOperator {
    /// Whether it delivers in an order that is not known.
    var isShuffle: Bool { if case .shuffle = self { true } else { false } }
}
