import Testing

@testable import PipelineExecution

struct DeviceChoiceTests {
    /// An integrated GPU, two GPUs alike, the CPU, another GPU like the two, and a CPU that cannot be divided.
    private static let candidates = [
        gpu("Graphics 770"), gpu("H100"), gpu("H100"), cpu(cores: 8, isDivisible: true), gpu("H100"),
        cpu(cores: 8, isDivisible: false),
    ]

    private static func gpu(_ name: String) -> DeviceChoice.Candidate {
        DeviceChoice.Candidate(name: name, isCPU: false, isDivisible: true, computeUnits: 132)
    }

    private static func cpu(cores: Int, isDivisible: Bool) -> DeviceChoice.Candidate {
        DeviceChoice.Candidate(name: "EPYC", isCPU: true, isDivisible: isDivisible, computeUnits: cores)
    }

    @Test(
        arguments: [
            (nil, 1, .whole([0])), (nil, 3, .whole([0])),
            (1, 1, .whole([1])), (1, 2, .whole([1, 2])), (1, 3, .whole([1, 2, 4])), (1, 9, .whole([1, 2, 4])),
            // Only those after the wanted one.
            (2, 9, .whole([2, 4])), (4, 9, .whole([4])),
            (3, 1, .parts(of: 3, cores: 1)), (3, 9, .parts(of: 3, cores: 1)),
            (5, 2, .whole([5])),
        ] as [(Int?, Int, DeviceChoice)])
    func `the wanted device and those alike after it`(wanted: Int?, accelerators: Int, choice: DeviceChoice) {
        #expect(
            DeviceChoice(wanted: wanted, among: Self.candidates, cores: nil, accelerators: accelerators) == choice)
    }

    @Test(
        arguments: [
            (1, .parts(of: 3, cores: 1)), (7, .parts(of: 3, cores: 7)),
            // All its cores are no part.
            (8, .whole([3])), (9, .whole([3])),
        ] as [(Int, DeviceChoice)])
    func `parts of the CPU leave cores to others`(cores: Int, choice: DeviceChoice) {
        #expect(DeviceChoice(wanted: 3, among: Self.candidates, cores: cores, accelerators: 1) == choice)
    }

    @Test func `GPUs are not divided`() {
        #expect(DeviceChoice(wanted: 1, among: Self.candidates, cores: 2, accelerators: 1) == .whole([1]))
    }

    @Test func `nobody gets the CPU without asking for it`() {
        let candidates = Self.candidates.filter(\.isCPU)
        #expect(DeviceChoice(wanted: nil, among: candidates, cores: nil, accelerators: 2) == .emulated)
        #expect(DeviceChoice(wanted: nil, among: [], cores: nil, accelerators: 1) == .emulated)
        let mixed = candidates + [Self.gpu("H100")]
        #expect(DeviceChoice(wanted: nil, among: mixed, cores: nil, accelerators: 1) == .whole([2]))
    }

    @Test(arguments: [
        (1, 1, "H100"), (2, 2, "2 × H100"), (1, 3, "H100, shared by 3 accelerators"),
        (2, 3, "2 × H100, shared by 3 accelerators"), (3, 2, "3 × H100"),
    ])
    func `says how many there are and who shares them`(devices: Int, accelerators: Int, text: String) {
        #expect(DeviceChoice.text("H100", devices, accelerators: accelerators) == text)
    }
}
