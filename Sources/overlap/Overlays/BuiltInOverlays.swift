/// Overlays that come with the program, for what nobody wants to type; each says where its figures are from.
enum BuiltInOverlays {
    /// By what they are about: programs, then disks from the fastest on.
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
    ]
}
