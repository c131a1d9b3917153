import DiscreteEvent
import PipelineRuns
import Pipelines

/// Does the work: reads files, keeps cores busy, waits, copies to devices and runs steps on them.
struct Performer: Sendable {
    let samples: SampleReader?
    private let calibratedWork: CalibratedWork?
    private let accelerators: [any Accelerator]
    private let stop: StopSignal
    private let stageNames: [String]

    init(_ scenario: Scenario, _ settings: ExecutionSettings, _ stop: StopSignal) throws(ExecutionError) {
        self.stop = stop
        samples = settings.samples
        stageNames = scenario.pipeline.stages.map(\.name)
        let bodies = stageNames.map { settings.body(of: $0) }
        calibratedWork = bodies.contains(.work) ? try CalibratedWork() : nil
        var accelerators: [any Accelerator] = []
        let shape = BatchShape(scenario.pipeline)
        for rank in 0..<scenario.platform.gpu.count {
            if let make = settings.makeAccelerator {
                accelerators.append(try make(rank, stop))
                continue
            }
            guard !settings.devices.isEmpty, scenario.pipeline.training.device == .gpu else {
                accelerators.append(
                    EmulatedAccelerator(scenario.platform.gpu, isPinned: scenario.pipeline.deliversPinned, stop))
                continue
            }
            let device = settings.devices[rank % settings.devices.count]
            do throws(OpenCLError) {
                accelerators.append(try OpenCLAccelerator(device, for: shape))
            } catch {
                throw .device(error)
            }
        }
        self.accelerators = accelerators
    }

    /// Whether a thread of the host starts the steps.
    var isLaunchedByHost: Bool { accelerators.contains { $0.isLaunchedByHost } }

    /// Does what is assigned; what it gives when it was stopped meanwhile is of no use.
    func perform(_ assignment: Assignment) -> Result<Performed, ExecutionError> {
        do throws(ExecutionError) { return .success(try performed(assignment)) } catch { return .failure(error) }
    }

    private func performed(_ assignment: Assignment) throws(ExecutionError) -> Performed {
        let content = assignment.content
        switch assignment.task {
        case .read:
            let whole = ContentTable.Content(samples: [try read(assignment.work.element)])
            return Performed(content: try resized(whole, for: assignment))
        case .readGroup(let group): return try readGroup(group, assignment)
        case .take(let bytes):
            return Performed(content: try resized(ContentTable.Content(samples: [bytes]), for: assignment))
        case .readKept(let place):
            let whole = ContentTable.Content(samples: try read(place, of: assignment.work.element))
            return Performed(content: try resized(whole, for: assignment))
        case .writeKept(let store):
            return Performed(content: content, written: try write(content.samples, to: store))
        case .writeCache(let file):
            try write(content.samples, to: file)
            return Performed(content: content)
        case .readCache(let file, let piece):
            return Performed(content: ContentTable.Content(samples: try read(piece, of: file)))
        case .compute(let body): return Performed(content: try compute(assignment, body))
        case .wait:
            return Performed(content: try wait(assignment))
        case .copy:
            let copy = try accelerators[assignment.rank].copy(content.samples)
            return Performed(
                content: ContentTable.Content(samples: content.samples, onDevice: copy.batch),
                servedNanoseconds: copy.nanoseconds)
        case .hostStep:
            let start = CPUClock.threadNanoseconds
            let checksum = content.samples.contentChecksum
            try check(checksum, content)
            BusyTime.spin(nanoseconds: assignment.nanoseconds - (CPUClock.threadNanoseconds - start), stop)
            return Performed(content: content, checksum: checksum)
        case .launch(let thenFinish):
            let step = try accelerators[assignment.rank].launch(
                content, nanoseconds: assignment.nanoseconds, requestedAt: assignment.requestedAt)
            guard thenFinish else { return Performed(content: content, launched: step) }
            return try finish(step, content)
        case .finish(let step): return try finish(step, content)
        }
    }

    private func read(_ element: Element) throws(ExecutionError) -> SampleBytes {
        guard element.bytes > 0 else { return try SampleBytes(byteCount: 0) { _ in Self.checksumOfNothing } }
        guard let samples else { throw .noData }
        return try SampleBytes(byteCount: Int(element.bytes)) { memory throws(ExecutionError) in
            do throws(DataError) { try samples.read(element.sample, into: memory) } catch { throw .data(error) }
            return ContentChecksum.of(UnsafeRawBufferPointer(memory))
        }
    }

    static let checksumOfNothing = ContentChecksum.of(UnsafeRawBufferPointer(start: nil, count: 0))

