import Pipelines

/// The seed of a program's random orders.
enum ProgramSeed {
    /// That of the scenario, as far as each framework takes it: 31 bits.
    static func of(_ scenario: Scenario) -> UInt64 { scenario.run.seed & 0x7fff_ffff }
}
