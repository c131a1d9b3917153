public import Pipelines

/// What resources cost, read from a file: an hour of a core, of a GiB of memory, of an accelerator, of a GB/s of disk, and a
/// month of a GB of storage.
///
/// A price that is not given is 0. The currency is a word that reports show; nothing is converted.
public struct Prices: Sendable {
    /// A disk that can be had, with a price of its own.
    public struct PricedDisk: Sendable {
        /// What axes and reports call it.
        public let name: String
        /// What it costs for an hour, whatever its bandwidth.
        public let hour: Double
        /// What it does.
        public let disk: Disk
        /// The change of a scenario that puts it in the place of the disk there.
        public let change: Override
    }

    /// What is priced, by its key in the file.
    public enum Rate: String, Sendable, CaseIterable {
        /// A core for an hour.
        case coreHour
        /// A GiB of host memory for an hour.
        case memoryGiBHour
        /// An accelerator for an hour.
        case acceleratorHour
        /// A GB/s of disk bandwidth for an hour.
        case diskGBpsHour
        /// A GB of storage for a month.
        case storageGBMonth

        /// One line for messages and the schema.
        var summary: String {
            switch self {
            case .coreHour: "price of a core for an hour"
            case .memoryGiBHour: "price of a GiB of host memory for an hour"
            case .acceleratorHour: "price of an accelerator for an hour"
            case .diskGBpsHour: "price of a GB/s of disk bandwidth for an hour, where the disk has no price of its own"
            case .storageGBMonth: "price of a GB of storage for a month, of 730 hours"
            }
        }
    }

    /// The hours of a month: a twelfth of 365 days.
    public static let hoursOfMonth = 730.0

    /// A word such as `USD`.
    public let currency: String
    /// Disks that can be had, in the order of the file.
    public let disks: [PricedDisk]
    private let rates: [Rate: Double]

    init(currency: String, rates: [Rate: Double], disks: [PricedDisk]) {
        self.currency = currency
        self.rates = rates
        self.disks = disks
    }

    /// A price in the currency; 0 where the file gives none.
    public subscript(rate: Rate) -> Double { rates[rate] ?? 0 }

    /// Reads a file; `-` is standard input.
    ///
    /// - Parameter path: the file's path, or `-`.
    /// - Throws: when it cannot be read, or does not list prices: what is wrong, where, and what would be accepted.
    public init(path: String) throws(ScenarioFileError) {
        let name = path == "-" ? "standard input" : path
        let text: String
        do { text = try InputLimits.text(try InputLimits.read(path: path, limit: InputLimits.scenarioBytes)) } catch {
            throw ScenarioFileError(Diagnostic(error.reason, file: name))
        }
        try self.init(text: text, name: name)
    }

    /// Reads a text.
    ///
    /// - Parameters:
    ///   - text: YAML.
    ///   - name: what messages call it.
    /// - Throws: when it does not list prices.
    public init(text: String, name: String) throws(ScenarioFileError) {
        let root = try DocumentReader.read(
            text, source: SourceText(name: name, text: text), accepted: Self.accepted)
        var decoder = NodeDecoder(dataFiles: DataFiles(DataFolder(path: ".")), operators: .standard)
        let prices = decoder.prices(root)
        try decoder.log.throwIfAny()
        guard let prices else { preconditionFailure("prices that are not decoded leave a diagnostic") }
        self = prices
    }

    /// What a file should be.
    static let accepted = "`prices: 1`, a `currency`, and prices such as `coreHour: 0.04`"
}
