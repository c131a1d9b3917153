/// The hardware that a pipeline runs on.
public struct Platform: Sendable, Equatable {
    /// Storage.
    public var disk: Disk
    /// What is kept of what was read from it.
    public var readCache: ReadCache
    /// Cores and worker threads.
    public var cpu: CPU
    /// Accelerators.
    public var gpu: GPU
    /// Host memory.
    public var memory: Memory
    /// The executor's small costs.
    public var overheads: Overheads
    /// What the worker processes of a `dataLoader` cost.
    public var processes: WorkerProcesses

    /// The sections that a scenario file may write under `platform`, in this order.
    public static let sections: [any Section.Type] = [
        Disk.self, ReadCache.self, CPU.self, GPU.self, Memory.self, Overheads.self, WorkerProcesses.self,
    ]

    /// Puts a platform together; parts that are not given are those of a scenario file that does not mention them.
    public init(
        disk: Disk = Disk(), readCache: ReadCache = ReadCache(), cpu: CPU = CPU(), gpu: GPU = GPU(),
        memory: Memory = Memory(), overheads: Overheads = Overheads(), processes: WorkerProcesses = WorkerProcesses()
    ) {
        self.disk = disk
        self.readCache = readCache
        self.cpu = cpu
        self.gpu = gpu
        self.memory = memory
        self.overheads = overheads
        self.processes = processes
    }
}
