import Testing

@testable import PipelineExecution

@Suite struct OpenCLDeviceChoiceTests {
    private static let devices = [
        DeviceNames(name: "NVIDIA H100", origin: ["NVIDIA Corporation", "NVIDIA CUDA"]),
        DeviceNames(name: "NVIDIA H100 NVL", origin: ["NVIDIA Corporation", "NVIDIA CUDA"]),
        DeviceNames(name: "pthread-skylake-AMD EPYC", origin: ["AuthenticAMD", "Portable Computing Language"]),
        DeviceNames(name: "Graphics 770", origin: ["Intel", "OpenCL Graphics"]),
    ]

    @Test(arguments: [
        ("0", 0), ("3", 3), ("epyc", 2), ("NVL", 1), ("nvidia h100", 0), ("portable", 2), ("authentic", 2),
        // A number that is no index may be a part of a name.
        ("770", 3),
        // A part of a name goes before a part of a platform's.
        ("graphics", 3),
    ])
    func `by index or by part of a name`(wanted: String, index: Int) throws {
        #expect(try DeviceNames.index(of: wanted, among: Self.devices) == index)
    }

    @Test func `several that fit are listed with their indices`() {
        #expect(throws: DeviceChoiceError.ambiguous("h100", matches: ["0 (NVIDIA H100)", "1 (NVIDIA H100 NVL)"])) {
            try DeviceNames.index(of: "h100", among: Self.devices)
        }
        // Both by their platform.
        #expect(throws: DeviceChoiceError.self) { try DeviceNames.index(of: "cuda", among: Self.devices) }
    }

    @Test(arguments: [
        ("epic", "EPYC"), ("grafics", "raphics"), ("Nvidea", "NVIDIA"), ("A100", "H100"), ("xyzzy", nil), ("", nil),
        ("9", nil), ("4", nil), ("nope", nil),
    ])
    func `an unknown one is answered with what is near and what there is`(wanted: String, nearest: String?) throws {
        let error = try #require(throws: DeviceChoiceError.self) {
            try DeviceNames.index(of: wanted, among: Self.devices)
        }
        let known = [
            "0 (NVIDIA H100)", "1 (NVIDIA H100 NVL)", "2 (pthread-skylake-AMD EPYC)", "3 (Graphics 770)",
        ]
        guard case .unknown(wanted, known, let found) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(found.map { $0.lowercased().contains(nearest?.lowercased() ?? "\0") } == (nearest == nil ? nil : true))
        #expect(error.description.contains(known.joined(separator: ", ")))
    }

    @Test func `without devices the error says what to install`() {
        #expect(throws: DeviceChoiceError.noDevices) { try DeviceNames.index(of: "0", among: []) }
        #expect(DeviceChoiceError.noDevices.description.contains("pocl-opencl-icd"))
    }
}
