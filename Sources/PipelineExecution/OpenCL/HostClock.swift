import Foundation

/// The clock of the host that only moves forwards (`CLOCK_MONOTONIC`).
package enum HostClock {
    /// Its time now, in nanoseconds since a moment that stays the same while the machine is up.
    package static var nanoseconds: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// From one of its times until now, in seconds.
    package static func seconds(since start: Int64) -> Double { 1e-9 * Double(nanoseconds - start) }
}
