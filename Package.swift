// swift-tools-version: 6.2
import PackageDescription

// CI sets this; a user's build with a newer compiler must not fail on a new warning.
let warningsAreErrors = Context.environment["OVERLAP_WARNINGS_AS_ERRORS"] != nil

// `.ci/fuzz` sets this: libFuzzer brings its own main function, which no other build has.
let isFuzzed = Context.environment["OVERLAP_FUZZ"] != nil

// `.ci/sanitize` sets this: only the executor and its tests are built once more.
let isSanitized = Context.environment["OVERLAP_SANITIZER"] != nil

// `make docs` sets this: the plugin that builds documentation, which no other build resolves.
let isDocumented = Context.environment["OVERLAP_DOCS"] != nil

let package = Package(
    name: "Overlap",
    products: [
        .executable(name: "overlap", targets: ["overlap"]),
        .library(name: "Pipelines", targets: ["Pipelines", "Variates"]),
        .library(
            name: "PipelineSimulation",
            targets: ["Measurements", "PipelineRuns", "PipelineSimulation", "Pipelines", "Variates"]),
        .library(name: "ScenarioFiles", targets: ["Pipelines", "ScenarioFiles", "Variates"]),
        .library(name: "Experiments", targets: ["Experiments", "PipelineRuns", "Pipelines", "ScenarioFiles"]),
        .library(name: "Reports", targets: ["Experiments", "PipelineRuns", "Reports", "Timelines"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0", traits: []),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
    ],
    targets: [
        // MARK: The engine, free of Foundation
        .systemLibrary(
            name: "CGSL",
            pkgConfig: "gsl",
            providers: [.apt(["libgsl-dev"]), .brew(["gsl"])]
        ),
        .target(name: "Variates", dependencies: ["CGSL"]),
        .target(
            name: "DiscreteEvent",
            dependencies: [
                .product(name: "BasicContainers", package: "swift-collections"),
                .product(name: "DequeModule", package: "swift-collections"),
            ],
            linkerSettings: [.linkedLibrary("m")]
        ),
        .target(
            name: "Measurements",
            dependencies: ["CGSL"]
        ),
        .target(
            name: "Pipelines",
            dependencies: [
                "DiscreteEvent", "Variates",
                .product(name: "BasicContainers", package: "swift-collections"),
                .product(name: "DequeModule", package: "swift-collections"),
            ]
        ),
        .target(name: "Timelines", dependencies: ["Pipelines"]),
        .target(
            name: "PipelineRuns",
            dependencies: [
                "DiscreteEvent", "Measurements", "Pipelines", "Timelines", "Variates",
                .product(name: "BasicContainers", package: "swift-collections"),
                .product(name: "DequeModule", package: "swift-collections"),
            ]
        ),
        .target(
            name: "PipelineSimulation",
            dependencies: [
                "DiscreteEvent", "Measurements", "PipelineRuns", "Pipelines", "Timelines", "Variates",
                .product(name: "BasicContainers", package: "swift-collections"),
                .product(name: "DequeModule", package: "swift-collections"),
            ]
        ),

        // MARK: Files of the operating system
        .systemLibrary(name: "CLinux"),
        .target(name: "Files", dependencies: ["CLinux"]),

        // MARK: Pipelines on real hardware
        .systemLibrary(
            name: "COpenCL",
            pkgConfig: "OpenCL",
            providers: [.apt(["ocl-icd-opencl-dev"]), .brew(["opencl-headers", "opencl-icd-loader"])]
        ),
        .target(
            name: "PipelineExecution",
            dependencies: [
                "CLinux", "COpenCL", "DiscreteEvent", "Files", "Measurements", "PipelineRuns", "Pipelines",
                "Timelines", "Variates",
                .product(name: "BasicContainers", package: "swift-collections"),
                .product(name: "DequeModule", package: "swift-collections"),
            ]),

        // MARK: Files and the command
        .target(
            name: "ScenarioFiles",
            dependencies: [
                "Files", "Pipelines", "Variates", .product(name: "SwiftCSV", package: "SwiftCSV"),
                .product(name: "Yams", package: "Yams"),
            ]
        ),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        // Generated from its `.proto`: what is read of profiles that TensorFlow's profiler writes.
        .target(
            name: "XPlane", dependencies: [.product(name: "SwiftProtobuf", package: "swift-protobuf")],
            exclude: ["xplane.proto"]
        ),
        .target(
            name: "Importers",
            dependencies: [
                "CZlib", "Measurements", "Pipelines", "ScenarioFiles", "XPlane",
                .product(name: "SwiftProtobuf", package: "swift-protobuf"),
            ]
        ),
        .target(
            name: "Scoreboards",
            dependencies: [
                "Importers", "Measurements", "PipelineRuns", "PipelineSimulation", "Pipelines", "ScenarioFiles",
                "Variates",
            ]
        ),
        .target(
            name: "PipelineLint",
            dependencies: [
                "Measurements", "PipelineRuns", "PipelineSimulation", "Pipelines", "ScenarioFiles", "Variates",
            ]
        ),
        .target(
            name: "Experiments",
            dependencies: [
                "DiscreteEvent", "Files", "Measurements", "PipelineExecution", "PipelineRuns", "PipelineSimulation",
                "Pipelines",
                "ScenarioFiles", "Timelines", "Variates",
            ]
        ),
        .target(
            name: "Lesson",
            dependencies: [
                "Measurements", "PipelineRuns", "PipelineSimulation", "Pipelines", "ScenarioFiles", "Variates",
            ],
            // In `Scenarios` are links to those in the folder of that name: the archive holds the program alone.
            resources: [.embedInCode("Steps"), .embedInCode("Exercises/Kinds"), .embedInCode("Scenarios")]
        ),
        .target(
            name: "Reports",
            dependencies: [
                "Experiments", "Files", "Importers", "Lesson", "Measurements", "PipelineExecution", "PipelineLint",
                "PipelineRuns", "PipelineSimulation", "Pipelines", "ScenarioFiles", "Scoreboards", "Timelines",
                "Variates",
            ],
            // The notebooks as people edit them; among them are links to files of `notebooks-export`.
            resources: [.embedInCode("Notebook/Texts")]
        ),
        .target(name: "Exporters", dependencies: ["Pipelines", "ScenarioFiles", "Variates"]),
        .target(
            name: "OverlapServer",
            dependencies: [
                "CLinux", "Experiments", "Lesson", "PipelineRuns", "PipelineSimulation", "Pipelines", "Reports",
                "ScenarioFiles",
                "Timelines",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            resources: [.embedInCode("Page")]
        ),
        .executableTarget(
            name: "overlap",
            dependencies: [
                "Experiments", "Exporters", "Files", "Importers", "Lesson", "OverlapServer", "PipelineExecution",
                "PipelineLint", "PipelineRuns", "PipelineSimulation", "Pipelines", "Reports", "ScenarioFiles",
                "Scoreboards",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            // The archive of `make dist` holds the program alone: what it prints and reads by name is in it.
            resources: [.embedInCode("Dask/Driver"), .embedInCode("New/Templates"), .embedInCode("Overlays/Texts")]
        ),
        .executableTarget(
            name: "overlap-bench",
            dependencies: [
                "DiscreteEvent", "Experiments", "Measurements", "PipelineExecution", "PipelineRuns",
                "PipelineSimulation", "Pipelines", "ScenarioFiles", "Variates",
            ]),

        // MARK: Tests
        .testTarget(name: "VariatesTests", dependencies: ["CGSL", "Variates"]),
        .testTarget(name: "DiscreteEventTests", dependencies: ["DiscreteEvent"], exclude: ["Fixtures"]),
        .testTarget(name: "MeasurementsTests", dependencies: ["Measurements"]),
        .testTarget(
            name: "PipelinesTests",
            dependencies: ["Pipelines", "Variates", .product(name: "BasicContainers", package: "swift-collections")],
            exclude: ["Fixtures"]
        ),
        .testTarget(
            name: "PipelineSimulationTests",
            dependencies: [
                "DiscreteEvent", "Measurements", "PipelineRuns", "PipelineSimulation", "Pipelines", "Timelines",
                "Variates",
                .product(name: "BasicContainers", package: "swift-collections"),
            ]
        ),
        .testTarget(
            name: "TimelinesTests",
            dependencies: ["Pipelines", "Timelines", "Variates"]),
        .testTarget(name: "FilesTests", dependencies: ["Files"]),
        .testTarget(
            name: "PipelineExecutionTests",
            dependencies: [
                "COpenCL", "DiscreteEvent", "PipelineExecution", "PipelineRuns", "PipelineSimulation", "Pipelines",
                "ScenarioFiles", "Variates",
                .product(name: "BasicContainers", package: "swift-collections"),
            ]),
        .testTarget(
            name: "ScenarioFilesTests", dependencies: ["Pipelines", "ScenarioFiles", "Variates"],
            exclude: ["Fixtures"]),
        .testTarget(
            name: "ImportersTests",
            dependencies: ["Importers", "PipelineRuns", "PipelineSimulation", "Pipelines", "ScenarioFiles"],
            exclude: ["Fixtures"]),
        .testTarget(
            name: "ExportersTests",
            dependencies: [
                "Exporters", "Pipelines", "ScenarioFiles", "Variates",
                .product(name: "BasicContainers", package: "swift-collections"),
            ],
            exclude: ["Fixtures"]),
        .testTarget(
            name: "ScoreboardsTests",
            dependencies: ["Importers", "Pipelines", "Scoreboards", "Variates"],
            exclude: ["Fixtures"]),
        .testTarget(
            name: "PipelineLintTests",
            dependencies: [
                "Measurements", "PipelineLint", "PipelineRuns", "PipelineSimulation", "Pipelines", "ScenarioFiles",
            ]
        ),
        .testTarget(
            name: "ExperimentsTests",
            dependencies: [
                "Experiments", "Measurements", "PipelineRuns", "PipelineSimulation", "Pipelines", "ScenarioFiles",
            ]),
        .testTarget(name: "LessonTests", dependencies: ["Lesson", "ScenarioFiles"]),
        .testTarget(
            name: "OverlapServerTests",
            dependencies: [
                "Lesson", "OverlapServer", "ScenarioFiles", .product(name: "HTTPTypes", package: "swift-http-types"),
            ]),
        .testTarget(
            name: "ReportsTests",
            dependencies: [
                "Experiments", "Measurements", "PipelineRuns", "PipelineSimulation", "Pipelines", "Reports",
                "ScenarioFiles", "Timelines",
            ]),
        .testTarget(
            name: "MetamorphicTests",
            dependencies: [
                "Experiments", "Exporters", "PipelineRuns", "PipelineSimulation", "Pipelines", "ScenarioFiles",
                "Variates",
                "overlap",
            ],
            exclude: ["Fixtures"]),
        .testTarget(
            name: "OverlapTests",
            dependencies: [
                "Lesson", "Measurements", "PipelineExecution", "PipelineLint", "PipelineRuns", "PipelineSimulation",
                "Pipelines", "Reports", "ScenarioFiles", "Timelines", "Variates", "overlap",
            ],
            exclude: ["Fixtures", "Goldens"]),
    ]
)

if isFuzzed {
    package.targets.append(
        .executableTarget(
            name: "overlap-fuzz",
            dependencies: ["Importers", "ScenarioFiles", "Scoreboards"],
            path: "Fuzz",
            swiftSettings: [.unsafeFlags(["-parse-as-library"])],
            // gold fails at what the sanitizers add.
            linkerSettings: [.unsafeFlags(["-use-ld=lld"])]))
}

if isSanitized {
    package.products.removeAll()
    package.targets.removeAll {
        $0.type == .executable || $0.type == .test && $0.name != "PipelineExecutionTests" || $0.name == "OverlapServer"
    }
}

if isDocumented {
    package.dependencies.append(.package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"))
}

for target in package.targets where target.type != .system {
    var settings: [SwiftSetting] = target.swiftSettings ?? []
    settings += [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ]
    if warningsAreErrors { settings.append(.treatAllWarnings(as: .error)) }
    // `make test` optimises what is tested: tests themselves would compile twice as long for seconds saved.
    if target.type == .test { settings.append(.unsafeFlags(["-Onone"], .when(configuration: .release))) }
    target.swiftSettings = settings
}