    private func compute(
        _ assignment: Assignment, _ body: ExecutionSettings.Body
    ) throws(ExecutionError) -> ContentTable.Content {
        guard assignment.nanoseconds > 0 else { return try resized(assignment.content, for: assignment) }
        let start = CPUClock.threadNanoseconds
        let content = try resized(assignment.content, for: assignment)
        func work(_ nanoseconds: Int64) throws(ExecutionError) {
            switch body {
            case .spin: BusyTime.spin(nanoseconds: nanoseconds, stop)
            case .work: try calibratedWork?.perform(nanoseconds: nanoseconds, over: content.samples, stop)
            }
        }
        let locked = assignment.lock?.heldNanoseconds ?? 0
        try work(assignment.nanoseconds - locked - (CPUClock.threadNanoseconds - start))
        try assignment.lock?.hold(work)
        return content
    }

    private func wait(_ assignment: Assignment) throws(ExecutionError) -> ContentTable.Content {
        func sleep(_ nanoseconds: Int64, since start: Int64) {
            stop.sleep(until: SimulationTime.sum(start, nanoseconds))
        }
        let start = HostClock.nanoseconds
        let content = try resized(assignment.content, for: assignment)
        sleep(assignment.nanoseconds - (assignment.lock?.heldNanoseconds ?? 0), since: start)
        assignment.lock?.hold { sleep($0, since: HostClock.nanoseconds) }
        return content
    }

    /// What the function makes of the element's bytes: as many as it returns, the samples' shares equal.
    func resized(
        _ content: ContentTable.Content, for assignment: Assignment
    ) throws(ExecutionError) -> ContentTable.Content {
        let samples = content.samples
        guard assignment.resultBytes != assignment.work.element.bytes, !samples.isEmpty else { return content }
        let share = Int(assignment.resultBytes) / samples.count
        let rest = Int(assignment.resultBytes) - share * samples.count
        var resized: [SampleBytes] = []
        for (index, sample) in samples.enumerated() {
            resized.append(try sample.resized(to: share + (index == 0 ? rest : 0)))
        }
        return ContentTable.Content(samples: resized)
    }

    private func finish(
        _ step: any LaunchedStep, _ content: ContentTable.Content
    ) throws(ExecutionError) -> Performed {
        let result = try step.finish(stop)
        if !stop.isRaised { try check(result.checksum, content) }
        return Performed(
            content: content, servedNanoseconds: result.computeNanoseconds, checksum: result.checksum)
    }

    private func check(_ checksum: UInt64, _ content: ContentTable.Content) throws(ExecutionError) {
        let expected = content.samples.expectedChecksum
        if checksum != expected { throw .wrongChecksum(computed: checksum, expected: expected) }
    }
}

// MARK: - Cache files

extension Performer {
    /// A piece: how many samples, the size of each, and their bytes.
    private func write(_ samples: [SampleBytes], to file: CacheFile) throws(ExecutionError) {
        let header = [samples.count] + samples.map(\.byteCount)
        let headerBytes = header.count * MemoryLayout<Int>.stride
        let total = samples.reduce(headerBytes) { $0 + $1.byteCount }
        let piece = try SampleBytes(byteCount: total) { memory in
            header.withUnsafeBytes { memory.copyMemory(from: $0) }
            var offset = headerBytes
            for sample in samples {
                sample.withUnsafeBytes {
                    UnsafeMutableRawBufferPointer(rebasing: memory[offset...]).copyMemory(from: $0)
                }
                offset += sample.byteCount
            }
            return 0
        }
        do throws(DataError) {
            _ = try piece.withUnsafeBytes { bytes throws(DataError) in try file.append(bytes) }
        } catch {
            throw .data(error)
        }
    }

    private func read(_ index: Int, of file: CacheFile) throws(ExecutionError) -> [SampleBytes] {
        let piece = try SampleBytes(byteCount: file.byteCount(at: index)) { memory throws(ExecutionError) in
            do throws(DataError) {
                // The first read of a complete file: from now on it comes from the disk.
                if file.method == nil { try file.finish() }
                try file.read(index, into: memory)
            } catch {
                throw .data(error)
            }
            return 0
        }
        return try piece.withUnsafeBytes { bytes throws(ExecutionError) in
            let count = bytes.load(as: Int.self)
            var offset = (1 + count) * MemoryLayout<Int>.stride
            var samples: [SampleBytes] = []
            for number in 1...max(1, count) where count > 0 {
                let size = bytes.load(fromByteOffset: number * MemoryLayout<Int>.stride, as: Int.self)
                let part = UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + size])
                samples.append(
                    try SampleBytes(byteCount: size) { memory in
                        memory.copyMemory(from: part)
                        return ContentChecksum.of(part)
                    })
                offset += size
            }
            return samples
        }
    }
}

extension Assignment.Lock {
    /// Does what a call does under its lock.
    ///
    /// - Parameter work: takes a time (ns), that of passing the lock on included.
    fileprivate func hold<Failure: Error>(_ work: (Int64) throws(Failure) -> Void) throws(Failure) {
        guard heldNanoseconds > 0 else { return }
        try mutex.hold { waited throws(Failure) in try work(heldNanoseconds + (waited ? handOverNanoseconds : 0)) }
    }
}
