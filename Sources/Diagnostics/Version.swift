/// The program's version, shown by `acta --version` and in manifests.
package enum Version {
  package static let text = "0.2.1"
}
