#!/usr/bin/env python3
"""Runs on Apache Spark: spark.py ACTA PYTHON [--people N] [--only NAME …]

PYTHON has pyspark, pyarrow and pandas; Java is there too. On a cluster of two executors of its own, the shipped night
and the benchmark's job must give the bytes and the manifests that they give in memory, also when a worker and a whole
executor are killed in the middle. What goes wrong with a cluster must be one sentence, and leave what was published."""
import argparse, hashlib, json, os, re, shutil, signal, subprocess, sys, time

from proving import Proof, Workspace, scratch

parser = argparse.ArgumentParser()
parser.add_argument("acta")
parser.add_argument("python")
parser.add_argument("--people", type=int, default=30_000)
parser.add_argument("--master", default="local-cluster[2,1,1024]")
parser.add_argument("--only", nargs="*", help="night, benchmark, killed, driver, faults, data, doctor")
arguments = parser.parse_args()
acta, python = os.path.abspath(arguments.acta), os.path.abspath(arguments.python)
here = os.path.dirname(os.path.abspath(__file__))
root = os.path.dirname(os.path.dirname(here))
proof = Proof()

# Without these, the proof is none. That is a failure, not a reason to skip it.
if subprocess.run([python, "-c", "import pyspark, pyarrow, pandas"], capture_output=True).returncode != 0:
    sys.exit(f"FAILED: {python} has no pyspark, pyarrow and pandas; install them with  make test-spark")
if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
    sys.exit("FAILED: there is no Java; install it with  make test-spark")


def settings(workspace, **changes):
    """Names a cluster in acta.yaml."""
    spark = {"submit": [python], "master": arguments.master, "partition": "1MB"} | changes
    workspace.write("acta.yaml", json.dumps({"engine": {"spark": spark}}))


def facts(manifest):
    """A manifest without what differs from run to run."""
    def plain(value, key=""):
        if isinstance(value, dict):
            return {name: plain(inner, name) for name, inner in value.items()
                    if name not in ("run", "began", "ended", "started", "finished", "seconds", "modified", "replaces")}
        if isinstance(value, list):
            return [plain(inner, key) for inner in value]
        return value
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
    proof.check(len(memory) > 1, f"{what}: something was published")


def wanted(name):
    begun = not arguments.only or name in arguments.only
    if begun:
        print(f"{name} {time.strftime('%H:%M:%S')}", flush=True)
    return begun


def run(workspace, *words, engine="spark", timeout=3600):
    result = subprocess.run(
        workspace.command(*words, "--engine", engine), capture_output=True, text=True, timeout=timeout)
    return result


def sentence(result, text, what):
    """A run that fails with one sentence, and says no more about it than why and a hint."""
    proof.check(result.returncode == 1, f"{what}: exit code {result.returncode}\n{result.stderr}")
    errors = [line for line in result.stderr.splitlines() if line.startswith("error:") or ": error:" in line]
    proof.check(
        len(errors) == 1 and text in errors[0] and "Traceback" not in result.stderr,
        f"{what}: instead of '{text}':\n{result.stderr}")


def processes(pattern):
    found = subprocess.run(["pgrep", "-f", pattern], capture_output=True, text=True).stdout.split()
    return [int(pid) for pid in found if int(pid) != os.getpid()]


def benchmark(folder):
    workspace = Workspace(acta, folder)
    subprocess.run(
        [sys.executable, f"{root}/Benchmarks/generate.py", f"{folder}/Inputs", str(arguments.people)], check=True)
    for name in ["benchmark.yaml", "timeline.yaml"]:
        shutil.copy(f"{root}/Benchmarks/Jobs/{name}", f"{folder}/Jobs/{name}")
    settings(workspace)
    return workspace


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


