extension Diagnostic {
  /// The kind of a diagnostic, for machines and for looking it up in `Docs/errors.md`.
  ///
  /// Codes are stable, because scripts compare them; messages may be reworded at any time. Add a new
  /// case to its group, and explain it in ``explanation``.
  package enum Code: String, Sendable, CaseIterable {
    // MARK: Workspace and files in Jobs/

    case noWorkspace = "acta-no-workspace"
    case noTimeline = "acta-no-timeline"
    case unreadableDefinition = "acta-unreadable-definition"
    case otherFile = "acta-other-file"
    case jobFileName = "acta-job-file-name"
    case unknownJob = "acta-unknown-job"
    case jobExists = "acta-job-exists"
    case jobCycle = "acta-job-cycle"
    case usage = "acta-usage"

    // MARK: YAML

    case notUTF8 = "acta-not-utf8"
    case emptyFile = "acta-empty-file"
    case yamlSyntax = "acta-yaml-syntax"
    case yamlFeature = "acta-yaml-feature"
    case repeatedKey = "acta-repeated-key"
    case unknownKey = "acta-unknown-key"
    case missingKey = "acta-missing-key"
    case keyNotAllowed = "acta-key-not-allowed"
    case oneOf = "acta-one-of"
    case wrongType = "acta-wrong-type"
    case unknownValue = "acta-unknown-value"
    case repeatedItem = "acta-repeated-item"

    // MARK: Names, dates and languages

    case badName = "acta-bad-name"
    case takenName = "acta-taken-name"
    case unknownLanguage = "acta-unknown-language"
    case missingText = "acta-missing-text"
    case accessibility = "acta-accessibility"
    case unknownZone = "acta-unknown-zone"
    case badMoment = "acta-bad-moment"
    case stageDates = "acta-stage-dates"
    case unknownStage = "acta-unknown-stage"
    case badSchedule = "acta-bad-schedule"
    case badCron = "acta-bad-cron"

    // MARK: Inputs

    case noSource = "acta-no-source"
    case inputPath = "acta-input-path"
    case sharedHeader = "acta-shared-header"
    case staleWithoutCheck = "acta-stale-without-check"
    case unknownExport = "acta-unknown-export"
    case unreadableExport = "acta-unreadable-export"

    // MARK: Tables, columns and steps

    case unknownInput = "acta-unknown-input"
    case unknownTable = "acta-unknown-table"
    case unknownColumn = "acta-unknown-column"
    case unknownCell = "acta-unknown-cell"
    case unknownStep = "acta-unknown-step"
    case tableCycle = "acta-table-cycle"
    case repeatedColumn = "acta-repeated-column"
    case columnType = "acta-column-type"
    case typesDiffer = "acta-types-differ"

    // MARK: Expressions

    case expressionSyntax = "acta-expression-syntax"
    case unknownFunction = "acta-unknown-function"
    case unknownParameter = "acta-unknown-parameter"
    case unknownFigure = "acta-unknown-figure"
    case argumentCount = "acta-argument-count"
    case argumentType = "acta-argument-type"
    case notConstant = "acta-not-constant"
    case badArgument = "acta-bad-argument"
    case misplacedCall = "acta-misplaced-call"
    case ungroupedColumn = "acta-ungrouped-column"
    case provenance = "acta-provenance"
    case badPattern = "acta-bad-pattern"
    case datePattern = "acta-date-pattern"
    case excelFormat = "acta-excel-format"

    // MARK: Figures, checks and exports

    case badFigure = "acta-bad-figure"
    case badTest = "acta-bad-test"
    case badCheck = "acta-bad-check"
    case badRange = "acta-bad-range"
    case exportName = "acta-export-name"
    case placeholder = "acta-placeholder"
    case sheetName = "acta-sheet-name"
    case badChart = "acta-bad-chart"
    case badTotal = "acta-bad-total"
    case badColumnOption = "acta-bad-column-option"
    case eachWithoutColumn = "acta-each-without-column"

    // MARK: Reading files

    case noFile = "acta-no-file"
    case arrival = "acta-arrival"
    case cannotRead = "acta-cannot-read"
    case fileChanged = "acta-file-changed"
    case notText = "acta-not-text"
    case noHeader = "acta-no-header"
    case unknownSheet = "acta-unknown-sheet"
    case workbookNotice = "acta-workbook-notice"
    case missingColumn = "acta-missing-column"
    case undeclaredColumn = "acta-undeclared-column"
    case rejectedRow = "acta-rejected-row"
    case tooManyRejects = "acta-too-many-rejects"
    case suspectText = "acta-suspect-text"
    case dateOrder = "acta-date-order"
    case duplicateFile = "acta-duplicate-file"

    // MARK: Running and publishing

    case evaluation = "acta-evaluation"
    case joinMultiplies = "acta-join-multiplies"
    case keyNotUnique = "acta-key-not-unique"
    case staleCorrections = "acta-stale-corrections"
    case checkFailed = "acta-check-failed"
    case rowBalance = "acta-row-balance"
    case rowsChanged = "acta-rows-changed"
    case tooLarge = "acta-too-large"
    case clusterFailed = "acta-cluster-failed"
    case exportNotice = "acta-export-notice"
    case notPublished = "acta-not-published"
    case cannotWrite = "acta-cannot-write"
    case interrupted = "acta-interrupted"
    case unfinished = "acta-unfinished"
    case lockHeld = "acta-lock-held"
    case pingFailed = "acta-ping-failed"

    // MARK: Ledger and archive

    case noLedger = "acta-no-ledger"
    case ledgerNewer = "acta-ledger-newer"
    case ledgerOlder = "acta-ledger-older"
    case ledgerDamaged = "acta-ledger-damaged"
    case ledgerFailed = "acta-ledger-failed"
    case unknownRun = "acta-unknown-run"
    case returnedFile = "acta-returned-file"
    case archiveDamaged = "acta-archive-damaged"
    case badManifest = "acta-bad-manifest"
    case folderInUse = "acta-folder-in-use"
    case fault = "acta-fault"
  }
}
