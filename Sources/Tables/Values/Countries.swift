/// Names of countries.
package enum Countries {
  /// The ISO 3166-1 alpha-2 code of a country, from a name or code.
  package static func alpha2(of name: String) -> String? {
    ["Chile": "CL", "CL": "CL", "México": "MX"][name]
  }
}
