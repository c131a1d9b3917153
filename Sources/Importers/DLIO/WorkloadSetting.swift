/// What a workload leaves to the machine that it runs on.
package struct WorkloadSetting: Sendable {
    /// Accelerators of all hosts, each with a process of its own.
    package var accelerators: Int
    /// Whether each has its own share of the data, so that their number can be changed: always, where there are
    /// several.
    package var sharesData: Bool
    /// Hosts that the accelerators are spread over.
    package var hosts = 1
    /// Time until the bytes of a request flow, in seconds.
    package var diskLatencySeconds = 100e-6
    /// Bytes per second that all accelerators share; nil is no limit.
    package var diskBytesPerSecond: Double? = 7e9
    /// What each step costs beyond its computation.
    package var costs = StepCosts()
    /// Where the costs are from, if they are fitted.
    package var fit: FittedCosts?
    /// Seconds that a reader computes for each sample.
    package var readerSeconds = 0.0
    /// Cores of each host that readers compute on, or nil for as many as there are threads.
    package var cores: Int?
    /// Samples of a row group of Parquet or a chunk of HDF5, where the workload does not say it.
    package var rowGroup: Int?
    /// Steps of each epoch to simulate, or nil for as many as can be simulated in seconds.
    package var steps: Int?
    /// Whether all steps and epochs are simulated, however many.
    package var simulatesAll: Bool

    /// A host with an NVMe drive of 7 GB/s and 100 µs, and typical costs.
    package init(accelerators: Int = 1, sharesData: Bool = false, steps: Int? = nil, simulatesAll: Bool = false) {
        self.accelerators = accelerators
        self.sharesData = sharesData || accelerators > 1
        self.steps = steps
        self.simulatesAll = simulatesAll
    }

    /// Accelerators of a host, the mean of all hosts.
    var acceleratorsPerHost: Double { Double(accelerators) / Double(hosts) }

    /// Costs that were fitted, and to what.
    package struct FittedCosts: Sendable {
        /// The results.
        let fit: StepCostFit
        /// What messages call their file.
        let file: String

        /// - Parameter file: what messages call the results' file.
        package init(_ fit: StepCostFit, file: String) {
            self.fit = fit
            self.file = file
        }
    }
}

/// How many steps an epoch has, and how many of them are simulated.
struct WorkloadLength: Equatable {
    /// Samples of a run that are simulated without being asked for: some seconds' worth.
    static let samples = 400_000
    /// Steps of an epoch, at least: fewer have no steady state.
    static let leastSteps = 20

    /// Whole batches of an epoch for each accelerator.
    let fullSteps: Int
    /// Steps of an epoch as DLIO takes them.
    let steps: Int
    let epochs: Int
    let simulatedSteps: Int
    let simulatedEpochs: Int

    /// - Parameter setting: of this the accelerators and what is to be simulated count.
    init(_ workload: DLIOWorkload, _ setting: WorkloadSetting) {
        let batch = workload.reader.batchSize
        fullSteps = workload.data.samples / batch / setting.accelerators
        steps = min(workload.training.steps ?? fullSteps, fullSteps)
        epochs = workload.training.epochs
        let (budget, batches) = (max(1, Self.samples / batch), setting.accelerators)
        let total = Double(steps) * Double(epochs) * Double(batches)
        if let wanted = setting.steps {
            simulatedSteps = min(wanted, steps)
            simulatedEpochs = min(epochs, 1_000_000)
        } else if setting.simulatesAll || total <= Double(budget) {
            simulatedSteps = steps
            simulatedEpochs = min(epochs, 1_000_000)
        } else {
            // First and later epochs differ, but five of them tell all.
            let few = min(epochs, 5)
            simulatedSteps = min(steps, max(Self.leastSteps, budget / batches / few))
            simulatedEpochs = max(1, min(few, budget / batches / simulatedSteps))
        }
    }
}
