#!/usr/bin/env python3
"""Runs on Apache Spark: spark.py ACTA PYTHON [--people N] [--only NAME …] [--limit SECONDS]

PYTHON has pyspark, pyarrow, pandas and pysail; Java is there too. On a cluster of two executors of its own, the shipped night
and the benchmark's job must give the bytes and the manifests that they give in memory, also with speculation, and when
a worker and a whole executor are killed in the middle; and so must Sail, a server of Spark Connect, with ACTA-worker. What goes wrong
with a cluster must be one sentence, and leave what was published."""
import argparse, concurrent.futures, importlib.util, json, os, shutil, socket, subprocess, sys, tempfile, time

from processes import HeldWorkers, Household, ancestor, descendants, kill, until
from proving import Proof, Workspace, scratch

PARTS = ["night", "benchmark", "driver", "connect", "data", "faults", "doctor"]
parser = argparse.ArgumentParser()
parser.add_argument("acta")
parser.add_argument("python")
parser.add_argument("--people", type=int, default=30_000)
parser.add_argument("--master", default="local-cluster[2,1,1024]")
parser.add_argument("--only", nargs="*", choices=PARTS, default=PARTS)
parser.add_argument("--limit", type=int, default=3600)
arguments = parser.parse_args()
acta, python = os.path.abspath(arguments.acta), os.path.abspath(arguments.python)
here = os.path.dirname(os.path.abspath(__file__))
root = os.path.dirname(os.path.dirname(here))
proof = Proof()

# Without these, the proof is none. That is a failure, not a reason to skip it.
packages = "pyspark, pyarrow, pandas" + (", pysail, grpc_status" if "connect" in arguments.only else "")
if subprocess.run([python, "-c", f"import {packages}"], capture_output=True).returncode != 0:
    sys.exit(f"FAILED: {python} lacks one of {packages}; install them with  make test-spark")
if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
    sys.exit("FAILED: there is no Java; install it with  make test-spark")

# These processes live for seconds: compiling less of their code halves what they cost.
os.environ["JAVA_TOOL_OPTIONS"] = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


def settings(workspace, **changes):
    """Names a cluster in acta.yaml."""
    spark = {"submit": [python], "master": arguments.master, "partition": "4MB"} | changes
    workspace.write("acta.yaml", json.dumps({"engine": {"spark": spark}}))


def facts(manifest):
    """A manifest without what differs from run to run."""
    def plain(value):
        if isinstance(value, dict):
            return {name: plain(inner) for name, inner in value.items()
                    if name not in ("run", "began", "ended", "started", "finished", "seconds", "modified", "replaces")}
        return [plain(inner) for inner in value] if isinstance(value, list) else value
    return plain(manifest)


def everything(workspace):
    found = workspace.bytes_by_file()
    for night, job in workspace.published():
        found[f"{night}/{job}"] = facts(workspace.manifest(job, night))
    return found


def compare(memory, spark, what):
    """The same files with the same bytes, and the same manifests."""
    for name in sorted(set(memory) | set(spark)):
        proof.check(memory.get(name) == spark.get(name), f"{what}: {name} is not the same on Spark")
    proof.check(len(memory) > 1, f"{what}: nothing was published")


def no_leftovers(workspace, what):
    work = workspace.path(".acta", "work")
    left = os.listdir(work) if os.path.isdir(work) else []
    proof.check(left == [], f"{what}: temporary files are left: {left}")


begun = time.monotonic()


def wanted(name):
    if name in arguments.only:
        print(f"{time.monotonic() - begun:5.0f} s  {name}", flush=True)
    return name in arguments.only


def run(workspace, *words, engine="spark"):
    return subprocess.run(workspace.command(*words, "--engine", engine), capture_output=True, text=True)


def sentence(result, text, what):
    """A run that fails with one sentence, and says no more about it than why and a hint."""
    proof.check(result.returncode == 1, f"{what}: exit code {result.returncode}\n{result.stderr}")
    errors = [line for line in result.stderr.splitlines() if line.startswith("error:") or ": error:" in line]
    proof.check(
        len(errors) == 1 and text in errors[0] and "Traceback" not in result.stderr,
        f"{what}: instead of '{text}':\n{result.stderr}")


def benchmark(folder):
    workspace = Workspace(acta, folder)
    subprocess.run(
        [sys.executable, f"{root}/Benchmarks/generate.py", f"{folder}/Inputs", str(arguments.people)], check=True)
    for name in ["benchmark.yaml", "timeline.yaml"]:
        shutil.copy(f"{root}/Benchmarks/Jobs/{name}", f"{folder}/Jobs/{name}")
    return workspace


def answers(port):
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0


MOMENT = ["--as-of", "2021-04-30"]
SMALL = """
job: small
inputs: {people: {file: people.csv, columns: {n: {type: integer}}}}
tables:
  all:
    from: people
    steps: [{group: {by: [name], summarize: {n: max(n)}}}, {derive: {n: n * 4611686018427387904}}]
exports: [{csv: small.csv, table: all}]
"""
TIMELINE = "process: spark\ntime_zone: America/Santiago\nlanguages: [es, en]\n" \
    "stages: [{stage: review, from: 2021-01-01, to: 2030-12-31}]\n"


