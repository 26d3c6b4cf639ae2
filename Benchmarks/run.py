#!/usr/bin/env python3
"""Times Acta and its peers as whole processes, in turn, and prints the ratios.

    run.py ACTA PYTHON [--people N] [--rows N] [--runs N]

ACTA is the release binary; PYTHON has the packages of requirements.txt. Each measurement runs the two
commands in turn (A B A B …) after one warm-up of each, takes the median of the wall-clock times and
the largest resident memory, and divides. An absolute time means nothing on a shared machine."""
import argparse, csv, os, random, shutil, statistics, subprocess, sys, tempfile, time

here = os.path.dirname(os.path.abspath(__file__))


def run(command):
    """Wall seconds and peak memory in MB of one process, which must succeed."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    message = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"failed: {' '.join(command)}\n{message}")
    return time.perf_counter() - begun, usage.ru_maxrss / 1024


def compare(name, ours, peers, runs):
    commands = {"acta": ours, **peers}
    times = {who: [] for who in commands}
    memory = {who: 0 for who in commands}
    for turn in range(runs + 1):
        for who, command in commands.items():
            seconds, peak = run(command)
            if turn > 0:
                times[who].append(seconds)
                memory[who] = max(memory[who], peak)
    medians = {who: statistics.median(values) for who, values in times.items()}
    fastest = min(peers, key=lambda who: medians[who]) if peers else None
    for who in commands:
        ratio = f"{medians[who] / medians['acta']:5.1f} ×" if who != "acta" else ""
        mark = "  ← fastest peer" if who == fastest else ""
        print(f"| {name} | {who} | {medians[who]:7.3f} s | {memory[who]:6.0f} MB | {ratio}{mark} |", flush=True)
    return medians["acta"]


def generate(folder, people):
    target = f"{folder}/people-{people}"
    if not os.path.exists(f"{target}/done"):
        subprocess.run([sys.executable, f"{here}/generate.py", target, str(people)], check=True)
        open(f"{target}/done", "w").close()
    workspace = f"{folder}/workspace-{people}"
    shutil.rmtree(workspace, ignore_errors=True)
    os.makedirs(workspace)
    shutil.copytree(f"{here}/Jobs", f"{workspace}/Jobs")
    os.symlink(target, f"{workspace}/Inputs")
    os.makedirs(f"{folder}/out-{people}", exist_ok=True)
    return target, workspace, f"{folder}/out-{people}"


def cells(folder, rows):
    """A file of eight columns of the usual kinds."""
    path = f"{folder}/cells-{rows}.csv"
    if os.path.exists(path):
        return path
    rnd = random.Random(20210426)
    with open(path + ".partial", "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["id", "email", "name", "country", "category", "minutes", "registered_at", "phone"])
        for row in range(rows):
            moment = f"2021-04-{rnd.randint(1, 28):02d} {rnd.randint(0, 23):02d}:{rnd.randint(0, 59):02d}:00"
            out.writerow([row, f"persona.{row}@example.org", f"Núñez {row}, Ana", rnd.choice(["Chile", "Perú", "México"]),
                          "Agencias, fondos y programas", round(rnd.random() * 300, 3), moment, f"+56 9 {rnd.randint(0, 99999999):08d}"])
    os.rename(path + ".partial", path)
    return path


def quoted(folder, source):
    """The same file with quotes in every field, some of which hold quotes and line breaks themselves."""
    path = source.replace("cells-", "quoted-")
    if not os.path.exists(path):
        with open(source, newline="", encoding="utf-8") as file, open(path + ".partial", "w", newline="", encoding="utf-8") as out:
            writer = csv.writer(out, quoting=csv.QUOTE_ALL)
            for row, fields in enumerate(csv.reader(file)):
                if row % 10 == 9:
                    fields[4] = 'Agencias "ONU",\nfondos'
                writer.writerow(fields)
        os.rename(path + ".partial", path)
    return path


def teams(folder, rows):
    """An attendance report of Teams, in UTF-16 with tabs, as the service writes it."""
    path = f"{folder}/teams-{rows}.csv"
    if not os.path.exists(path):
        rnd = random.Random(20210426)
        with open(path + ".partial", "w", newline="", encoding="utf-16") as out:
            out.write("1. Summary\r\nMeeting title\tPlenaria\r\nStart time\t4/26/21, 9:00:00 AM\r\n\r\n")
            out.write("2. Participants\r\nName\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tRole\r\n\r\n")
            out.write("3. In-Meeting Activities\r\n\r\nName\tJoin Time\tLeave Time\tDuration\tEmail\tRole\r\n")
            for row in range(rows):
                minutes = rnd.randint(0, 59)
                out.write(f"Núñez {row}, Ana\t4/26/21, 9:{minutes:02d}:07 AM\t4/26/21, 10:{minutes:02d}:49 AM\t1h 0m 42s\t"
                          f"persona.{row}@example.org\tAttendee\r\n")
        os.rename(path + ".partial", path)
    return path


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("acta")
    arguments.add_argument("python")
    arguments.add_argument("--people", type=int, default=300_000)
    arguments.add_argument("--rows", type=int, default=500_000)
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--openpyxl", action="store_true", help="also openpyxl, which takes a minute for each workbook")
    arguments.add_argument("--growth", action="store_true", help="also ten times the people")
    options = arguments.parse_args()
    folder = os.environ.get("ACTA_BENCH_DIR", os.path.join(tempfile.gettempdir(), "acta-bench"))
    os.makedirs(folder, exist_ok=True)
    night = ["--as-of", "2021-04-30", "--quiet", "--workspace"]
    peer = lambda name, *rest: [options.python, f"{here}/peers/{name}.py", *rest]
    print("| work | who | median | peak memory | Acta is faster by |")
    print("|---|---|---|---|---|")
    ours = {}
    for people, runs in [(1000, 4 * options.runs), (options.people, options.runs)]:
        data, workspace, out = generate(folder, people)
        ours[people] = compare(
            f"the job, {people} people", [options.acta, "run", "benchmark", *night, workspace],
            {"DuckDB + xlsxturbo": peer("peer_duckdb", data, out), "Polars + xlsxturbo": peer("peer_polars", data, out)}, runs)
    data, workspace, out = generate(folder, options.people)
    compare(f"without the workbook, {options.people} people", [options.acta, "run", "tables", *night, workspace],
            {"DuckDB": peer("peer_duckdb_tables", data, out)}, options.runs)
    source = cells(folder, options.rows)
    compare(f"convert {options.rows} × 8 to a workbook", [options.acta, "convert", source, f"{folder}/acta.xlsx", "--quiet"],
            {name: peer("peer_convert", name, source, f"{folder}/{name}.xlsx") for name in ["xlsxturbo", "rust_xlsxwriter"]},
            max(1, options.runs // 2))
    runs = max(1, options.runs // 2)

    def read(name, ours, peers):
        compare(name, [options.acta, "convert", ours, f"{folder}/acta.csv", "--quiet"],
                {who: peer("peer_read", who, ours, f"{folder}/peer.csv") for who in peers}, runs)

    # The workbook that the step before has made, as libxlsxwriter's rows have it.
    read(f"workbook of {options.rows} × 8 cells to CSV", f"{folder}/rust_xlsxwriter.xlsx", ["python-calamine", "Polars + calamine"])
    if options.openpyxl:
        read(f"workbook of {options.rows} × 8 cells to CSV", f"{folder}/rust_xlsxwriter.xlsx", ["openpyxl"])
    read(f"Teams report of {options.rows} rows, UTF-16", teams(folder, options.rows), ["DuckDB, Teams", "Polars, Teams"])
    read(f"CSV of {options.rows} × 8, every field quoted", quoted(folder, source), ["DuckDB", "Polars"])
    if options.growth:
        more = options.people * 10
        _, workspace, _ = generate(folder, more)
        seconds = compare(f"the job, {more} people", [options.acta, "run", "benchmark", *night, workspace], {}, runs)
        print(f"| growth | {more} against {options.people} people | | | {seconds / ours[options.people]:.1f} times the time |")


main()
