/// Overlays that come with the program, for what nobody wants to type; each says where its figures are from.
enum BuiltInOverlays {
    /// By what they are about: programs, then disks from the fastest on, then storage that many share.
    ///
    /// The files of those that a template is called after too are named `….disk.yaml`: a resource goes by its file's name.
    static let all = [
        BuiltInText("torch-fork", PackageResources.torch_fork_yaml),
        BuiltInText("torch-spawn", PackageResources.torch_spawn_yaml),
        BuiltInText("tensorflow", PackageResources.tensorflow_yaml),
        BuiltInText("nvme-gen5", PackageResources.nvme_gen5_yaml),
        BuiltInText("nvme-gen4", PackageResources.nvme_gen4_yaml),
        BuiltInText("nvme-gen3", PackageResources.nvme_gen3_yaml),
        BuiltInText("sata-ssd", PackageResources.sata_ssd_yaml),
        BuiltInText("nfs", PackageResources.nfs_yaml),
        BuiltInText("hdd", PackageResources.hdd_yaml),
        BuiltInText("parallel-file-system", PackageResources.parallel_file_system_disk_yaml),
        BuiltInText("object-store", PackageResources.object_store_disk_yaml),
    ]
}
