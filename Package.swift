// swift-tools-version: 6.3
import PackageDescription

// The map: targets in the order a row travels, each depending only on those above it.

let settings: [SwiftSetting] = [
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "acta",
  products: [
    .executable(name: "acta", targets: ["acta"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CLZMA", pkgConfig: "liblzma", providers: [.apt(["liblzma-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    // Debian's has no pkg-config file.
    .systemLibrary(name: "CBzip2", providers: [.apt(["libbz2-dev"])]),
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CLinux"),
    .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
    .target(name: "Diagnostics", swiftSettings: settings),
    .target(
      name: "Tables",
      dependencies: ["Diagnostics", "CBzip2", "CCrypto", "CLinux", "CLZMA", "CPCRE2", "CZlib", "CZstd"],
      swiftSettings: settings),
    .target(
      name: "Formats", dependencies: ["Diagnostics", "Tables", "CExpat", "CZlib"], swiftSettings: settings),
    .target(
      name: "Workbooks", dependencies: ["Diagnostics", "Tables", "CXLSXWriter"], swiftSettings: settings),
    .target(
      name: "JobSpec",
      dependencies: ["Diagnostics", "Tables", "CYAML"],
      swiftSettings: settings),
    .target(
      name: "Timeline", dependencies: ["Diagnostics", "Tables", "JobSpec"], swiftSettings: settings),
    .target(
      name: "Engine", dependencies: ["Diagnostics", "Tables", "JobSpec"], swiftSettings: settings,
      // ICU, for the order of texts in a language: Foundation brings it, and does not hand it on.
      linkerSettings: [.linkedLibrary("_FoundationICU")]),
    .target(
      name: "Ledger",
      dependencies: [
        "Diagnostics", "Tables", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      swiftSettings: settings),
    .target(
      name: "Runner",
      dependencies: [
        "Diagnostics", "Tables", "Formats", "Workbooks", "JobSpec", "Timeline", "Engine", "Ledger", "CLinux",
      ],
      resources: [.embedInCode("Engines/Spark/acta_spark.py")], swiftSettings: settings),
    .executableTarget(
      name: "acta",
      dependencies: [
        "Diagnostics", "Tables", "Formats", "Workbooks", "JobSpec", "Timeline", "Engine", "Ledger", "Runner",
        "CLinux",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings,
      // Nobody links to the program, and at every start the loader would look up all that it exports. Packed
      // relocations (which need glibc 2.36) and lld make the file smaller and its start shorter.
      linkerSettings: [
        .unsafeFlags(
          [
            "-use-ld=lld", "-Xlinker", "--no-export-dynamic", "-Xlinker", "-z", "-Xlinker",
            "pack-relative-relocs",
          ], .when(configuration: .release))
      ]),
    .target(
      name: "TestSupport",
      dependencies: [
        "Diagnostics", "Tables", "Formats", "Workbooks", "JobSpec", "Engine", "Ledger", "CZlib",
      ],
      path: "Tests/TestSupport",
      swiftSettings: settings),
    .testTarget(
      name: "DiagnosticsTests", dependencies: ["Diagnostics", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "TablesTests", dependencies: ["Tables", "Formats", "Diagnostics", "TestSupport"],
      exclude: ["Fixtures"], swiftSettings: settings),
    .testTarget(
      name: "FormatsTests", dependencies: ["Formats", "Tables", "Diagnostics", "TestSupport", "CZlib"],
      exclude: ["Fixtures"], swiftSettings: settings),
    .testTarget(
      name: "WorkbooksTests", dependencies: ["Workbooks", "Tables", "Diagnostics", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "JobSpecTests", dependencies: ["JobSpec", "Tables", "Diagnostics", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "TimelineTests",
      dependencies: ["Timeline", "JobSpec", "Tables", "Diagnostics", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "EngineTests",
      dependencies: ["Engine", "JobSpec", "Tables", "Diagnostics", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "LedgerTests",
      dependencies: [
        "Ledger", "Tables", "Diagnostics", "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "RunnerTests",
      dependencies: [
        "Runner", "Engine", "JobSpec", "Timeline", "Ledger", "Tables", "Diagnostics", "TestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "CommandTests", dependencies: ["TestSupport", "acta", "Ledger", "Tables"], swiftSettings: settings
    ),
  ]
)

// Only `make worker` builds this: the part of Acta that executors need, with all libraries in one file.
if Context.environment["ACTA_WORKER"] != nil {
  package.products.append(.executable(name: "acta-worker", targets: ["acta-worker"]))
  package.targets.append(
    .executableTarget(
      name: "acta-worker", dependencies: ["Diagnostics", "Tables", "Engine"], swiftSettings: settings,
      linkerSettings: [
        .unsafeFlags(
          ["-static-executable", "-use-ld=lld", "-Xlinker", "--start-group"]
            + [
              "Foundation", "FoundationInternationalization", "FoundationEssentials", "_FoundationICU",
              "_FoundationCShims", "_FoundationCollections", "CoreFoundation", "stdc++",
            ].flatMap { ["-Xlinker", "-l\($0)"] } + ["-Xlinker", "--end-group"])
      ]))
}

// Only `make fuzz` builds this, with the coverage of all modules that it needs.
if Context.environment["ACTA_FUZZ"] != nil {
  package.targets += [
    .systemLibrary(name: "CFuzzer", path: "Tests/Fuzz/CFuzzer"),
    .executableTarget(
      name: "acta-fuzz", dependencies: ["TestSupport", "CFuzzer"], path: "Tests/Fuzz/acta-fuzz",
      swiftSettings: settings, linkerSettings: [.unsafeFlags(["-use-ld=lld"])]),
  ]
}
