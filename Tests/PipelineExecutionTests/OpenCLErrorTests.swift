import Foundation
import PipelineExecution
import Testing

@Suite struct OpenCLErrorTests {
    @Test(arguments: [
        (0, "CL_SUCCESS"), (-5, "CL_OUT_OF_RESOURCES"), (-61, "CL_INVALID_BUFFER_SIZE"),
        (-72, "CL_MAX_SIZE_RESTRICTION_EXCEEDED"), (-1001, "CL_PLATFORM_NOT_FOUND_KHR"),
        (-1093, "CL_INVALID_EGL_OBJECT_KHR"),
    ])
    func `names codes`(code: Int32, name: String) {
        #expect(OpenCLError.Code(rawValue: code).description == "\(name) (\(code))")
    }

    @Test func `a number that a driver made up is told as it is`() {
        #expect(OpenCLError.Code(rawValue: -9999).name == nil)
        #expect(OpenCLError.Code(rawValue: -9999).description == "OpenCL status -9999")
    }

    @Test func `says which call failed, how, and what the compiler wrote`() {
        let error = OpenCLError(
            .buildProgramFailure, call: "clBuildProgram", detail: "a device", buildLog: "line 3: no such type")
        #expect(
            error.description
                == "clBuildProgram failed with CL_BUILD_PROGRAM_FAILURE (-11): a device\nline 3: no such type")
        #expect(
            "\(OpenCLError(.invalidValue, call: "clFlush"))" == "clFlush failed with CL_INVALID_VALUE (-30)")
    }

    private static let headers = "/usr/include/CL"
    private static let hasHeaders = FileManager.default.fileExists(atPath: "\(headers)/cl.h")

    @Test(
        .enabled(if: hasHeaders, "the headers of OpenCL are not in \(headers)"),
        arguments: ["cl.h", "cl_ext.h", "cl_gl.h", "cl_egl.h"])
    func `every error code of the headers has its name`(file: String) throws {
        // Other negative numbers: states of a compilation, ends of lists.
        let others: Set = ["CL_BUILD_NONE", "CL_BUILD_ERROR", "CL_BUILD_IN_PROGRESS"]
        let text = try String(contentsOfFile: "\(Self.headers)/\(file)", encoding: .utf8)
        var found = 0
        for line in text.split(separator: "\n") {
            let words = line.split(whereSeparator: \.isWhitespace)
            guard words.count == 3, words[0] == "#define", let code = Int32(words[2]), code < 0 else { continue }
            let name = String(words[1])
            if others.contains(name) || name.contains("LIST_END") { continue }
            #expect(OpenCLError.Code(rawValue: code).name == name)
            found += 1
        }
        #expect(found >= 1)
    }
}