def small(folder, rows):
    workspace = Workspace(acta, folder)
    workspace.write("Jobs/timeline.yaml", TIMELINE)
    workspace.write("Jobs/small.yaml", SMALL)
    workspace.write("Inputs/people.csv", "name,n\n" + rows)
    settings(workspace)
    return workspace


def started(workspace):
    return subprocess.Popen(
        workspace.command("run", "benchmark", *MOMENT, "--engine", "spark"), stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True)


with scratch() as folder, Household(arguments.limit) as household:
    if wanted("night"):
        nights = []
        for engine in ["memory", "spark"]:
            workspace = Workspace(acta, f"{folder}/night-{engine}")
            for part in ["Jobs", "Inputs", "Corrections"]:
                if os.path.isdir(f"{root}/{part}"):
                    shutil.copytree(f"{root}/{part}", workspace.path(part), dirs_exist_ok=True)
            settings(workspace, partition="64MB")
            result = run(workspace, "nightly", *MOMENT, engine=engine)
            proof.check(result.returncode == 0, f"the shipped night, {engine}: {result.stdout}{result.stderr}")
            nights.append(everything(workspace))
        compare(*nights, "the shipped night")
        no_leftovers(workspace, "the shipped night")

    if {"benchmark", "driver", "connect"} & set(arguments.only):
        workspace = benchmark(f"{folder}/benchmark")
        result = run(workspace, "run", "benchmark", *MOMENT, engine="memory")
        proof.check(result.returncode == 0, f"the benchmark in memory: {result.stderr}")
        memory = everything(workspace)

    if wanted("benchmark"):
        # Blocks of two stages are lost with the executor, and are made again.
        workers = HeldWorkers(f"{folder}/held", acta, [2, 9])
        settings(workspace, worker=workers.path, conf={
            "spark.speculation": "true", "spark.speculation.interval": "20ms",
            "spark.speculation.multiplier": "1.01", "spark.speculation.quantile": "0.1"})
        running = started(workspace)
        worker = workers.wait(2, running)
        proof.check(worker and kill(worker), "there was no worker to kill")
        held = workers.wait(9, running)
        executor = held and ancestor(held, "CoarseGrainedExecutorBackend")
        proof.check(executor and kill(executor), "there was no executor to kill")
        workers.let_go(9)
        said = running.communicate()[1]
        proof.check(running.returncode == 0, f"the benchmark on Spark: {said}")
        compare(memory, everything(workspace), "the benchmark with speculation, a killed worker and a killed executor")
        no_leftovers(workspace, "the benchmark")

    if wanted("driver"):
        workers = HeldWorkers(f"{folder}/driven", acta, [2])
        settings(workspace, worker=workers.path)
        running = started(workspace)
        worker = workers.wait(2, running)
        those = descendants(running.pid)
        driver = worker and next((pid for pid, command in those.items() if "acta_spark.py" in command), None)
        proof.check(driver and kill(driver), "there was no driver to kill")
        workers.let_go(2)
        said = running.communicate()[1]
        result = subprocess.CompletedProcess([], running.returncode, "", said)
        sentence(result, "Spark's driver ended before the run was done", "a killed driver")
        proof.check(workspace.faults() == [], f"after a killed driver: {workspace.faults()}")
        proof.check(everything(workspace) == memory, "after a killed driver the earlier exports are not there")
        left = household.left()
        proof.check(left == {}, f"a killed driver leaves processes: {left}")
        proof.check(run(workspace, "run", "benchmark", *MOMENT, engine="memory").returncode == 0, "the next run")

    if wanted("connect"):
        # Its workers are those for other systems, which must need no library of this one.
        said = subprocess.run(["ldd", f"{acta}-worker"], capture_output=True, text=True, env={"LC_ALL": "C", **os.environ})
        proof.check("not a dynamic executable" in said.stdout + said.stderr, f"acta-worker needs {said.stdout}{said.stderr}")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = subprocess.Popen(
            [f"{os.path.dirname(python)}/sail", "spark", "server", "--ip", "127.0.0.1", "--port", str(port)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            proof.check(until(lambda: answers(port) or server.poll() is not None, 300) and server.poll() is None, "no server")
            os.makedirs(f"{folder}/shared")
            settings(workspace, master=f"sc://127.0.0.1:{port}", shared=f"{folder}/shared", worker=f"{acta}-worker")
            result = run(workspace, "run", "benchmark", *MOMENT)
            proof.check(result.returncode == 0, f"the benchmark on Spark Connect: {result.stderr}")
            compare(memory, everything(workspace), "the benchmark on Spark Connect")
            proof.check(os.listdir(f"{folder}/shared") == [], f"left in the shared folder: {os.listdir(f'{folder}/shared')}")
        finally:
            server.kill()
            server.wait()
        sentence(run(workspace, "run", "benchmark", *MOMENT), f"Spark at 'sc://127.0.0.1:{port}' does not answer", "no server")

    if wanted("data"):
        # The same rows fail in several parts; the message is that of the first one in memory.
        workspace = small(f"{folder}/data", "".join(f"person {row % 5000},{row}\n" for row in range(20_000)))
        settings(workspace, partition="100kB", master="local[2]")
        said = []
        for engine in ["memory", "spark"]:
            result = run(workspace, "run", "small", *MOMENT, engine=engine)
            proof.check(result.returncode == 1, f"an overflow, {engine}: exit code {result.returncode}")
            said.append([line for line in result.stderr.splitlines() if "has been failing since" not in line])
        proof.check(said[0] == said[1], f"an overflow is {said[1]} on Spark instead of {said[0]}")

    if wanted("faults"):
        workspace = small(f"{folder}/faults", "Ana,1\n")
        settings(workspace, submit=["/nowhere/python"])
        sentence(run(workspace, "run", "small", *MOMENT), "there is no '/nowhere/python'", "no program")
        settings(workspace, submit=["/usr/bin/python3", "-S", "-E", "-s"])
        sentence(run(workspace, "run", "small", *MOMENT), "has no pyspark", "no pyspark")
        settings(workspace, master="spark://127.0.0.1:9", shared=f"{folder}/faults")
        sentence(run(workspace, "run", "small", *MOMENT), "Spark at 'spark://127.0.0.1:9' does not answer", "no master")
        workspace.write("acta.yaml", "engine: {}\n")
        sentence(run(workspace, "run", "small", *MOMENT), "no cluster is named", "no settings")
        settings(workspace)
        os.environ["JAVA_HOME"], home = "/nowhere", os.environ.get("JAVA_HOME")
        sentence(run(workspace, "run", "small", *MOMENT), "there is no Java", "no Java")
        os.environ.pop("JAVA_HOME") if home is None else os.environ.update(JAVA_HOME=home)
        short = "Ana,1\n"
        long = "".join(f"{row} {'x' * 2000},1\n" for row in range(20_000))
        for name, script, text, rows in [
            ("old", '[ "$2" = --probe ] && echo 0.0.1', "is not of version", short),
            ("dies", f'[ "$2" = --probe ] && exec {acta} "$@"; kill -9 $$', "was killed again and again", short),
            ("fails", f'[ "$2" = --probe ] && exec {acta} "$@"; exit 3', "ended before its work was done", short),
            ("lacks", f'[ "$2" = --probe ] && exec {acta} "$@"; echo "GLIBC_2.99 not found" >&2; exit 1', "lacks libraries", short),
            ("has too little memory", f'ulimit -v 180000; exec {acta} "$@"', "ran out of memory again and again", long),
        ]:
            path = f"{folder}/{name.split()[-1]}"
            with open(path, "w") as file:
                file.write(f"#!/bin/sh\n{script}\n")
            os.chmod(path, 0o755)
            workspace.write("Inputs/people.csv", "name,n\n" + rows)
            settings(workspace, worker=path, master="local[2,2]", partition="64MB")
            sentence(run(workspace, "run", "small", *MOMENT), text, f"a worker that {name}")
            no_leftovers(workspace, f"a worker that {name}")
        proof.check(workspace.published() == [], "nothing is published by runs that fail")

        # A machine that does not see the shared folder, as the driver's own functions find it.
        found = importlib.util.spec_from_file_location("driver", f"{root}/Sources/Runner/Engines/Spark/acta_spark.py")
        driver = importlib.util.module_from_spec(found)
        found.loader.exec_module(driver)
        with tempfile.NamedTemporaryFile(dir=folder) as token:
            proof.check(driver.shares(token.name), "a shared folder is seen")
            # A server may run all probes in one process.
            with concurrent.futures.ThreadPoolExecutor(8) as probes:
                seen = list(probes.map(driver.shares, [token.name] * 2000))
            proof.check(all(seen), f"of {len(seen)} probes at once, {seen.count(False)} do not see a shared folder")
            names = os.listdir(folder)
        proof.check(not driver.shares(token.name), "a folder without the driver's file is not the shared one")
        proof.check(sorted(os.listdir(folder)) == sorted(set(names) - {os.path.basename(token.name)}), "nothing is left there")

    if wanted("doctor"):
        workspace = small(f"{folder}/doctor", "Ana,1\n")
        settings(workspace, master="local[1]")
        result = subprocess.run(workspace.command("doctor", "--json"), capture_output=True, text=True)
        found = {finding["subject"]: finding for finding in json.loads(result.stdout)}
        proof.check(
            found.get("spark", {}).get("verdict") == "ok" and "pyarrow" in found.get("executor", {}).get("finding", ""),
            f"doctor says {found.get('spark')} {found.get('executor')}")
        no_leftovers(workspace, "doctor")

    left = household.left()
    proof.check(left == {}, f"processes are left: {left}")

print(f"{time.monotonic() - begun:5.0f} s  end", flush=True)
proof.end()
