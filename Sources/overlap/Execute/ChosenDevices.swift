import PipelineExecution

/// The devices that compute steps.
struct ChosenDevices {
    /// None for timed waits.
    let devices: [OpenCLDevice]
    let text: String

    static let emulated = ChosenDevices(devices: [], text: "emulated (timed waits)")
    static let emulationNotice =
        "OpenCL offers no accelerator: steps and copies are timed waits (`--device emulated`); "
        + "`--device` chooses one that `overlap devices` lists"

    private init(devices: [OpenCLDevice], text: String) {
        self.devices = devices
        self.text = text
    }

    init(_ options: MachineOptions, accelerators: Int) throws(CommandFailure) {
        if options.device == "emulated" {
            self = .emulated
            return
        }
        let devices: [OpenCLDevice]
        do throws(OpenCLError) { devices = try OpenCLDevice.all() } catch {
            guard options.device == nil else { throw .inputOutput("\(error)") }
            self = .emulated
            return
        }
        var wanted: Int?
        if let device = options.device {
            do { wanted = try OpenCLDevice.index(of: device, among: devices) } catch {
                throw .usage("\(error), or `emulated` for timed waits")
            }
        }
        let choice = DeviceChoice(
            wanted: wanted, among: devices.map { DeviceChoice.Candidate($0) }, cores: options.deviceCores,
            accelerators: accelerators)
        try self.init(choice, of: devices, accelerators: accelerators)
    }

    private init(
        _ choice: DeviceChoice, of devices: [OpenCLDevice], accelerators: Int
    ) throws(CommandFailure) {
        switch choice {
        case .emulated: self = .emulated
        case .whole(let indices):
            self.init(
                devices: indices.map { devices[$0] },
                text: DeviceChoice.text(devices[indices[0]].name, indices.count, accelerators: accelerators))
        case .parts(let index, let cores):
            let device = devices[index]
            do throws(OpenCLError) {
                let parts = try device.divided(intoPartsOf: cores).prefix(accelerators)
                let text = "\(device.name), \(cores) of \(device.computeUnits) cores"
                self.init(
                    devices: Array(parts), text: DeviceChoice.text(text, parts.count, accelerators: accelerators))
            } catch {
                throw .inputOutput("\(error)")
            }
        }
    }
}
