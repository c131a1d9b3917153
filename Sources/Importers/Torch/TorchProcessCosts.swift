/// What it costs to create, start, end and resume the workers of a `DataLoader`, in seconds, by their number.
struct TorchProcessCosts: Sendable, Equatable {
    /// Creation of the workers by forking, by their number.
    var creation: [Int: Double] = [:]
    /// Until a forked worker takes indices.
    var boot: [Int: Double] = [:]
    /// Until the forked workers have ended, by their number.
    var shutdown: [Int: Double] = [:]
    /// Until the workers have ended that were not forked, by their number.
    var spawnedShutdown: [Int: Double] = [:]
    /// Until the persistent workers have resumed, by their number.
    var resumption: [Int: Double] = [:]
    /// Creation of a worker that is not forked.
    var spawnedCreation = 0.0
    /// Until the only worker that is not forked takes indices.
    var spawnedBoot = 0.0
    /// Functions that workers run at their start, by name.
    var initialisation: [String: Double] = [:]
    /// From before `iter()` to the first batch, by how workers start and their number: `fork_w1`.
    var firstStep: [String: Double] = [:]

    /// No costs.
    init() {}

    /// A table's value at `workers` workers, by straight lines; before the first entry in proportion, after the last
    /// constant.
    static func seconds(_ table: [Int: Double], workers: Int) -> Double {
        let points = table.sorted { $0.key < $1.key }
        guard let next = points.first(where: { $0.key >= workers }) else { return points.last?.value ?? 0 }
        guard let before = points.last(where: { $0.key < workers }) else {
            return next.value * Double(workers) / Double(max(1, next.key))
        }
        let share = Double(workers - before.key) / Double(next.key - before.key)
        return before.value + (next.value - before.value) * share
    }

    /// The values at 1, 2, 3, … as far as the table goes.
    static func list(_ table: [Int: Double]) -> [Double] {
        guard let last = table.keys.max(), last > 0 else { return [] }
        return (1...last).map { seconds(table, workers: $0) }
    }

    /// Computation of each worker that is not forked until it takes indices.
    ///
    /// Imports keep a core busy, so that n workers on c cores take max(1, n/c) times as long: the mean over the runs
    /// that were measured, or the time of one worker alone.
    func spawnedBootComputation(cores: Int) -> Double {
        let measured = firstStep.sorted { $0.key < $1.key }.compactMap { name, seconds -> Double? in
            guard name.hasPrefix("spawn_w"), let workers = Int(name.dropFirst("spawn_w".count)), workers > 0 else {
                return nil
            }
            return seconds / max(1, Double(workers) / Double(cores))
        }
        return measured.mean ?? spawnedBoot
    }
}

extension TorchProcessCosts: Decodable {
    private enum CodingKeys: String, CodingKey {
        case creation = "iter_create_by_w"
        case boot = "boot_by_w"
        case shutdown = "shutdown_by_w"
        case spawnedShutdown = "spawn_shutdown_by_w"
        case resumption = "resume_by_w"
        case spawnedCreation = "spawn_create"
        case spawnedBoot = "spawn_boot"
        case initialisation = "init"
        case firstStep = "first_step_by_start"
    }

    /// Reads the costs; those that are missing are zero.
    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func table(_ key: CodingKeys) throws -> [Int: Double] {
            let written = try container.decodeIfPresent([String: Double].self, forKey: key) ?? [:]
            return written.reduce(into: [:]) { table, entry in
                if let workers = Int(entry.key) { table[workers] = entry.value }
            }
        }
        creation = try table(.creation)
        boot = try table(.boot)
        shutdown = try table(.shutdown)
        spawnedShutdown = try table(.spawnedShutdown)
        resumption = try table(.resumption)
        spawnedCreation = try container.decodeIfPresent(Double.self, forKey: .spawnedCreation) ?? 0
        spawnedBoot = try container.decodeIfPresent(Double.self, forKey: .spawnedBoot) ?? 0
        initialisation = try container.decodeIfPresent([String: Double].self, forKey: .initialisation) ?? [:]
        firstStep = try container.decodeIfPresent([String: Double].self, forKey: .firstStep) ?? [:]
    }
}
