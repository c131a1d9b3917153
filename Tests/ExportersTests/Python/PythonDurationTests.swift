import Testing
import Variates

@testable import Exporters

@Suite struct PythonDurationTests {
    @Test func `a time is told, and slept`() {
        let duration = PythonDuration(.constant(0.005))
        #expect(duration.description == "5 ms")
        #expect(duration.statements(indent: 4) == ["    time.sleep(0.005)"])
    }

    @Test func `bytes take a time of their own`() {
        let duration = PythonDuration(.constant(0.001), perByte: .constant(1e-9), bytes: 2e6)
        #expect(duration.description == "1 ms and 2 ms")
        #expect(duration.statements(indent: 0) == ["time.sleep(0.001 + 0.002)"])
    }

    @Test func `what no line of Python draws is its mean, and says so`() throws {
        let duration = PythonDuration(.recorded(try RecordedTable(values: [0.001, 0.003], replay: .resampled)))
        #expect(duration.terms == [.value("0.002")] && duration.notes.count == 1)
        #expect(!duration.isDrawn && PythonDuration(.exponential(mean: 1)).isDrawn)
    }

    @Test func `no time is no statement`() {
        #expect(PythonDuration(.constant(0)).description == nil)
        #expect(PythonDuration(.constant(0)).statements(indent: 0).isEmpty)
    }

    @Test func `a lock is held for the last part`() {
        let duration = PythonDuration(.constant(0.004))
        #expect(
            duration.statements(lock: ("gil_lock", 0.25), indent: 0) == [
                "seconds = float(0.004)", "time.sleep(0.75 * seconds)", "with gil_lock:",
                "    time.sleep(0.25 * seconds)",
            ])
        #expect(
            duration.statements(lock: ("gil_lock", 1), indent: 0) == ["with gil_lock:", "    time.sleep(0.004)"])
        #expect(duration.statements(lock: ("gil_lock", 0), indent: 0) == ["time.sleep(0.004)"])
    }
}
