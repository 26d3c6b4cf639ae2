internal import ArgumentParser
internal import Diagnostics
internal import Foundation
internal import JobSpec
internal import Runner
internal import Tables

/// `acta new NAME`
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Write a commented job to start from.")

  @OptionGroup var options: WorkspaceOptions

  @Argument(help: "The job's name: lower-case letters, digits and hyphens.") var name: String

  func validate() throws {
    let isValid = name.utf8.allSatisfy {
      (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 95
    }
    if name.isEmpty || !isValid || name == "timeline" {
      throw ValidationError("'\(name)' cannot be a job's name: use lower-case letters, digits and hyphens.")
    }
  }

  func run() throws {
    let loaded = try options.load()
    let path = "\(loaded.workspace.jobsFolder)/\(name).yaml"
    guard !FileManager.default.fileExists(atPath: path) else {
      throw loaded.console.failure([Diagnostic(.exists(name))], .inputOutput)
    }
    let stage = loaded.timeline?.stages.first?.name.value ?? "main-review"
    do {
      try AtomicFile.write(Array(template(stage: stage).utf8), to: path)
    } catch {
      throw loaded.console.failure(Diagnostics(error).sorted, .inputOutput)
    }
    let file = "Jobs/\(name).yaml"
    if options.json {
      loaded.console.result(.object([("job", .string(name)), ("file", .string(file))]))
    } else {
      loaded.console.summary(file)
    }
  }

  private func template(stage: String) -> String {
    """
    job: \(name)                       # equals the file's name
    title: \(name)                     # or one per language: {es: …, en: …}
    description: What this job is for, in a sentence.
    schedule:
      - nightly: {during: [\(stage)]}  # every night of these stages
    inputs:
      people:
        file: people.csv               # below Inputs/;  acta inspect Inputs/people.csv  prints this part
        columns:
          email: {header: [Email, Correo electrónico], type: text, required: true}
          registered_at: {header: Registration date, type: datetime}
    tables:
      registered:
        from: people
        key: [email]                   # what identifies a row from night to night
        steps:
          - filter: registered_at <= $as_of
          - derive: {email: lower(trim(email))}
          - distinct: {on: [email], keep: last, by: [registered_at]}
    figures:
      registered:
        title: People registered
        table: registered
        value: count()
    checks:
      - {table: registered, unique: [email]}
    exports:
      - workbook: \(name).xlsx
        sheets:
          - about
          - figures
          - table: registered
      - csv: \(name).csv
        table: registered

    """
  }
}

extension Diagnostic.Message {
  fileprivate static func exists(_ name: String) -> Self {
    Self(.jobExists, "'Jobs/\(name).yaml' already exists")
  }
}
