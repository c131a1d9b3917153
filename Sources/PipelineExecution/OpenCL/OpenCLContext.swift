import COpenCL

/// What the objects of one device live in; released with the value.
package struct OpenCLContext: ~Copyable, Sendable {
    /// Its device, or part of one.
    package let device: OpenCLDevice
    let handle: OpenCLHandle

    /// A context for one device.
    package init(_ device: OpenCLDevice) throws(OpenCLError) {
        var id = device.handle.pointer
        var status = CL_SUCCESS
        let context = clCreateContext(nil, 1, &id, nil, nil, &status)
        handle = try OpenCLHandle(context, status, "clCreateContext", device.name)
        self.device = device
    }

    deinit { clReleaseContext(handle.pointer) }
}
