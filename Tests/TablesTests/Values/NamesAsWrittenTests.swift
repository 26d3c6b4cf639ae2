import Testing

@testable import Tables

/// `title(x)` and `normalize(x)`.
@Suite struct NamesAsWrittenTests {
  @Test(arguments: [
    ("MARÍA DE LA CRUZ", "María de la Cruz"), ("maría de la cruz", "María de la Cruz"),
    ("de la Cruz", "de la Cruz"), ("DE LA CRUZ", "De la Cruz"), ("EL SALVADOR", "El Salvador"),
    ("Ian McKay", "Ian McKay"), ("SEAN O'BRIEN", "Sean O'Brien"), ("it's", "It's"),
    ("CÔTE D’IVOIRE", "Côte d’Ivoire"), ("JEAN-PIERRE ÉLUARD", "Jean-Pierre Éluard"),
    ("JUAN PABLO II", "Juan Pablo II"), ("ANA E. PÉREZ", "Ana E. Pérez"),
    ("ortega y gasset", "Ortega y Gasset"),
    ("ǆurđa", "ǅurđa"), ("", ""), ("123 -", "123 -"), ("李 小龙", "李 小龙"),
  ])
  func `names get capitals where people write them`(_ text: String, _ expected: String) {
    #expect(titleCased(text) == expected)
  }

  @Test(arguments: [
    ("  Ana \u{A0}\t Pérez\r\n", "Ana Pérez"), ("Pe\u{301}rez", "P\u{E9}rez"), ("\u{FEFF}Ana\u{200B}", "Ana"),
    ("A\u{202E}B\u{AD}C\u{7}", "ABC"), ("\u{200F}\u{2003}", ""), ("", ""), ("e\u{200B}\u{301}", "\u{E9}"),
    ("می\u{200C}خواهم", "می\u{200C}خواهم"), ("a\u{200D}b", "ab"),
  ])
  func `texts that look the same become the same`(_ text: String, _ expected: String) {
    #expect(Array(normalized(text).unicodeScalars) == Array(expected.unicodeScalars))
    #expect(normalized(expected) == expected)
  }
}
