public import Pipelines
public import ScenarioFiles

/// What a scenario's resources cost for an hour, by a list of prices: known without a simulation.
public struct HourlyCost: Sendable {
    /// One resource's share of it.
    public struct Item: Sendable {
        /// What is paid for.
        public let resource: Resource
        /// How much of it, in the resource's unit.
        public let amount: Double
        /// What that costs for an hour.
        public let perHour: Double
    }

    /// What is paid for.
    public enum Resource: String, Sendable, CaseIterable {
        /// Cores of the host.
        case cores
        /// GiB of host memory.
        case memory
        /// Accelerators.
        case accelerators
        /// GB/s of the disk, or a disk with a price of its own.
        case disk
        /// GB of storage for the data, and for caches on disks.
        case storage
    }

    /// What is paid for, in the order of the resources; what costs nothing is left out.
    public let items: [Item]
    /// The disk with a price of its own, if the scenario has one of those.
    public let disk: String?
    /// What has a price, but no amount that is known: a bandwidth without a limit, a buffer of unknown size.
    public let unknown: [Resource]

    /// What all of it costs for an hour.
    public var perHour: Double { items.reduce(0) { $0 + $1.perHour } }

    /// The cost of a scenario.
    ///
    /// Memory is that which the scenario provides (`memory.capacity`); where it provides any amount, what buffers and caches
    /// hold when they are full, in whole GiB.
    ///
    /// - Parameters:
    ///   - scenario: one that can run.
    ///   - prices: what resources cost.
    /// - Throws: `PipelineError` for a scenario that cannot run on its accelerators.
    public init(of scenario: Scenario, _ prices: Prices) throws(PipelineError) {
        let platform = scenario.platform
        let amounts = try ResourceAmounts(scenario)
        var items: [Item] = []
        var unknown: [Resource] = []
        func add(_ resource: Resource, _ amount: Double, _ price: Double) {
            guard price > 0, amount > 0 else { return }
            guard amount.isFinite else {
                unknown.append(resource)
                return
            }
            items.append(Item(resource: resource, amount: amount, perHour: amount * price))
        }
        add(.cores, Double(platform.cpu.cores), prices[.coreHour])
        add(.memory, amounts.memoryGiB, prices[.memoryGiBHour])
        add(.accelerators, amounts.accelerators, prices[.acceleratorHour])
        let priced = prices.disks.first { $0.disk == platform.disk }
        if let priced { add(.disk, 1, priced.hour) } else { add(.disk, amounts.diskGBps, prices[.diskGBpsHour]) }
        add(.storage, amounts.storageGB, prices[.storageGBMonth] / Prices.hoursOfMonth)
        self.items = items
        self.unknown = unknown
        disk = priced?.name
    }
}