with scratch() as folder:
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

    if wanted("benchmark") or wanted("killed") or wanted("driver"):
        workspace = benchmark(f"{folder}/benchmark")
        result = run(workspace, "run", "benchmark", *MOMENT, engine="memory")
        proof.check(result.returncode == 0, f"the benchmark in memory: {result.stderr}")
        memory = everything(workspace)

    if wanted("benchmark"):
        settings(workspace, conf={"spark.speculation": "true", "spark.speculation.interval": "20ms",
                                  "spark.speculation.multiplier": "1.01", "spark.speculation.quantile": "0.1"})
        result = run(workspace, "run", "benchmark", *MOMENT)
        proof.check(result.returncode == 0, f"the benchmark on Spark: {result.stderr}")
        compare(memory, everything(workspace), "the benchmark with speculation")
        left = os.listdir(workspace.path(".acta", "work")) if os.path.isdir(workspace.path(".acta", "work")) else []
        proof.check(left == [], f"temporary files are left: {left}")

    if wanted("killed"):
        settings(workspace)
        running = subprocess.Popen(
            workspace.command("run", "benchmark", *MOMENT, "--engine", "spark"), stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True)
        dead = {"worker": 0, "executor": 0}
        while running.poll() is None and min(dead.values()) == 0:
            for what, pattern in [("worker", f"^{re.escape(acta)} worker$"), ("executor", "CoarseGrainedExecutorBackend")]:
                for pid in processes(pattern)[:1] if dead[what] == 0 else []:
                    if what == "executor" and dead["worker"] == 0:
                        continue
                    try:
                        os.kill(pid, signal.SIGKILL)
                        dead[what] += 1
                    except ProcessLookupError:
                        pass
            time.sleep(0.01)
        said = running.communicate()[1]
        proof.check(min(dead.values()) > 0, f"a worker and an executor were killed: {dead}")
        proof.check(running.returncode == 0, f"the benchmark with killed processes: {said}")
        compare(memory, everything(workspace), "the benchmark with a killed worker and a killed executor")

    if wanted("driver"):
        settings(workspace)
        running = subprocess.Popen(
            workspace.command("run", "benchmark", *MOMENT, "--engine", "spark"), stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True)
        while running.poll() is None and not processes(f"^{re.escape(acta)} worker$"):
            time.sleep(0.02)
        for pid in processes("acta_spark.py"):
            os.kill(pid, signal.SIGKILL)
        said = running.communicate()[1]
        result = subprocess.CompletedProcess([], running.returncode, "", said)
        sentence(result, "Spark's driver ended before the run was done", "a killed driver")
        proof.check(workspace.faults() == [], f"after a killed driver: {workspace.faults()}")
        proof.check(bool(workspace.published()), "after a killed driver the earlier exports are there")
        proof.check(run(workspace, "run", "benchmark", *MOMENT, engine="memory").returncode == 0, "the next run")

    if wanted("data"):
        # The same rows fail in several parts; the message is that of the first one in memory.
        workspace = small(f"{folder}/data", "".join(f"person {row % 5000},{row}\n" for row in range(60_000)))
        settings(workspace, partition="100kB")
        said = []
        for engine in ["memory", "spark"]:
            result = run(workspace, "run", "small", *MOMENT, engine=engine)
            proof.check(result.returncode == 1, f"an overflow, {engine}: exit code {result.returncode}")
            said.append(result.stderr)
        proof.check(said[0] == said[1], f"an overflow is\n{said[1]}\non Spark instead of\n{said[0]}")

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
        for name, script, text in [
            ("old", '[ "$2" = --probe ] && echo 0.0.1', "is not of version"),
            ("dies", f'[ "$2" = --probe ] && exec {acta} "$@"; kill -9 $$', "was killed again and again"),
            ("fails", f'[ "$2" = --probe ] && exec {acta} "$@"; exit 3', "ended before its work was done"),
            ("lacks", f'[ "$2" = --probe ] && exec {acta} "$@"; echo "GLIBC_2.99 not found" >&2; exit 1', "lacks libraries"),
        ]:
            path = f"{folder}/{name}"
            with open(path, "w") as file:
                file.write(f"#!/bin/sh\n{script}\n")
            os.chmod(path, 0o755)
            settings(workspace, worker=path, master="local[1,2]")
            sentence(run(workspace, "run", "small", *MOMENT), text, f"a worker that {name}")
        proof.check(workspace.published() == [], "nothing is published by runs that fail")

    if wanted("doctor"):
        workspace = small(f"{folder}/doctor", "Ana,1\n")
        result = subprocess.run(workspace.command("doctor", "--json"), capture_output=True, text=True)
        found = {finding["subject"]: finding for finding in json.loads(result.stdout)}
        proof.check(
            found.get("spark", {}).get("verdict") == "ok" and "pyarrow" in found.get("executor", {}).get("finding", ""),
            f"doctor says {found.get('spark')} {found.get('executor')}")

proof.end()
