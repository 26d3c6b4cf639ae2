package import JobSpec
package import Tables
package struct Scope: Sendable {
  package struct Constant: Sendable { package var value: Value; package var type: ColumnType; package init(_ v: Value, _ t: ColumnType) { value = v; type = t } }
  package var schema: Schema
  package var constants: [String: Constant]
  package var figures: [String: ColumnType]?
  package var zone: Zone
  package var noun: String
  package init(schema: Schema, constants: [String: Constant], zone: Zone, noun: String) { self.schema = schema; self.constants = constants; self.zone = zone; self.noun = noun }
}
package struct BoundExpression: Sendable {
  package let type: ColumnType
  package let columns: Set<String>
  package static func bind(_ text: ExpressionText, in scope: Scope, expecting: ColumnType? = nil) throws -> BoundExpression { fatalError() }
  package func evaluate(on table: Table) throws -> Column { fatalError() }
}
package struct BoundAggregation: Sendable {
  package let type: ColumnType
  package let columns: Set<String>
  package static func bind(_ text: ExpressionText, in scope: Scope, groupedBy: [String]) throws -> BoundAggregation { fatalError() }
  package func evaluate(on table: Table, groups: Grouping) throws -> Column { fatalError() }
}
package struct BoundWindow: Sendable {
  package let type: ColumnType
  package let columns: Set<String>
  package static func bind(_ text: ExpressionText, in scope: Scope) throws -> BoundWindow { fatalError() }
  package func evaluate(on table: Table, partitioning: Partitioning) throws -> Column { fatalError() }
}
