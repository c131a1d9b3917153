import COpenCL

/// Kernels, compiled for a device; released with the value.
package struct OpenCLProgram: ~Copyable, Sendable {
    let handle: OpenCLHandle
    private let device: OpenCLDevice

    /// Compiles OpenCL C 1.2.
    ///
    /// - Throws: `buildProgramFailure` with the compiler's log.
    package init(source: String, in context: borrowing OpenCLContext) throws(OpenCLError) {
        var status = CL_SUCCESS
        let program = source.withCString { text in
            var text: UnsafePointer<CChar>? = text
            return clCreateProgramWithSource(context.handle.pointer, 1, &text, nil, &status)
        }
        let handle = try OpenCLHandle(program, status, "clCreateProgramWithSource")
        let device = context.device
        var id = device.handle.pointer
        let built = clBuildProgram(handle.pointer, 1, &id, "-cl-std=CL1.2", nil, nil)
        guard built == CL_SUCCESS else {
            let log = try? Self.buildInfo(handle, device).text(CL_PROGRAM_BUILD_LOG)
            clReleaseProgram(handle.pointer)
            throw OpenCLError(.init(rawValue: built), call: "clBuildProgram", detail: device.name, buildLog: log)
        }
        self.handle = handle
        self.device = device
    }

    deinit { clReleaseProgram(handle.pointer) }

    /// What the compiler wrote, warnings included.
    package func buildLog() throws(OpenCLError) -> String {
        try Self.buildInfo(handle, device).text(CL_PROGRAM_BUILD_LOG)
    }

    /// One of its kernels, with arguments of its own.
    ///
    /// - Throws: `invalidKernelName`, with the names that there are.
    package func kernel(_ name: String) throws(OpenCLError) -> OpenCLKernel {
        var status = CL_SUCCESS
        let kernel = clCreateKernel(handle.pointer, name, &status)
        let handle = try OpenCLHandle(kernel, status, "clCreateKernel", "`\(name)`; known are \(kernelNames)")
        return try OpenCLKernel(owning: handle, name: name, device: device)
    }

    private var kernelNames: String {
        let query = InfoQuery(call: "clGetProgramInfo") { [handle] in
            clGetProgramInfo(handle.pointer, $0, $1, $2, $3)
        }
        let names = (try? query.text(CL_PROGRAM_KERNEL_NAMES)) ?? ""
        return names.split(separator: ";").joined(separator: ", ")
    }

    private static func buildInfo(_ handle: OpenCLHandle, _ device: OpenCLDevice) -> InfoQuery {
        InfoQuery(call: "clGetProgramBuildInfo") {
            clGetProgramBuildInfo(handle.pointer, device.handle.pointer, $0, $1, $2, $3)
        }
    }
}
