internal import ArgumentParser

/// Writes the synthetic inputs of the shipped workspace: the same bytes on every machine.
@main struct ActaSample: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "acta-sample",
    abstract: "Writes the synthetic inputs of the Regional Review of 2021.",
    discussion: """
      At scale 1 the jobs compute the published figures exactly. A scale of N makes N people of each, \
      for measuring; countries, entities, sessions and videos stay as they are.
      """)

  @Argument(help: "The folder to write into, such as Inputs.") var directory: String
  @Option(help: "How many people for each of the shipped workspace.") var scale = 1

  func validate() throws {
    guard (1...5000).contains(scale) else { throw ValidationError("--scale is from 1 to 5000") }
  }

  func run() throws {
    let folder = OutputFolder(path: directory)
    let plan = Plan(scale: scale)
    let population = Population(plan: plan)
    try Lists.write(to: folder, population: population)
    try Programme.write(to: folder)
    try YouTube.write(to: folder)
    try Webinars(plan: plan, population: population).write(to: folder)
    try Briefing(plan: plan, population: population).write(to: folder)
    try RegionalProcesses(plan: plan, population: population).write(to: folder)
    try CivilSociety(plan: plan, population: population).write(to: folder)
    try Registrations(plan: plan, population: population).write(to: folder)
    try MainReview(plan: plan, population: population).write(to: folder)
  }
}
