import TestSupport
import Testing

@testable import Formats
@testable import Tables

@Suite struct FormatRecognitionTests {
  @Test(arguments: [
    "topic,id,start time,participants\nÁrea 1,7,2021-04-27,30\n", "Topic,Webinar ID,Host\nDatos,1,x\n",
    "name,email,attended,duration\nAna,a@example.org,yes,5\n",
    "session,email,name,joined_at,left_at\na,b,c,,\n",
    "Name,Email,Join Time,Leave Time\nAna,a@example.org,,\n", "content,title,views\na,b,3\n",
  ])
  func `what only resembles a report is a plain table`(text: String) throws {
    #expect(try read(text).files[0].format == .csv)
  }

  @Test func `a report is recognised whatever the file is called and however it is packed`() throws {
    let text = try fixture("zoom/webinar-newer.csv")
    let found = try withFile(text, named: "lista.txt") {
      try InputReader.read([$0], options: ReadingOptions(zone: .utc)).files[0].format
    }
    #expect(found == ZoomWebinar.name)
  }
}
