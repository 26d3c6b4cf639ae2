import Foundation

/// Whether every manifest's row balance adds up, by arithmetic of its own.
enum BalanceProof {
  private struct Manifest: Decodable {
    struct Step: Decodable {
      var step: String
      var `in`: Int
      var out: Int
      var filtered: Int
      var merged: Int
      var grouped: Int
      var multiplied: Int
      var rejected: Int
    }
    struct Input: Decodable {
      var name: String
      var rows: Int
      var rejected: Int
    }
    var balance: [String: [Step]]
    var inputs: [Input]
  }

  static func faults(in workspace: TemporaryWorkspace) throws -> [String] {
    var faults: [String] = []
    for path in workspace.publishedFiles() where path.hasSuffix("/manifest.json") {
      guard let data = workspace.data(of: path) else { continue }
      let manifest = try JSONDecoder().decode(Manifest.self, from: data)
      for (table, steps) in manifest.balance {
        for (index, step) in steps.enumerated() {
          let place = "\(path): table '\(table)', step \(index) (\(step.step))"
          let gone = step.filtered + step.merged + step.grouped + step.rejected
          if step.in + step.multiplied != step.out + gone { faults.append("\(place) does not add up") }
          if index > 0, step.step != "union", step.step != "join", step.in != steps[index - 1].out {
            faults.append("\(place) does not begin where the step before ended")
          }
          if index == 0, step.step.hasPrefix("from "),
            let source = manifest.balance[String(step.step.dropFirst(5))], source.last?.out != step.in
          {
            faults.append("\(place) does not begin with the rows of its source")
          }
        }
      }
      for (name, files) in Dictionary(grouping: manifest.inputs, by: \.name) {
        let read = manifest.balance[name]?.first
        if read?.in != files.reduce(0, { $0 + $1.rows })
          || read?.rejected != files.reduce(0, { $0 + $1.rejected })
        {
          faults.append("\(path): input '\(name)' has other rows in its balance than in its files")
        }
      }
    }
    return faults
  }
}
