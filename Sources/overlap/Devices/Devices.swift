import ArgumentParser
import PipelineExecution
import Reports

/// `overlap devices`.
struct Devices: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists this machine's OpenCL devices, and measures their overheads.",
        discussion: """
            Choose a device by its index or part of its name. `emulated` is always available: copies and steps are timed \
            waits, and OpenCL is not needed.
            """)

    @Argument(help: "Only this device: its index or part of its name.")
    var device: String?

    @Flag(help: "Measure launches, copies, and whether copies overlap kernels: a second or two per device.")
    var probe = false

    @Flag(help: "Print everything as JSON.")
    var json = false

    @OptionGroup var output: OutputOption

    func run() throws {
        try FileUses.check(.result(output.path))
        let listed = try listedDevices()
        try OutputFile.write(json ? DevicesJSON(listed).text : DevicesText(listed).text, to: output.path)
        let failures = listed.compactMap(\.failure)
        if !failures.isEmpty { throw CommandFailure.inputOutput(failures.joined(separator: "\nerror: ")) }
    }

    private func listedDevices() throws(CommandFailure) -> [ListedDevice] {
        let listed = try Self.all()
        let wanted = try device.map { name throws(CommandFailure) in [try Self.choose(name, among: listed)] } ?? listed
        return probe ? wanted.map { $0.probed() } : wanted
    }

    private static func all() throws(CommandFailure) -> [ListedDevice] {
        do { return try ListedDevice.all() } catch { throw .inputOutput("\(error)") }
    }

    private static func choose(_ name: String, among listed: [ListedDevice]) throws(CommandFailure) -> ListedDevice {
        do throws(DeviceChoiceError) {
            return listed[try OpenCLDevice.index(of: name, among: listed.map(\.device))]
        } catch {
            throw .usage("\(error)")
        }
    }
}
