import Foundation
import Importers
import ScenarioFiles
import Testing

/// What is wrong in a workload, and where.
@Suite struct WorkloadErrorTests {
    private func error(_ yaml: String) -> String {
        do {
            _ = try WorkloadFiles.scenario(yaml)
            return "none"
        } catch { return "\(error)" }
    }

    @Test(arguments: [
        ("", "w.yaml: error: the file is empty"),
        ("# nothing\n", "w.yaml: error: the file is empty"),
        ("overlap: 1\n", "w.yaml:1:1: error: this is not a workload of DLIO"),
        ("- 3\n", "w.yaml:1:1: error: this is not a workload of DLIO"),
        ("dataset: [\n", "w.yaml:1:11: error: YAML syntax"),
        ("dataset: {num_files_train: many}\n", "w.yaml:1:28: error: `many` is not accepted"),
        ("dataset: {num_files_train: 2.5}\n", "w.yaml:1:28: error: `2.5` is not accepted"),
        ("dataset: {format: npc}\n", "did you mean `npz`?"),
        ("dataset: {format: synthetic}\n", "`synthetic` reads no files"),
        ("workflow: {train: maybe}\ndataset: {}\n", "w.yaml:1:19: error: `maybe` is not accepted"),
        (
            "workflow: {train: False}\ndataset: {}\n",
            "w.yaml:1:19: error: this workload has no input pipeline: it does not train"
        ),
        (
            "dataset: {record_length: 1, record_length_bytes: 2}\n",
            "w.yaml:1:50: error: `dataset.record_length_bytes` says the same as `dataset.record_length`: keep one"
        ),
        (
            "dataset: {}\ntrain: {computation_time: {type: normale, mean: 1}}\n",
            "w.yaml:2:34: error: there is no distribution"
        ),
        ("dataset: {}\ntrain: {computation_time: {type: uniform, min: 1}}\n", "`max` is missing"),
        ("dataset: {}\ntrain: {computation_time: {type: uniform, min: 2, max: 1}}\n", "`min` must be less than `max`"),
        (
            "dataset: {}\ntrain: {computation_time: {type: gamma, shape: 0, scale: 1}}\n",
            "`shape` must be greater than 0"
        ),
        ("framework: tensorflow\nreader: {data_loader: pytorch}\n", "w.yaml:2:23: error: the framework and the loader"),
        (
            "framework: pytorch\nreader: {data_loader: pytorch}\ndataset: {format: tfrecord}\n",
            "reads no tfrecord files"
        ),
        ("reader: {data_loader: synthetic}\n", "w.yaml:1:23: error: this workload has no input pipeline"),
        ("reader: {data_loader_classname: my.Loader}\n", "is a user's class"),
        (
            "dataset: {num_files_train: 3}\nreader: {batch_size: 4}\n",
            "3 samples are fewer than a batch of 4 for each of 1"
        ),
        ("dataset: {num_files_train: 1000000000, num_samples_per_file: 10000}\n", "more than 10¹² samples"),
    ])
    func `a mistake is told with its place`(yaml: String, message: String) {
        #expect(error(yaml).contains(message), "\(error(yaml))")
    }

    @Test func `all mistakes are told at once`() {
        let text = error("dataset: {num_files_train: x}\nreader: {batch_size: y}\ntrain: {epochs: z}\n")
        #expect(text.components(separatedBy: "error:").count == 4)
    }
}
