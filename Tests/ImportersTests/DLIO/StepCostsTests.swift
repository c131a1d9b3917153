import Testing

@testable import Importers

/// What steps cost beyond their computation.
@Suite struct StepCostsTests {
    /// 3D U-Net on H100: 0.46 ms + n · (0.037 ms + 7 · 146,600,628 B ÷ 310 GB/s), that is 0.46 ms + n · 3.347337 ms.
    @Test(arguments: [(1.0, 0.988_350), (2.0, 0.978_330), (10.0, 0.904_931)])
    func `AU falls with the accelerators of a host`(accelerators: Double, utilisation: Double) {
        let predicted = StepCosts().utilisation(
            computeSeconds: 0.323, bytes: 7 * 146_600_628, accelerators: accelerators)
        #expect((predicted - utilisation).magnitude < 1e-6)
    }

    @Test func `no costs, no loss`() {
        let none = StepCosts(loopSeconds: 0, barrierSeconds: 0, hostBytesPerSecond: nil)
        #expect(none.utilisation(computeSeconds: 0.001, bytes: 1e12, accelerators: 1000) == 1)
        #expect(none.secondsPerAccelerator(bytes: 1e12) == 0)
    }
}
