import Foundation
import Testing

@Suite struct DevicesTests {
    /// The loader of OpenCL looks for drivers where this says.
    private static let noDrivers = ["OCL_ICD_VENDORS": "/nonexistent", "OPENCL_VENDOR_PATH": "/nonexistent"]

    @Test func `without OpenCL it says what to install, and is no failure`() throws {
        let run = try CommandRun(["devices", "--probe"], environment: Self.noDrivers)
        #expect(run.code == 0 && run.errors.isEmpty)
        #expect(run.output.contains("apt install pocl-opencl-icd") && run.output.contains("\nemulated  "))
        let json = try CommandRun(["devices", "--json"], environment: Self.noDrivers)
        #expect(json.output == "{\n  \"devices\": [],\n  \"alwaysThere\": [\n    \"emulated\"\n  ]\n}\n")
    }

    @Test func `a device that is not there is a mistake in the command line`() throws {
        let run = try CommandRun(["devices", "xyzzy"], environment: Self.noDrivers)
        #expect(run.code == 64 && run.output.isEmpty)
        #expect(run.errors.contains("pocl-opencl-icd"))
    }

    @Test(.enabled(if: try devices().isEmpty == false, "OpenCL has no device here; `make setup` installs PoCL"))
    func `every device is listed with the index that chooses it`() throws {
        let devices = try Self.devices()
        let text = try CommandRun(["devices"]).output
        for (index, device) in devices.enumerated() {
            let name = try #require(device["name"] as? String)
            #expect(device["index"] as? Int == index)
            #expect(text.contains("\(index)  \(name)\n"))
            #expect(try CommandRun(["devices", "\(index)"]).output.hasPrefix("\(index)  \(name)\n"))
        }
        #expect(text.hasSuffix("\n") && text.contains("\nemulated  "))
        let unknown = try CommandRun(["devices", "xyzzy"])
        #expect(unknown.code == 64 && unknown.errors.contains("no device is called `xyzzy`; known: 0 ("))
    }

    @Test(.enabled(if: try devices().isEmpty == false, "OpenCL has no device here; `make setup` installs PoCL"))
    func `a probe adds what was measured`() throws {
        let directory = try TemporaryDirectory()
        let arguments = ["devices", "0", "--probe"]
        let cache = ["POCL_CACHE_DIR": directory.path("kernels")]
        let text = try CommandRun(arguments, environment: cache)
        #expect(text.code == 0 && text.errors.isEmpty)
        for part in ["   kernels: ", "   copies of ", "   in a scenario: gpu: {", "   overlap: "] {
            #expect(text.output.contains(part))
        }

        let json = try CommandRun(arguments + ["--json", "-o", directory.path("d.json")], environment: cache)
        #expect(json.code == 0 && json.output.isEmpty)
        let device = try #require(try Self.devices(try directory.text("d.json")).first)
        let probe = try #require(device["probe"] as? [String: Any])
        for figure in ["enqueueSeconds", "launchSeconds"] {
            #expect(try #require(probe[figure] as? Double) > 0, "\(figure)")
        }
        let copies = try #require(probe["copies"] as? [String: Any])
        #expect(try #require(copies["downloadBytesPerSecond"] as? Double) > 0)
        for load in ["idle", "busy"] {
            let uploads = try #require(copies[load] as? [String: Double])
            #expect(uploads.count == 2 && uploads.values.allSatisfy { $0 > 0 }, "\(load)")
        }
        let overlap = try #require(probe["overlap"] as? [String: Any])
        #expect((0...1).contains(try #require(overlap["share"] as? Double)))
    }

    private static func devices() throws -> [[String: Any]] {
        try devices(try CommandRun(["devices", "--json"]).output)
    }

    private static func devices(_ json: String) throws -> [[String: Any]] {
        let value = try JSONSerialization.jsonObject(with: Data(json.utf8))
        return try #require((value as? [String: Any])?["devices"] as? [[String: Any]])
    }
}
