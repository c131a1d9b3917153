import Testing

@testable import Experiments

@Suite struct SweepPartTests {
    private static let header = "run_id,variant,x,mean\n"

    private static func rows(_ point: Int, json: Bool) -> String {
        json ? "{\"run\": \(point)}\n" : "\(point),base,\(point),0.1\n\(point),base,\(point),0.2\n"
    }

    private static func whole(_ points: Int, json: Bool) -> String {
        points == 0 ? "" : (json ? "" : header) + (1...points).map { rows($0, json: json) }.joined()
    }

    private static func part(_ shard: String, _ points: Int, json: Bool = false, sweep: String = "s") throws -> String {
        let shard = try #require(SweepShard(argument: shard))
        var end = SweepPartEnd(shard, ofSweep: [sweep], points: points)
        var text = ""
        for position in shard.positions(of: points).indices {
            text += (text.isEmpty && !json ? header : "") + rows(end.number(ofPoint: position), json: json)
        }
        end.add(text)
        return text + end.line
    }

    private static func merge(_ texts: [String]) throws -> String {
        try SweepPart.merged(
            try texts.enumerated().map { (name: "p\($0).csv", part: try SweepPart($1, name: "p\($0).csv")) })
    }

    @Test(arguments: [1, 2, 7, 16], [0, 1, 5, 33])
    func `merged are what one machine writes`(count: Int, points: Int) throws {
        for json in [false, true] {
            let parts = try (1...count).map { try Self.part("\($0)/\(count)", points, json: json) }
            #expect(try Self.merge(parts.reversed()) == Self.whole(points, json: json))
        }
    }

    @Test func `that are missing, doubled or of another sweep are named`() throws {
        let parts = try (1...4).map { try Self.part("\($0)/4", 9) }
        func message(_ texts: [String]) -> String {
            do { return try Self.merge(texts) } catch { return "\(error)" }
        }
        #expect(message([parts[0], parts[2]]) == "of 4 parts 2 are missing: 2/4, 4/4")
        #expect(message(parts + [parts[1]]) == "`p1.csv` and `p4.csv` are both part 2/4")
        let others = [try Self.part("4/4", 9, sweep: "t"), try Self.part("4/4", 10), try Self.part("4/5", 9)]
        for other in others {
            #expect(message(parts.dropLast() + [other]).hasPrefix("`p3.csv` is of another sweep than `p0.csv`"))
        }
        #expect(
            message(parts.dropLast() + [parts[3].replacing("0.2", with: "0.3")]).hasPrefix("`p3.csv` is incomplete"))
        for text in ["", "\n", "run_id,variant\n1,base\n", "no end of a line", String(parts[3].dropLast(2))] {
            #expect(message(parts.dropLast() + [text]).hasPrefix("`p3.csv` is no"), "\(text)")
        }
    }

    /// Of two parts, the second with a byte changed, put in or cut off, wherever it is: what is merged is never other rows.
    @Test(arguments: [false, true]) func `that are not as they were are refused, or mean the same`(json: Bool) throws {
        let (first, second) = (try Self.part("1/2", 4, json: json), try Self.part("2/2", 4, json: json))
        let merged = try Self.merge([first, second])
        for place in second.indices {
            let (before, after) = (second[..<place], second[second.index(after: place)...])
            for text in [before + after, before + "7" + after, before + "9999999999999999" + second[place...], before] {
                guard let other = try? Self.merge([first, String(text)]) else { continue }
                #expect(other == merged, "\(text)")
            }
        }
    }

    /// No digest stands for what the last line itself says.
    @Test(arguments: ["-1", "100001", "9000000000000000000", "10000000000000000000", "4.0", ""])
    func `of a sweep that cannot be are refused at once`(points: String) throws {
        let part = try Self.part("1/2", 4)
        let other = part.replacing(" 4 ", with: " \(points) ")
        #expect(other != part)
        #expect(throws: SweepPartError.self) { try Self.merge([other]) }
    }

    @Test(arguments: ["", "3", "0/4", "5/4", "1/0", "-1/4", "a/b", "1/2/3", "1/100001"])
    func `have numbers from one on`(argument: String) { #expect(SweepShard(argument: argument) == nil) }
}
