/// How many people of each kind there are: this is what makes the published figures come out.
struct Plan {
  var scale: Int

  /// People registered for the main review, by category.
  var registered: [(category: Category, people: Int)] {
    let counts: [(Category, Int)] = [
      (.governments, 228), (.unAgencies, 192), (.humanRights, 19), (.parliament, 13), (.diasporas, 93),
      (.civilSociety, 137), (.workers, 12), (.academia, 82), (.local, 16), (.processes, 10),
      (.cooperation, 10), (.others, 170),
    ]
    return counts.map { (category: $0.0, people: $0.1 * scale) }
  }

  /// Registrations that end up not counting.
  var pending: Int { 41 * scale }
  var withdrawn: Int { 23 * scale }
  var rejected: Int { 17 * scale }
  /// Made after the meeting closed.
  var late: Int { 9 * scale }

  /// Participants of each webinar.
  var webinars: [(code: String, people: Int)] {
    let counts = [("SW1", 142), ("SW2", 131), ("SW3", 118), ("SW4", 127), ("SW5", 109), ("SW6", 123)]
    return counts.map { (code: $0.0, people: $0.1 * scale) }
  }

  /// The briefing: people in the session with stakeholders, of them authorities of Governments, and people in the
  /// session with Governments, some of whom were in the other one too.
  var briefingStakeholders: Int { 200 * scale }
  var briefingAuthorities: Int { 15 * scale }
  var briefingInBoth: Int { 12 * scale }
  var briefingGovernments: Int { 57 * scale }

  /// 12 April: representatives of entities, and of UN agencies in the discussion.
  var processRepresentatives: Int { 47 * scale }
  var discussionUN: Int { 20 * scale }

  /// 13, 14 and 15 April.
  var consultation: Int { 200 * scale }

  /// Zoom participants of each day of the review; of them, people who were not (or not yet) registered.
  var review: [(day: Int, people: Int, walkIns: Int, pending: Int)] {
    let counts = [(26, 691, 18, 6), (27, 608, 14, 5), (28, 468, 9, 4)]
    return counts.map {
      (day: $0.0, people: $0.1 * scale, walkIns: $0.2 * scale, pending: $0.3 * scale)
    }
  }
}

/// The categories of the registration form.
enum Category: String, CaseIterable {
  case governments, unAgencies = "un-agencies", humanRights = "human-rights-institutions"
  case parliament, diasporas, civilSociety = "civil-society", workers, academia
  case local = "local-authorities", processes = "regional-processes", cooperation, others
}

/// The countries whose Governments register for the review.
enum Delegations {
  /// Members of ECLAC whose delegations come.
  static let members = [
    "ARG", "BOL", "BRA", "CHL", "COL", "CRI", "CUB", "DOM", "ECU", "SLV", "GTM", "GUY", "HND", "JAM",
    "MEX", "PAN", "PRY", "PER", "URY", "TTO", "BRB", "BLZ", "CAN", "ESP", "USA", "GBR", "DEU", "FRA",
    "LCA",
  ]
  /// Associate members whose delegations come.
  static let associates = ["ABW", "CUW", "TCA"]
  /// Delegations from outside ECLAC that come: observers.
  static let observers = ["CHE", "SWE", "PHL", "MAR", "VAT", "MAF"]
  /// Registered, and never long enough in a session to have taken part.
  static let absent = ["HTI", "SUR", "DMA", "NIC", "ITA", "BMU", "SXM"]
  /// Those at the briefing.
  static let briefing = [
    "ARG", "BOL", "BRA", "CHL", "COL", "CRI", "CUB", "DOM", "ECU", "SLV", "GTM", "HND", "MEX", "PAN",
    "PRY", "PER", "URY", "TTO", "CAN", "ESP", "CHE",
  ]
}
