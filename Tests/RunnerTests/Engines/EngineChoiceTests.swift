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
  }

  @Test(arguments: [(999, false), (1000, true)])
  func `needs of all inputs add up`(_ limit: Int, _ fits: Bool) {
    var settings = EngineSettings()
    settings.memory = .percent(100)
    let choice = EngineChoice(
      needs: [Self.need(500, read: 1, of: 1), Self.need(1000, read: 1, of: 2)],
      limit: MemoryLimit(bytes: limit, source: .machine), settings: settings)
    #expect(choice.memory == 1000)
    #expect(choice.fits == fits)
  }

  @Test func `without a known limit everything fits`() {
    #expect(EngineChoice(needs: [Self.need(.max / 2, read: 1, of: 1)], limit: nil).fits)
  }

  @Test func `a job that fits neither into memory nor on the disk has no engine`() {
    let needs = [Self.need(1000, read: 1, of: 1)]
    let limit = MemoryLimit(bytes: 2000, source: .machine)
    #expect(EngineChoice(needs: needs, limit: limit, disk: 0).use == .memory)
    var settings = EngineSettings()
    settings.memory = .bytes(500)
    #expect(EngineChoice(needs: needs, limit: limit, disk: 3000, settings: settings).use == .stages)
    #expect(EngineChoice(needs: needs, limit: limit, disk: 2999, settings: settings).use == nil)
    settings.use = .memory
    #expect(EngineChoice(needs: needs, limit: limit, disk: 0, settings: settings).use == .memory)
  }
}
