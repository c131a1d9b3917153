import COpenCL
import Testing

@testable import PipelineExecution

@Suite(.needsDevice) struct OpenCLDeviceTests {
    @Test(arguments: Devices.withParts)
    func `tells what it is`(device: OpenCLDevice) {
        #expect(!device.name.isEmpty && !device.vendor.isEmpty && !device.driver.isEmpty && !device.platform.isEmpty)
        #expect(device.version.hasPrefix("OpenCL "))
        #expect(device.computeUnits > 0 && device.maximumWorkGroupSize > 0)
        // The specification demands a quarter of the memory, 1 MiB and more on small devices.
        #expect(device.maximumBufferBytes >= 1 << 20 && device.maximumBufferBytes <= device.memoryBytes)
        #expect(device.maximumParts >= 1 && device.maximumParts <= max(1, device.computeUnits))
        #expect(device.timerResolutionSeconds > 0 && device.timerResolutionSeconds < 1e-3)
    }

    @Test func `every device is found by its index, in the order of the platforms`() throws {
        let names = try OpenCLPlatform.all().flatMap { try $0.devices() }.map(\.name)
        #expect(Devices.all.map(\.name) == names)
        for index in names.indices {
            #expect(try OpenCLDevice.choose("\(index)", among: Devices.all).name == names[index])
        }
    }

    @Test(arguments: Devices.all)
    func `a part has the units asked for, and what is left over stays unused`(device: OpenCLDevice) throws {
        guard device.isDivisible else {
            #expect(throws: OpenCLError.self) { try device.divided(intoPartsOf: 1) }
            return
        }
        for units in Set([1, device.computeUnits / 2 + 1, device.computeUnits]) {
            let parts = try device.divided(intoPartsOf: units)
            #expect(parts.count == device.computeUnits / units)
            #expect(parts.allSatisfy { $0.computeUnits == units && $0.kind == device.kind })
        }
    }

    /// PoCL's own thread still needs a part after the last command on it has ended.
    @Test(arguments: Devices.all)
    func `a part outlives the values that name it`(device: OpenCLDevice) throws {
        guard device.isDivisible else { return }
        func retainedPart() throws -> OpenCLHandle {
            let part = try #require(try device.divided(intoPartsOf: 1).first)
            clRetainDevice(part.handle.pointer)
            return part.handle
        }
        let handle = try retainedPart()
        defer { clReleaseDevice(handle.pointer) }
        let query = InfoQuery(call: "clGetDeviceInfo") { clGetDeviceInfo(handle.pointer, $0, $1, $2, $3) }
        #expect(try query.value(CL_DEVICE_REFERENCE_COUNT, filler: cl_uint(0)) == 2)
    }

    @Test(arguments: Devices.all, [-1, 0, 1 << 20])
    func `parts of no units, or of too many, are refused`(device: OpenCLDevice, units: Int) throws {
        let error = try #require(throws: OpenCLError.self) { try device.divided(intoPartsOf: units) }
        #expect(error.code == .devicePartitionFailed)
        #expect(error.description.contains("\(units) of the \(device.computeUnits) compute units"))
    }
}
