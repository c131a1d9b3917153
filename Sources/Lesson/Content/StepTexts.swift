/// The files of the steps, which SwiftPM compiles in.
enum StepTexts {
    /// Each chapter's id, its title and its steps, in order.
    static let chapters: [(id: String, title: String, steps: [[UInt8]])] = [
        (
            "", "Six steps",
            [
                PackageResources.step_1_yaml, PackageResources.step_2_yaml, PackageResources.step_3_yaml,
                PackageResources.step_4_yaml, PackageResources.step_5_yaml, PackageResources.step_6_yaml,
            ]
        ),
        (
            "myths", "Myths, and where each is true",
            [
                PackageResources.myths_1_yaml, PackageResources.myths_2_yaml, PackageResources.myths_3_yaml,
                PackageResources.myths_4_yaml, PackageResources.myths_5_yaml, PackageResources.myths_6_yaml,
                PackageResources.myths_7_yaml,
            ]
        ),
        (
            "pitfalls", "Pitfalls: spot the fault",
            [PackageResources.pitfalls_1_yaml, PackageResources.pitfalls_2_yaml, PackageResources.pitfalls_3_yaml]
        ),
        (
            "when-not", "When not to prefetch",
            [PackageResources.when_not_1_yaml, PackageResources.when_not_2_yaml, PackageResources.when_not_3_yaml]
        ),
        (
            "expert", "For experts",
            [
                PackageResources.expert_1_yaml, PackageResources.expert_2_yaml, PackageResources.expert_3_yaml,
                PackageResources.expert_4_yaml,
            ]
        ),
        ("production", "In production", [PackageResources.production_1_yaml, PackageResources.production_2_yaml]),
        (
            "connections", "Connections",
            [
                PackageResources.connections_1_yaml, PackageResources.connections_2_yaml,
                PackageResources.connections_3_yaml,
            ]
        ),
    ]
}
