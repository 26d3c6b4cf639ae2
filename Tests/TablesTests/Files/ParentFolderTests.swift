import Testing

@testable import Tables

@Suite struct ParentFolderTests {
  @Test(arguments: [
    ("a/b", "a"), ("a/b/", "a"), ("/a", "/"), ("/", "/"), ("", ""), ("p", ""), ("é", ""), ("a//b", "a"),
    ("/a/b/c", "/a/b"),
  ])
  func `the folder of a path`(path: String, folder: String) { #expect(path.parentFolder == folder) }

  @Test func `a name of one letter has a temporary file, too`() {
    #expect(AtomicFile.partial(of: "p") == ".p.partial")
    #expect(AtomicFile.partial(of: "/p") == "/.p.partial")
  }
}
