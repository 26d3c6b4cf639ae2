internal import Diagnostics
internal import JobSpec
internal import Tables

/// `select: [columns]`: these columns, in this order.
struct SelectStep: BoundStep {
  let schema: Schema
  private let names: [String]

  init(_ columns: [Located<String>], _ binding: StepBinding) throws {
    let fields = try binding.fields(columns)
    let provenance = binding.schema.fields.filter(\.isProvenance)
    schema = Schema(fields + provenance)
    names = fields.map(\.name) + provenance.map(\.name)
  }

  func columnsRead(toMake needed: Set<String>?) -> Set<String>? {
    Set(names).intersection(needed ?? Set(names))
  }

  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    let kept = names.filter { context.needs($0) && table.schema.index(of: $0) != nil }
    return StepOutcome(table.selecting(kept), rowsIn: table.rowCount)
  }
}

/// `drop: [columns]`: all columns but these.
struct DropStep: BoundStep {
  let schema: Schema
  private let dropped: Set<String>

  init(_ columns: [Located<String>], _ binding: StepBinding) throws {
    dropped = Set(try binding.fields(columns).map(\.name))
    let dropped = dropped
    schema = Schema(
      binding.schema.fields.filter { !dropped.contains($0.name) }, undeclared: binding.schema.undeclared)
  }

  func columnsRead(toMake needed: Set<String>?) -> Set<String>? { needed?.subtracting(dropped) }

  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    let kept = table.schema.names.filter { !dropped.contains($0) }
    return StepOutcome(table.selecting(kept), rowsIn: table.rowCount)
  }
}

/// `rename: {old: new}`: columns keep their place.
struct RenameStep: BoundStep {
  let schema: Schema
  private let newNames: [String: String]

  init(_ pairs: [(from: Located<String>, to: Located<String>)], _ binding: StepBinding) throws {
    let fields = try binding.fields(pairs.map(\.from))
    let newNames = Dictionary(
      uniqueKeysWithValues: zip(fields.map(\.name), pairs.map(\.to.value)))
    // A column of the file that no declaration names comes at the end until the file is read.
    let open = fields.filter { binding.schema.field(named: $0.name) == nil }
    let places = Dictionary(pairs.map { ($0.from.value, $0.to.location) }, uniquingKeysWith: { a, _ in a })
    let all = try binding.unique(
      (binding.schema.fields + open).map { field in
        let to = newNames[field.name]
        return (Field(to ?? field.name, field.type), places[field.name] ?? binding.step.location)
      })
    schema = Schema(all, undeclared: binding.schema.undeclared)
    self.newNames = newNames
  }

  func columnsRead(toMake needed: Set<String>?) -> Set<String>? {
    guard var result = needed else { return nil }
    // All the new names go first: a column may take the name that another gives up.
    result.subtract(newNames.values)
    for (old, new) in newNames where needed!.contains(new) { result.insert(old) }
    return result
  }

  func apply(to table: Table, _ context: StepContext) throws -> StepOutcome {
    StepOutcome(table.renaming(newNames), rowsIn: table.rowCount)
  }
}
