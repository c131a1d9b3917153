// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "SwiftProgram",
    dependencies: [.package(name: "Overlap", path: "../..")],
    targets: [
        .executableTarget(
            name: "SwiftProgram",
            dependencies: [
                .product(name: "PipelineSimulation", package: "Overlap"), .product(name: "Reports", package: "Overlap"),
            ],
            // Stricter than the default: each module whose members are used is imported.
            swiftSettings: [.enableUpcomingFeature("MemberImportVisibility")])
    ])
