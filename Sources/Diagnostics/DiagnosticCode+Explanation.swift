extension Diagnostic.Code {
  /// The meaning of a code and its remedy, in Markdown; a row of `Docs/errors.md`.
  package struct Explanation: Sendable {
    package let meaning: String
    package let mend: String
  }

  package var explanation: Explanation {
    switch self {
    case .noWorkspace:
      Explanation(
        meaning: "Neither the folder named nor any folder above the current one has a folder `Jobs/`.",
        mend: "Change to the workspace, or name it with `--workspace DIR`.")
    case .noTimeline:
      Explanation(
        meaning: "`Jobs/timeline.yaml` is missing.",
        mend: "Write it: process, time zone, languages, night and stages.")
    case .unreadableDefinition:
      Explanation(
        meaning: "A file in `Jobs/`, or the folder itself, cannot be read.",
        mend: "Check its permissions and that it is a file.")
    case .otherFile:
      Explanation(
        meaning: "A file in `Jobs/` is not read as a job.",
        mend: "Rename it to `NAME.yaml` if it is a job; move it elsewhere if it is not.")
    case .jobFileName:
      Explanation(
        meaning: "`job:` and the name of the file differ.",
        mend: "Write the same name in both.")
    case .unknownJob:
      Explanation(
        meaning: "No job has this name.",
        mend: "Use a name that `acta status` lists.")
    case .jobExists:
      Explanation(
        meaning: "A job of this name exists already.",
        mend: "Take another name.")
    case .jobCycle:
      Explanation(
        meaning: "A job reads, directly or through others, what it exports itself.",
        mend: "Remove one of the `job:` inputs in the cycle.")
    case .usage:
      Explanation(
        meaning: "The command line is wrong.",
        mend: "See `acta help COMMAND`.")
    case .notUTF8:
      Explanation(
        meaning: "A definition is not encoded as UTF-8.",
        mend: "Save it as UTF-8.")
    case .emptyFile:
      Explanation(
        meaning: "A definition has no content.",
        mend: "Write the keys it needs, or remove it.")
    case .yamlSyntax:
      Explanation(
        meaning: "The file is not valid YAML.",
        mend: "Look at the marked place: quotes, indentation, colons and tabs.")
    case .yamlFeature:
      Explanation(
        meaning: "The file uses a part of YAML that definitions do not have, such as tags.",
        mend: "Write plain mappings, lists and texts.")
    case .repeatedKey:
      Explanation(
        meaning: "A key is written twice in one mapping.",
        mend: "Keep one of the two.")
    case .unknownKey:
      Explanation(
        meaning: "A key is not known at this place.",
        mend: "Correct its spelling, or move it to where it belongs.")
    case .missingKey:
      Explanation(
        meaning: "A key that is needed is missing.",
        mend: "Write it.")
    case .keyNotAllowed:
      Explanation(
        meaning: "A key has no meaning beside the other keys.",
        mend: "Remove it.")
    case .oneOf:
      Explanation(
        meaning: "One item has several keys of which it must have exactly one, or has none of them.",
        mend: "Write each as an item of its own.")
    case .wrongType:
      Explanation(
        meaning: "A value has another type than its key needs.",
        mend: "Write the value as the message says.")
    case .unknownValue:
      Explanation(
        meaning: "A value is not one that its key allows.",
        mend: "Use one of the values that the message lists.")
    case .repeatedItem:
      Explanation(
        meaning: "A list or the job holds the same thing twice.",
        mend: "Remove one of them.")
    case .badName:
      Explanation(
        meaning: "A name has characters that it may not have.",
        mend: "Use letters, digits, `_` and `-`; begin with a letter.")
    case .takenName:
      Explanation(
        meaning: "A name is already used, or kept for Acta.",
        mend: "Take another name.")
    case .unknownLanguage:
      Explanation(
        meaning:
          "A language code is not one that Acta knows, or a sheet or column is for a language in which its workbook "
          + "is not written.",
        mend:
          "Use codes such as `es`, `en`, `pt` or `fr`, and list the language under `languages` of the workbook."
      )
    case .accessibility:
      Explanation(
        meaning:
          "A workbook would be hard to use with a screen reader, or without seeing colours: it lacks a title, a "
          + "cover, names of sheets, labels, titles of charts, or words beside its highlights.",
        mend: "Add what the message names; nothing else in the book changes by it.")
    case .missingText:
      Explanation(
        meaning:
          "A text is given per language, but not in a language that a workbook is in. Readers see it in the "
          + "timeline's first language.",
        mend: "Add the text in that language; or write one text for all languages.")
    case .unknownZone:
      Explanation(
        meaning: "A time zone is not in the time zone database.",
        mend: "Use a name such as `America/Santiago`.")
    case .badMoment:
      Explanation(
        meaning: "A date or time is not written as ISO 8601, or does not exist.",
        mend: "Write it like `2021-04-26` or `2021-04-26T10:00`.")
    case .stageDates:
      Explanation(
        meaning: "The dates of a stage contradict each other.",
        mend: "Write `on`, or `from` and a `to` that is not earlier.")
    case .unknownStage:
      Explanation(
        meaning: "No stage of the timeline has this name.",
        mend: "Use one that `acta timeline` lists.")
    case .badSchedule:
      Explanation(
        meaning: "A schedule cannot be understood, or is never due.",
        mend: "See the schedules in `Docs/timeline.md`.")
    case .badCron:
      Explanation(
        meaning: "A cron expression is wrong, or its day never comes.",
        mend: "Write five fields: minute, hour, day, month, weekday.")
    case .noSource:
      Explanation(
        meaning: "An input or table does not say where its rows come from.",
        mend: "Give it a `file`, `files`, `job` or rows.")
    case .inputPath:
      Explanation(
        meaning: "A path is not below `Inputs/`, or repeats that folder.",
        mend: "Write the path as seen from `Inputs/`.")
    case .sharedHeader:
      Explanation(
        meaning: "Two columns claim the same header.",
        mend: "Give each header to one column.")
    case .staleWithoutCheck:
      Explanation(
        meaning: "`arrival` has a policy for stale input, but no `fresh` check says when it is stale.",
        mend: "Add a `fresh` check.")
    case .unknownExport:
      Explanation(
        meaning: "A job has no export of this name.",
        mend: "Use the name of a file that it exports.")
    case .unreadableExport:
      Explanation(
        meaning: "Another job's export is of a kind that cannot be an input.",
        mend: "Export a CSV file `for: machines`, and read that.")
    case .unknownInput:
      Explanation(
        meaning: "No input has this name.",
        mend: "Correct the name, or declare the input.")
    case .unknownTable:
      Explanation(
        meaning: "No input or table has this name.",
        mend: "Correct the name, or declare the table.")
    case .unknownCell:
      Explanation(
        meaning:
          "The workbook has no such cell, or it shows no row of a table: it is on the cover, in the header or among the totals.",
        mend: "Name the sheet and a cell of its data, such as 'Personas!C17'.")
    case .unknownColumn:
      Explanation(
        meaning: "The table has no column of this name at this place.",
        mend: "Correct the name; `acta explain` shows the columns.")
    case .unknownStep:
      Explanation(
        meaning: "No step has this name.",
        mend: "See the steps in `Docs/jobs.md`.")
    case .tableCycle:
      Explanation(
        meaning: "A table is made from itself.",
        mend: "Remove one of the references in the cycle.")
    case .repeatedColumn:
      Explanation(
        meaning: "A step names or makes a column twice.",
        mend: "Name each column once; rename before a join.")
    case .columnType:
      Explanation(
        meaning: "A column has a type that cannot be used here.",
        mend: "Convert it with a `derive` step, or use another column.")
    case .typesDiffer:
      Explanation(
        meaning: "Two columns that are to be compared or put together have different types.",
        mend: "Convert one of them with a `derive` step.")
    case .expressionSyntax:
      Explanation(
        meaning: "An expression is not complete, or not well formed.",
        mend: "Look at the marked place: brackets, quotes and operators.")
    case .unknownFunction:
      Explanation(
        meaning: "No function has this name.",
        mend: "See the functions in `Docs/expressions.md`.")
    case .unknownParameter:
      Explanation(
        meaning: "The job has no parameter of this name.",
        mend: "Declare it under `parameters:`, or correct the name.")
    case .unknownFigure:
      Explanation(
        meaning: "The job has no figure of this name, or figures are not known here.",
        mend: "Correct the name; only checks can use figures.")
    case .argumentCount:
      Explanation(
        meaning: "A function is called with too few or too many arguments.",
        mend: "Give it what the message says.")
    case .argumentType:
      Explanation(
        meaning: "An argument or operand has a type that is not accepted here.",
        mend: "Convert it, for example with `number()`.")
    case .notConstant:
      Explanation(
        meaning: "An argument must be the same for all rows.",
        mend: "Write a constant or a parameter.")
    case .badArgument:
      Explanation(
        meaning: "A constant argument has a value that cannot be used.",
        mend: "Write a value that the message allows.")
    case .misplacedCall:
      Explanation(
        meaning: "A function cannot be used at this place.",
        mend: "Use aggregates when grouping, window functions in `window`.")
    case .ungroupedColumn:
      Explanation(
        meaning: "A column is used where rows are grouped, though it can have several values in a group.",
        mend: "Aggregate it, or group by it.")
    case .provenance:
      Explanation(
        meaning: "Where a row came from is only known before rows are grouped.",
        mend: "Use it in an earlier step.")
    case .badPattern:
      Explanation(
        meaning: "A regular expression is wrong.",
        mend: "Look at the place that the message names.")
    case .datePattern:
      Explanation(
        meaning: "A date pattern is wrong.",
        mend: "See the patterns in `Docs/formats.md`.")
    case .excelFormat:
      Explanation(
        meaning: "A number format is not one that Excel accepts.",
        mend: "Write it as Excel's own dialog shows it.")
    case .badTest:
      Explanation(
        meaning:
          "A test case of a job cannot be run or made: its settings, its expected tables or its inputs are missing or do not fit the job.",
        mend: "Correct the folder Jobs/tests/JOB/CASE, or record the case again.")
    case .badFigure:
      Explanation(
        meaning: "The value of a figure is not a number.",
        mend: "Use an expression that gives a number.")
    case .badCheck:
      Explanation(
        meaning: "A check does not say what it needs to.",
        mend: "Give it one kind, and a table where that kind needs one.")
    case .badRange:
      Explanation(
        meaning: "A range has no values in it, or ends of different types.",
        mend: "Write the lower end first, both of one type.")
    case .exportName:
      Explanation(
        meaning: "An export cannot have this file name.",
        mend: "Take another name, with an ending that fits the format.")
    case .placeholder:
      Explanation(
        meaning: "A file name has an unknown placeholder, or lacks one that it needs.",
        mend: "Use the placeholders that the message lists.")
    case .sheetName:
      Explanation(
        meaning: "Excel does not take a name for a sheet.",
        mend: "Take a name of at most 31 characters, without any of `[ ] : * ? / \\`.")
    case .badChart:
      Explanation(
        meaning: "A chart cannot be drawn from these columns.",
        mend: "Use number columns that its sheet shows.")
    case .badTotal:
      Explanation(
        meaning: "A column has no total of this kind.",
        mend: "Use `count`, or remove the total.")
    case .badColumnOption:
      Explanation(
        meaning: "A sheet's column has an option that cannot work: editable, choices, show or ignore.",
        mend:
          "Show the table's key beside editable columns, ignore none of it, and make columns with choices editable too."
      )
    case .eachWithoutColumn:
      Explanation(
        meaning: "A sheet of a workbook with `each` would show every recipient the rows of all.",
        mend: "Add the `by` column to its table; or write `all: true` if every recipient may see all rows.")
    case .noFile:
      Explanation(
        meaning: "An input finds no file.",
        mend: "Put the file there, or say with `arrival` what to do without it.")
    case .arrival:
      Explanation(
        meaning: "An input is missing, empty, unchanged, stale or still being written.",
        mend: "Bring the file up to date, or change what `arrival` says.")
    case .cannotRead:
      Explanation(
        meaning: "A file cannot be opened, read or unpacked.",
        mend: "Check its permissions and that it is complete.")
    case .fileChanged:
      Explanation(
        meaning: "A file changed while it was read.",
        mend: "Run again once it is complete.")
    case .notText:
      Explanation(
        meaning: "A file is not text, or not in its declared encoding.",
        mend: "Declare `encoding`, or save the file as CSV.")
    case .noHeader:
      Explanation(
        meaning: "A file has no header row, or not the table that its format has.",
        mend: "Declare `header_row` or `format`; `acta inspect` shows what is there.")
    case .unknownSheet:
      Explanation(
        meaning: "A workbook has no sheet with the name or number that the input declares.",
        mend: "Declare `sheet` as one of the names in the message.")
    case .workbookNotice:
      Explanation(
        meaning:
          "Part of a workbook is not as it seems: other or hidden sheets, hidden rows, errors or formulas without a value.",
        mend: "Declare `sheet`, or open the workbook and look at the place that the message names.")
    case .missingColumn:
      Explanation(
        meaning: "A file lacks a declared column.",
        mend: "Add its header to the column's `header`.")
    case .undeclaredColumn:
      Explanation(
        meaning: "A file has columns that are not declared.",
        mend: "Declare them, or say `undeclared: drop`.")
    case .rejectedRow:
      Explanation(
        meaning: "A row could not be read as declared.",
        mend: "Correct the file, or the declaration; `rejects` has the rows.")
    case .tooManyRejects:
      Explanation(
        meaning: "An input has more rejected rows than `rejects` allows; by default, more than half.",
        mend: "Look into the rejected rows; then correct the file or the limit.")
    case .suspectText:
      Explanation(
        meaning: "Parts of a file look wrong: letters encoded twice, an open quote, a report that is cut.",
        mend: "Look at the file where the message says.")
    case .dateOrder:
      Explanation(
        meaning: "Dates could be read with the day or the month first.",
        mend: "Declare the column's `format`.")
    case .duplicateFile:
      Explanation(
        meaning: "Two files of an input have the same bytes.",
        mend: "Remove one of them, or say `duplicates: once`.")
    case .evaluation:
      Explanation(
        meaning: "An expression cannot be calculated for a row.",
        mend: "Look at the row; guard the expression, for example with `if()`.")
    case .joinMultiplies:
      Explanation(
        meaning: "A join would multiply rows although it expects one match.",
        mend: "Make the key unique with `distinct`, or change `expect`.")
    case .staleCorrections:
      Explanation(
        meaning:
          "Corrections were not applied: the value in the table is neither what they change nor what they make of it, or no row has their key.",
        mend:
          "Look at them with `acta corrections list`; take the file again that staff sent, or remove them with `acta corrections drop`."
      )
    case .keyNotUnique:
      Explanation(
        meaning:
          "A table's `key` does not identify its rows: a column of the key is empty, or rows have the same values in it.",
        mend:
          "See the rows in the run's `checks/` folder. Make them unique with `distinct`, or name more columns in `key`."
      )
    case .checkFailed:
      Explanation(
        meaning: "A check found something.",
        mend: "See the rows in the run's `checks/` folder.")
    case .rowBalance:
      Explanation(
        meaning: "The row balance does not add up. This is a fault of Acta.",
        mend: "Please report it with the job.")
    case .rowsChanged:
      Explanation(
        meaning: "Between two steps, rows on disk or on other machines were lost, doubled or changed.",
        mend: "Run the job again. If it comes back, examine the disk, and report it with the job.")
    case .tooLarge:
      Explanation(
        meaning: "A table, text or sheet is larger than can be held or written.",
        mend: "Filter rows or columns, or split the export.")
    case .clusterFailed:
      Explanation(
        meaning: "A run on a cluster could not begin, or came to nothing, because of the cluster.",
        mend: "Follow the hint; `acta doctor` examines the cluster. What was published stays.")
    case .exportNotice:
      Explanation(
        meaning: "An export was written, but something in it had to be changed to fit its format.",
        mend: "Look at the cells that the message names.")
    case .notPublished:
      Explanation(
        meaning: "A job that is read has published nothing that can be read.",
        mend: "Run that job first.")
    case .cannotWrite:
      Explanation(
        meaning: "A file or folder cannot be written, moved or removed.",
        mend: "Check permissions and free space.")
    case .interrupted:
      Explanation(
        meaning: "A signal ended the run or command.",
        mend: "Run it again.")
    case .unfinished:
      Explanation(
        meaning: "An earlier session did not finish, or left occurrences to catch up with.",
        mend: "Nothing: Acta has cleaned up and continues with the next nights.")
    case .lockHeld:
      Explanation(
        meaning: "Another run holds the lock of the workspace.",
        mend: "Wait until it has ended, or use `--wait`.")
    case .pingFailed:
      Explanation(
        meaning: "The dead-man's switch could not be notified.",
        mend: "Check the address, and that `curl` is installed.")
    case .noLedger:
      Explanation(
        meaning: "There is no ledger in the workspace, or it was just made again.",
        mend: "`acta ledger rebuild` makes it from the manifests.")
    case .ledgerNewer:
      Explanation(
        meaning: "The ledger was written by a newer version of Acta.",
        mend: "Update Acta on this machine.")
    case .ledgerOlder:
      Explanation(
        meaning: "The ledger was written by an older version of Acta.",
        mend: "Run `acta nightly` or `acta run` once.")
    case .ledgerDamaged:
      Explanation(
        meaning: "The ledger is damaged, or not a ledger.",
        mend: "`acta ledger rebuild` makes it from the manifests.")
    case .ledgerFailed:
      Explanation(
        meaning: "The ledger cannot be opened, read or written.",
        mend: "Check permissions, free space, and other programs that use it.")
    case .unknownRun:
      Explanation(
        meaning: "No archived run has this name, or several do.",
        mend: "Use a whole name that `acta history` lists.")
    case .returnedFile:
      Explanation(
        meaning:
          "A file that came back cannot be taken: it is not a workbook that this workspace has sent, or its rows cannot be found again.",
        mend: "Nothing of it was taken. Mend what the message names, and take the file again.")
    case .archiveDamaged:
      Explanation(
        meaning: "The archive lacks a file of the run, or it is damaged.",
        mend: "Restore `.acta/` from a backup.")
    case .badManifest:
      Explanation(
        meaning: "A manifest cannot be read.",
        mend: "Restore it from a backup, or run the night again.")
    case .folderInUse:
      Explanation(
        meaning: "The folder for the results is not empty.",
        mend: "Name a new folder.")
    case .fault:
      Explanation(
        meaning: "A fault of Acta.",
        mend: "Please report it, with the command and the message.")
    }
  }
}
