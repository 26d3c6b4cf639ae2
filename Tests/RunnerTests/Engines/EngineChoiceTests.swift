import Diagnostics
import JobSpec
import Testing

@testable import Runner

@Suite struct EngineChoiceTests {
  private static func need(_ bytes: Int, plain: Int? = nil, read: Int, of columns: Int) -> EngineChoice.Need {
    EngineChoice.Need(
      input: "people", files: 1, bytes: bytes, plain: plain ?? bytes, columnsRead: read, columns: columns)
  }

  @Test func `the need is in proportion to the columns that are read`() {
    #expect(Self.need(1000, read: 1, of: 4).memory == 250)
    #expect(Self.need(1000, plain: 8000, read: 4, of: 4).memory == 8000)
    #expect(Self.need(0, read: 0, of: 0).memory == 0)
    let numbers = EngineChoice.Need(
      input: "n", files: 1, bytes: 1000, plain: 1000, columnsRead: 4, columns: 4, leastInRows: 4000)
    #expect(numbers.memory == 4000)
  }

  private static let million = 1 << 20

  @Test(arguments: [(999, false), (1000, true)])
  func `needs of all inputs add up`(_ limit: Int, _ fits: Bool) {
    var settings = EngineSettings()
    settings.memory = .percent(100)
    let million = Self.million
    let choice = EngineChoice(
      needs: [Self.need(500 * million, read: 1, of: 1), Self.need(1000 * million, read: 1, of: 2)],
      limit: MemoryLimit(bytes: limit * million, source: .machine), settings: settings)
    #expect(choice.memory == 1000 * million)
    #expect(choice.fits == fits)
  }

  @Test func `without a known limit everything fits`() {
    #expect(EngineChoice(needs: [Self.need(.max / 4, read: 1, of: 1)], limit: nil).fits)
  }

  @Test func `few rows fit always`() {
    // A job before may have left nothing of the address space that the allocator does not keep.
    let limit = MemoryLimit(bytes: 0, source: .process)
    #expect(
      EngineChoice(needs: [Self.need(Self.million, read: 1, of: 1)], limit: limit, disk: 0).use == .memory)
  }

  /// 1000 MB of rows, and 3000 MB of disk for stages.
  private static func use(
    _ use: EngineSettings.Use, memory: Int, disk: Int, unused: Int? = nil
  ) -> EngineSettings.Use? {
    choice(use, memory: memory, disk: disk, unused: unused).use
  }

  private static func choice(
    _ use: EngineSettings.Use, memory: Int, disk: Int, unused: Int? = nil
  ) -> EngineChoice {
    var settings = EngineSettings()
    settings.use = use
    return EngineChoice(
      needs: [need(1000 * million, read: 1, of: 1)],
      limit: MemoryLimit(bytes: memory * million, source: .cgroup), disk: disk * million,
      unused: unused.map { $0 * million }, settings: settings)
  }

  @Test func `memory and disk are asked before the run`() {
    #expect(Self.use(.auto, memory: 1700, disk: 0) == .memory)
    // 60% of it are allowed.
    #expect(Self.use(.auto, memory: 1600, disk: 3000) == .stages)
    // Without the disk, what may fit is tried.
    #expect(Self.use(.auto, memory: 1600, disk: 2999) == .memory)
    #expect(Self.use(.auto, memory: 749, disk: 2999) == nil)
    #expect(Self.use(.memory, memory: 750, disk: 0) == .memory)
    #expect(Self.use(.memory, memory: 749, disk: 9000) == nil)
    #expect(Self.use(.stages, memory: 9000, disk: 2999) == nil)
    #expect(Self.use(.stages, memory: 9000, disk: 3000) == .stages)
  }

  @Test func `memory that other programs use cannot be had`() {
    #expect(Self.use(.auto, memory: 24000, disk: 9000, unused: 1200) == .memory)
    #expect(Self.use(.auto, memory: 24000, disk: 9000, unused: 1100) == .stages)
  }

  @Test func `a refusal says the numbers and the way out`() throws {
    let job = try JobFile.read(text: "job: large\nexports: []\n", file: "Jobs/large.yaml", timeline: nil)
    let memory = Self.choice(.memory, memory: 700, disk: 9000).refusal(of: job)
    #expect("\(memory.message)" == "job 'large' does not fit into memory")
    #expect(memory.reason == "it needs about 1048576000 bytes of memory, and there are 734003200")
    #expect(memory.hint == "run it by stages, on the disk: --engine auto")
    let stages = Self.choice(.stages, memory: 700, disk: 1).refusal(of: job)
    #expect("\(stages.message)" == "job 'large' does not fit on the disk")
    #expect(stages.reason == "by stages it needs about 3145728000 bytes, and 1048576 are free")
    let both = Self.choice(.auto, memory: 700, disk: 1).refusal(of: job)
    #expect("\(both.message)" == "job 'large' fits neither into memory nor on the disk")
  }

  @Test func `what the allocator keeps is not in use`() throws {
    let text = "MemTotal:       2000 kB\nMemAvailable:    100 kB\n"
    #expect(MemoryLimit.unused(meminfo: text, kept: 4096) == 104 * 1024)
    #expect(MemoryLimit.unused(meminfo: "MemTotal: 2000 kB\n", kept: 4096) == nil)
    // Limits are of the whole process, so this only looks at the measure.
    let limit = try #require(MemoryLimit.ofThisProcess)
    #expect(limit.bytes > 0)
    #expect(try #require(MemoryLimit.unused) > 0)
  }

  @Test func `small numbers need more room than their text`() throws {
    let job = """
      job: numbers
      inputs: {a: {file: a.csv, columns: {x: {type: integer}, y: {type: integer}}}}
      tables: {all: {from: a}}
      exports: [{csv: all.csv, table: all}]
      """
    let rows = 2000
    let small = try SmallWorkspace(
      jobs: ["numbers": job], inputs: ["a.csv": "x,y\n" + String(repeating: "1,2\n", count: rows)])
    defer { small.remove() }
    var binding = small.binding
    let plan = binding.plan(small.jobs[0])
    let choice = binding.engine(for: small.jobs[0], plan, limit: nil)
    #expect(choice.memory == (rows + 1) * 16)
  }
}
