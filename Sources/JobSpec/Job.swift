package import Diagnostics
package import Tables

/// A job definition that is valid in itself: every key is known, every value has its type. Whether its
/// columns exist and its expressions have types is checked by the engine.
package struct Job: Sendable {
  /// The file, as in locations.
  package var file: String
  package var name: Located<String>
  package var title: LocalizedText?
  package var description: LocalizedText?
  package var schedules: [Schedule] = []
  package var catchUp: CatchUp = .latest
  package var parameters: [Parameter] = []
  package var inputs: [Input] = []
  package var tables: [TableDefinition] = []
  package var figures: [Figure] = []
  package var checks: [Check] = []
  package var exports: [Export] = []
  /// The job's own sets of value labels, then the timeline's.
  package var labels: [ValueLabels] = []
  /// The parts of the file that could not be read.
  package var unread = Unread()

  /// The names of the inputs that the job declares: not those of labels and corrections, whose names have a dot.
  var declaredInputs: [String] { inputs.map(\.name.value).filter { !$0.contains(".") } }

  package func input(named name: String) -> Input? { inputs.first { $0.name.value == name } }
  package func table(named name: String) -> TableDefinition? { tables.first { $0.name.value == name } }

  /// The table, the one that it is made from, and so on to an input.
  package func lineage(of table: String) -> [String] {
    var lineage = [table]
    while let from = self.table(named: lineage.last!)?.from.value, !lineage.contains(from) {
      lineage.append(from)
    }
    return lineage
  }
}

/// The policy for occurrences without a run.
package enum CatchUp: String, Sendable, CaseIterable {
  case none, latest, all
}

/// `name: value` under `parameters:`; the value determines the type.
package struct Parameter: Sendable {
  package var name: Located<String>
  package var value: Located<Value>
}
