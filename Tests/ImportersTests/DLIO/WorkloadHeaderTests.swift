import Importers
import Testing

/// What the first lines of a scenario tell.
@Suite struct WorkloadHeaderTests {
    private func header(_ yaml: String, _ setting: WorkloadSetting = WorkloadSetting()) throws -> String {
        let text = try WorkloadFiles.scenario(yaml, setting)
        let comments = text.split(separator: "\n").prefix { $0.hasPrefix("#") }.map { $0.dropFirst(2) }
        return comments.map { $0.drop(while: { $0 == " " || $0 == "-" }) }.joined(separator: " ")
    }

    private let small = """
        model: {name: small, layers: 3}
        framework: pytorch
        dataset: {num_files_train: 100, record_length: 1048576, format: npz, flavour: vanilla}
        reader: {data_loader: pytorch, batch_size: 10, computation_threads: 4, file_shuffle: seed}
        train: {computation_time: 0.01, epochs: 2}
        checkpoint: {checkpoint_after_epoch: 2}
        """

    @Test(arguments: [
        "model.layers (`3`): the model is not run",
        "dataset.flavour (`vanilla`): not known to this import.",
        "reader.computation_threads (`4`): DLIO's loader `pytorch` ignores it.",
        "reader.file_shuffle (`seed`): all samples have the same distribution",
        "checkpoint.checkpoint_after_epoch (`2`): `workflow.checkpoint` is not True",
        "under the Apache License 2.0",
        // 10 MiB in 10 ms.
        "1049 MB/s keep one accelerator busy. DLIO prints MiB/s as MB/s: 1000.",
    ])
    func `what is left out, and why`(sentence: String) throws {
        let text = try header(small)
        #expect(text.contains(sentence), "\(text)")
    }

    /// A scenario is passed on: what opens somebody's storage stays in the workload.
    @Test func `what may be a secret is named, and its value left out`() throws {
        let text = try header(
            small + """

                storage:
                  storage_type: s3
                  storage_root: bucket-47
                  storage_options: {access_key_id: AKIA47, secret_access_key: hush47, region: eu-47}
                s3: {session_token: tok47, Password: pass47, list: [a47]}
                """)
        for field in ["storage.storage_options.secret_access_key", "storage.storage_root", "s3.session_token"] {
            #expect(text.contains(field), "\(text)")
            #expect(!text.contains("\(field) ("), "\(text)")
        }
        for value in ["bucket-47", "AKIA47", "hush47", "eu-47", "tok47", "pass47"] {
            #expect(!text.contains(value), "\(text)")
        }
    }

    @Test func `what is used is not listed`() throws {
        let text = try header(small)
        for field in ["batch_size", "epochs (", "num_files_train", "record_length (", "format ("] {
            #expect(!text.contains(field), "\(field)")
        }
    }

    @Test func `what is cut short is told`() throws {
        let whole = try header(small)
        #expect(!whole.contains("are simulated"))
        #expect(
            try header(small, WorkloadSetting(steps: 3)).contains(
                "3 of the 10 steps of an epoch are simulated, and 2 of 2 epochs"))
    }
}
