import Pipelines
import Testing

@testable import ScenarioFiles

@Suite struct QuantityTests {
    @Test(arguments: [
        ("1 ns", 1e-9), ("1 us", 1e-6), ("1 µs", 1e-6), ("1 μs", 1e-6), ("6 ms", 0.006), ("1.5 s", 1.5), ("2 min", 120),
        ("3 h", 10800), ("6ms", 0.006), ("  6   ms ", 0.006), ("0", 0), ("0.0", 0), ("-0 s", 0), (".5 s", 0.5),
        ("1e-3 s", 0.001), ("1_000 s", 1000), ("+2 s", 2),
    ])
    func `reads times`(text: String, seconds: Double) throws {
        #expect(try Quantity.parse(text, as: .time, in: 0...1e9) == seconds)
    }

    @Test(arguments: [
        ("1 B", 1), ("2 kB", 2e3), ("2 KB", 2e3), ("3 MB", 3e6), ("4 GB", 4e9), ("5 TB", 5e12), ("6 PB", 6e15),
        ("110 KiB", 112_640), ("1 MiB", 0x1p20), ("1 GiB", 0x1p30), ("1 TiB", 0x1p40), ("1 PiB", 0x1p50),
    ])
    func `reads sizes`(text: String, bytes: Double) throws {
        #expect(try Quantity.parse(text, as: .bytes, in: 0...1e18) == bytes)
    }

    @Test(arguments: [
        ("1 B/s", 1), ("2 kB/s", 2e3), ("2 KB/s", 2e3), ("500 MB/s", 5e8), ("12 GB/s", 1.2e10), ("1 TB/s", 1e12),
        ("1 KiB/s", 1024), ("1 MiB/s", 0x1p20), ("1 GiB/s", 0x1p30), ("8 bit/s", 1), ("8 kbit/s", 1e3),
        ("8 Mbit/s", 1e6), ("8 Gbit/s", 1e9), ("8 Tbit/s", 1e12),
    ])
    func `reads bandwidths`(text: String, bytesPerSecond: Double) throws {
        #expect(try Quantity.parse(text, as: .bandwidth, in: 0...1e18) == bytesPerSecond)
    }

    @Test(arguments: [("1 s/B", 1), ("5 ns/B", 5e-9), ("1024 us/KiB", 1e-6), ("2 ms/MB", 2e-9), ("1 h/GB", 3.6e-6)])
    func `reads times per byte`(text: String, secondsPerByte: Double) throws {
        let value = try Quantity.parse(text, as: .timePerByte, in: 0...1e3)
        #expect(abs(value - secondsPerByte) <= 1e-15 * secondsPerByte)
    }

    @Test(arguments: [
        ["0.3 ms", "300 us", "300000 ns", "3e-4 s", "0.3e-0 ms", "0.0003 s"], ["1.1 us", "1100 ns", "0.0011 ms"],
        ["0.000123457 ms", "123.457 ns", "1.23457e-7 s"],
    ])
    func `the same time is the same number in all units`(texts: [String]) throws {
        let values = try texts.map { try Quantity.parse($0, as: .time, in: 0...1) }
        #expect(Set(values).count == 1, "\(values)")
    }

    @Test(arguments: ["1e-99999999999999999999 ms", "1e-9223372036854775808 ms", "1e-2000 ms"])
    func `a number too small to be held is zero`(text: String) throws {
        #expect(try Quantity.parse(text, as: .time, in: 0...1) == 0)
    }

    @Test(arguments: [("0.5 %", 0.005), ("50%", 0.5), ("0.25", 0.25), ("1", 1)])
    func `reads fractions`(text: String, fraction: Double) throws {
        #expect(try Quantity.parse(text, as: .fraction, in: 0...1) == fraction)
    }

    @Test(arguments: [
        ("6", "`6` has no unit, and a time needs one", nil), ("6 MB", "`6 MB` is a size, but a time is needed", nil),
        ("6 sec", "unknown unit `sec` in `6 sec`", nil), ("6 mss", "unknown unit `mss` in `6 mss`", "ms"),
        ("6 MS", "unknown unit `MS` in `6 MS`", "ms"), ("-1 s", "`-1 s` is negative", nil),
        ("2e9 s", "`2e9 s` is too large", nil), ("1e999 s", "`1e999 s` is too large", nil),
        (".nan", "`.nan` is not a finite number", nil), ("-.inf", "`-.inf` is not a finite number", nil),
        ("infinity", "`infinity` is not a finite number", nil), ("six ms", "`six ms` is not a number", nil),
        ("", "`` is not a number", nil), ("ms", "`ms` is not a number", nil),
        ("6,5 ms", "`6,5 ms` has a comma: write a decimal point, and `_` or nothing between thousands", nil),
        ("1 2 ms", "unknown unit `2 ms` in `1 2 ms`", nil),
        ("１ ms", "`１ ms` is not a number", nil), ("0x10 s", "unknown unit `x10 s` in `0x10 s`", nil),
    ])
    func `explains what is not a time`(text: String, message: String, suggestion: String?) {
        let error = #expect(throws: QuantityError.self) { try Quantity.parse(text, as: .time, in: 0...1e9) }
        #expect(error?.message == message)
        #expect(error?.suggestion == suggestion)
        #expect(error?.accepted.hasPrefix("a time") == true)
    }

    @Test(arguments: [("8", 8), ("1e6", 1_000_000), ("50_000", 50_000), ("8.0", 8), ("9223372036854775807", Int.max)])
    func `reads counts`(text: String, count: Int) throws {
        #expect(try Quantity.count(text, in: 0...Int.max) == count)
    }

    @Test(arguments: [
        ("8.5", "`8.5` is not a whole number"), ("-1", "`-1` is too small"), ("1e30", "`1e30` is too large"),
        ("9223372036854775808", "`9223372036854775808` is too large"),
        ("8 ms", "`8 ms` has a unit (`ms`), but a count has none"), ("many", "`many` is not a number"),
    ])
    func `explains what is not a count`(text: String, message: String) {
        let error = #expect(throws: QuantityError.self) { try Quantity.count(text, in: 0...Int.max) }
        #expect(error?.message == message)
    }

    @Test func `every unit reads as its own dimension and as no other`() {
        for dimension in Dimension.allCases {
            for unit in Unit.all(of: dimension) {
                #expect(Unit.dimension(of: unit.symbol) == dimension)
                #expect(throws: Never.self) { try Quantity.parse("1 \(unit.symbol)", as: dimension, in: 0...1e18) }
            }
        }
    }

    @Test(arguments: [
        (Dimension.time, 0, "0 ns"), (.time, 0.006, "6 ms"), (.time, 1e9, "1000000000 s"), (.bytes, 1e15, "1 PB"),
        (.bandwidth, 5e8, "500 MB/s"), (.fraction, 0.5, "50 %"), (.time, 1e-12, "0.001 ns"),
    ])
    func `writes quantities as people do`(dimension: Dimension, value: Double, text: String) {
        #expect(dimension.format(value) == text)
    }
}
