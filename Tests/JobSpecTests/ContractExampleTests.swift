import Diagnostics
import JobSpec
import Tables
import Testing

/// The example of the job format's reference, read whole.
struct ContractExampleTests {
  static let text = #"""
    job: attendance                    # equals the file's name without .yaml
    title: {es: Asistencia a la reunión, en: Attendance at the meeting}
    description: Who came, how long they stayed, by day and category.
    schedule:
      - nightly: {during: [civil-society, main-review]}          # optional at: "06:00", days: [mon, tue]
      - once: {at: main-review.end + 1d}                         # <stage>.start|end  [± N d|w]  [HH:MM]
      - cron: {expression: "0 */4 * * *", during: main-review}   # five fields, local time
    catch_up: latest                   # none | latest | all: what to do with missed occurrences
    parameters:
      min_minutes: 10                  # $min_minutes in expressions; --set min_minutes=20 on the command line
    inputs:
      registrations:
        file: registrations/main-review.csv
        format: csv
        encoding: auto
        delimiter: auto
        header_row: auto
        columns:
          email:         {header: [Email Address, Correo electrónico], type: text, required: true}
          registered_at: {header: Registration date, type: datetime, format: "yyyy-MM-dd HH:mm", time_zone: UTC}
          minutes:       {type: number, decimal: ",", nulls: ["--", "N/A"]}
        undeclared: keep                          # keep (as text) | drop | reject
        ragged: reject                            # reject | pad
        rejects: {max: 1%}                        # more than this fails the run; a count or a percentage
      zoom: {files: "zoom/*.csv", delimiter: "\t"}
      personas: {job: registrations, export: personas.csv}
    tables:
      people:
        from: registrations
        key: [email]                                   # what identifies a row from night to night
        steps:
          - filter: registered_at <= $as_of and state == "approved"
          - derive: {email: lower(trim(email)), domain: split(email, "@", 2)}
          - distinct: {on: [email], keep: last, by: [registered_at]}
      attended:
        from: zoom
        steps:
          - intervals: {by: [email, session], from: joined_at, to: left_at}   # union of overlaps
          - filter: minutes >= $min_minutes
          - join: {with: people, on: email, kind: left, columns: [category, country], expect: one}
      by_category:
        from: attended
        steps:
          - group: {by: [category, session], summarize: {people: count_distinct(email), minutes: mean(minutes)}}
          - sort: [category, -people]
    figures:
      registered:
        title: {es: Personas registradas, en: People registered}
        table: people
        value: count()
        published: 982
        claim: Más de 980 representantes registrados
      registered_by_category:
        table: people
        by: category
        value: count()
        published: {Gobiernos: 228, Academia: 82}
    checks:
      - {table: people, unique: [email]}
      - {table: people, range: {minutes: [0, null]}, severity: warn}
      - {table: people, references: {country: zoom.rejects.file}}
      - expect: figures.registered == 982
      - fresh: {input: zoom, within: 36h}
      - published: all
    exports:
      - workbook: asistencia.{language}.xlsx
        languages: [es, en]                       # default: the timeline's first
        title: {es: Asistencia, en: Attendance}
        sheets:
          - about                                 # cover
          - figures
          - table: by_category
            name: {es: Por categoría, en: By category}
            columns:                              # order, labels, formats; default: all, in order
              category: {label: {es: Categoría, en: Category}}
              people:   {label: {es: Personas, en: People}, format: integer, total: sum}
            charts:
              - {type: bar, category: category, values: [people], title: {es: Personas por categoría, en: People by category}}
            highlight:
              - {when: "people == 0", style: warn}
      - csv: asistencia.csv                       # .csv or .csv.gz
        table: attended
        columns: [email, session, minutes]
        for: machines
      - workbook: delegaciones/{country}.xlsx     # one file per value
        each: {table: people, by: country}
        sheets: [about]
    """#

  let job: Job

  init() throws { job = try readJob(Self.text, file: "Jobs/attendance.yaml") }

  @Test func `the head is read`() {
    #expect(job.name.value == "attendance")
    #expect(job.title?.text(in: "en", fallbacks: []) == "Attendance at the meeting")
    #expect(job.title?.text(in: "fr", fallbacks: ["es"]) == "Asistencia a la reunión")
    #expect(job.description?.texts.first?.text == "Who came, how long they stayed, by day and category.")
    #expect(job.catchUp == .latest)
    #expect(job.parameters.map(\.name.value) == ["min_minutes"])
    #expect(job.parameters.first?.value.value == .integer(10))
  }

  @Test func `schedules are read`() throws {
    guard case .nightly(let nightly) = job.schedules[0], case .once(let once) = job.schedules[1],
      case .cron(let cron) = job.schedules[2]
    else {
      Issue.record("other kinds: \(job.schedules)")
      return
    }
    #expect(nightly.during.map(\.value) == ["civil-society", "main-review"])
    #expect(nightly.at == nil && nightly.days.isEmpty)
    #expect(once.stage.value == "main-review" && once.edge == .end && once.offsetDays == 1 && once.at == nil)
    #expect(cron.minutes == [0] && cron.hours == [0, 4, 8, 12, 16, 20] && cron.weekdays == Set(1...7))
    #expect(!cron.restrictsDaysOfMonth && !cron.restrictsWeekdays)
    #expect(cron.during.map(\.value) == ["main-review"])
  }

  @Test func `inputs are read`() throws {
    let registrations = try #require(job.input(named: "registrations"))
    #expect(
      registrations.format?.value == .csv && registrations.encoding == nil && registrations.delimiter == nil)
    #expect(registrations.rejectsMax == .percent(1))
    let email = registrations.columns[0]
    #expect(email.headers == ["Email Address", "Correo electrónico"])
    #expect(email.type == .text && email.required)
    let registered = registrations.columns[1]
    #expect(registered.type == .datetime && registered.formats == ["yyyy-MM-dd HH:mm"])
    #expect(registered.zone?.identifier == "UTC")
    let minutes = registrations.columns[2]
    #expect(minutes.decimal == UInt8(ascii: ",") && minutes.nulls == ["--", "N/A"])
    let zoom = try #require(job.input(named: "zoom"))
    #expect(zoom.delimiter == UInt8(ascii: "\t"))
    guard case .files(let glob) = zoom.source, case .job(let name, let export) = job.inputs[2].source else {
      Issue.record("other sources")
      return
    }
    #expect(glob.value == "zoom/*.csv" && name.value == "registrations" && export.value == "personas.csv")
  }

  @Test func `steps are read`() throws {
    let people = try #require(job.table(named: "people"))
    #expect(people.from.value == "registrations" && people.key.map(\.value) == ["email"])
    #expect(people.steps.map(\.keyword) == [.filter, .derive, .distinct])
    guard case .filter(let filter) = people.steps[0].operation,
      case .derive(let derived) = people.steps[1].operation,
      case .distinct(let distinct) = people.steps[2].operation
    else {
      Issue.record("other steps")
      return
    }
    #expect(filter.text == #"registered_at <= $as_of and state == "approved""#)
    let line = try #require(
      Self.text.split(separator: "\n").firstIndex { $0.contains("- filter: registered_at") })
    #expect(filter.isPositioned && filter.location.line == line + 1 && filter.location.column == 17)
    #expect(derived.map(\.name.value) == ["email", "domain"])
    #expect(derived[1].expression.text == #"split(email, "@", 2)"#)
    #expect(derived[1].expression.isPositioned && derived[1].expression.location.column == 53)
    #expect(distinct.keep == .last && distinct.by.map(\.column.value) == ["registered_at"])

    let attended = try #require(job.table(named: "attended"))
    guard case .intervals(let intervals) = attended.steps[0].operation,
      case .join(let join) = attended.steps[2].operation
    else {
      Issue.record("other steps")
      return
    }
    #expect(intervals.by.map(\.value) == ["email", "session"] && intervals.gap == .zero)
    #expect(join.with.value == "people" && join.kind == .left && join.expect == .one)
    #expect(join.on.map(\.left.value) == ["email"] && join.columns?.map(\.value) == ["category", "country"])
    guard case .group(let group) = job.tables[2].steps[0].operation,
      case .sort(let sort) = job.tables[2].steps[1].operation
    else {
      Issue.record("other steps")
      return
    }
    #expect(group.summarize.map(\.expression.text) == ["count_distinct(email)", "mean(minutes)"])
    #expect(sort.by.map(\.isDescending) == [false, true] && sort.by[1].column.value == "people")
    #expect(sort.by[1].column.location.column == 27)
  }

  @Test func `figures and checks are read`() throws {
    guard case .one(let published) = job.figures[0].published,
      case .each(let items) = job.figures[1].published
    else {
      Issue.record("other published values")
      return
    }
    #expect(published.value == .integer(982))
    #expect(items.map(\.item.value) == ["Gobiernos", "Academia"] && items[1].value.value == .integer(82))
    #expect(job.figures[1].by?.value == "category")
    #expect(job.checks.map(\.keyword) == [.unique, .range, .references, .expect, .fresh, .published])
    #expect(job.checks[1].severity == .always(.warn))
    guard case .references(_, let table, let target) = job.checks[2].kind,
      case .fresh(_, let within) = job.checks[4].kind
    else {
      Issue.record("other checks")
      return
    }
    #expect(table.value == "zoom.rejects" && target.value == "file")
    #expect(within == .hours(36))
  }

  @Test func `exports are read`() throws {
    guard case .workbook(let workbook) = job.exports[0], case .csv(let csv) = job.exports[1],
      case .workbook(let each) = job.exports[2], case .table(let sheet) = workbook.sheets[2]
    else {
      Issue.record("other exports")
      return
    }
    #expect(workbook.languages.map(\.value) == ["es", "en"] && workbook.sheets.count == 3)
    #expect(sheet.columns?.map(\.name.value) == ["category", "people"])
    #expect(sheet.columns?[1].total == .sum && sheet.columns?[1].format?.value == "integer")
    #expect(sheet.charts.first?.kind == .bar && sheet.highlights.first?.style == .warn)
    let when = try #require(sheet.highlights.first?.when)
    #expect(when.text == "people == 0" && when.isPositioned && when.location.column == 21)
    #expect(csv.columns?.map(\.name.value) == ["email", "session", "minutes"] && csv.audience == .machines)
    #expect(each.each?.by.value == "country")
  }

  @Test func `the timeline is read`() {
    let timeline = TimelineDefinition.review
    #expect(timeline.languages == ["es", "en"] && timeline.zone.identifier == "America/Santiago")
    #expect(timeline.night == LocalTime(hour: 23, minute: 30))
    #expect(timeline.stage(named: "briefing")?.from == timeline.stage(named: "briefing")?.to)
    #expect(timeline.stage(named: "main-review")?.to == CivilDate(year: 2021, month: 4, day: 28))
  }
}
