"""Moves blocks of rows between workers of Acta on Apache Spark.

Acta writes this file out and starts it. It knows nothing of rows, steps or types: a stage is a text for the workers,
the stages whose blocks they get, and a number of parts. For each part Spark starts a worker (the program `acta`), which
reads blocks and writes blocks; each block says to which part of the next stage it goes. Blocks for part -1 are receipts,
which go back to Acta. Spark shuffles, retries, keeps and encrypts blocks, and looks into none.

    acta_spark.py SETTINGS COMMANDS ANSWERS      a file of JSON, and two named pipes
"""

import glob
import json
import os
import queue
import re
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import traceback

SCHEMA = "key int, part int, block binary"
HEAD = "<qq"
BATCH_BYTES = 16 << 20


class WorkerFault(Exception):
    """A worker did not do its work. The text begins with the kind of fault."""


def read_frame(stream):
    head = stream.read(struct.calcsize(HEAD))
    if len(head) < struct.calcsize(HEAD):
        return None
    number, size = struct.unpack(HEAD, head)
    data = stream.read(size)
    return (number, data) if len(data) == size else None


def write_frame(stream, number, data):
    stream.write(struct.pack(HEAD, number, len(data)))
    stream.write(data)


def mixed(value):
    """Spark's hash of an integer, by which it chooses the partition of a row."""

    def turned(x, bits):
        return ((x << bits) | (x >> (32 - bits))) & 0xFFFFFFFF

    k = turned((value & 0xFFFFFFFF) * 0xCC9E2D51 & 0xFFFFFFFF, 15) * 0x1B873593 & 0xFFFFFFFF
    h = (turned(42 ^ k, 13) * 5 + 0xE6546B64) & 0xFFFFFFFF
    h ^= 4
    h = (h ^ (h >> 16)) * 0x85EBCA6B & 0xFFFFFFFF
    h = (h ^ (h >> 13)) * 0xC2B2AE35 & 0xFFFFFFFF
    h ^= h >> 16
    return h - (1 << 32) if h >= 1 << 31 else h


def keys_of_parts(parts):
    """For each part a key that brings it into a partition of its own."""
    keys = [None] * parts
    left, value = parts, 0
    while left:
        place = mixed(value) % parts
        if keys[place] is None:
            keys[place] = value
            left -= 1
        value += 1
    return keys


def started_worker(command, shipped):
    if shipped:
        from pyspark import SparkFiles

        path = SparkFiles.get(command[0])
        os.chmod(path, 0o700)
        command = [path] + command[1:]
    try:
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=1 << 20
        )
    except OSError as problem:
        raise WorkerFault("acta-fault missing: " + socket.gethostname() + ": " + str(problem.strerror)) from None


def ended_worker(process):
    """Raises the fault of a worker that has not ended well. What it says about itself has no values."""
    said = process.stderr.read().decode("utf-8", "replace")
    code = process.wait()
    if code in (-9, 137):
        raise WorkerFault("acta-fault killed: " + socket.gethostname())
    if "memory ran out" in said or "failed to allocate" in said:
        raise WorkerFault("acta-fault exhausted: " + socket.gethostname())
    if code == 127 or "GLIBC" in said or "shared librar" in said:
        raise WorkerFault("acta-fault libraries: " + socket.gethostname() + ": " + said.strip()[:200])
    if code != 0:
        raise WorkerFault("acta-fault ended: %s: code %d" % (socket.gethostname(), code))


def task(command, shipped, work):
    """What Spark runs for each partition: gives all of its blocks to a worker, and passes on what comes."""

    def run(batches):
        import pyarrow

        process = None
        try:
            for batch in batches:
                parts, blocks = batch.column(1), batch.column(2)
                for row in range(batch.num_rows):
                    if process is None:
                        process = started_worker(command, shipped)
                        write_frame(process.stdin, -1, work)
                    block = blocks[row].as_buffer()
                    write_frame(process.stdin, parts[row].as_py(), memoryview(block))
            if process is None:
                return
            process.stdin.close()
        except BrokenPipeError:
            ended_worker(process)
            raise WorkerFault("acta-fault ended: " + socket.gethostname() + ": it did not read its blocks") from None
        parts, blocks, size, is_whole = [], [], 0, False

        def gathered():
            # Keys are chosen when it is known how many parts the next stage has.
            return pyarrow.record_batch(
                [pyarrow.array(column, kind) for column, kind in
                 ((parts, pyarrow.int32()), (parts, pyarrow.int32()), (blocks, pyarrow.binary()))],
                names=["key", "part", "block"])

        while True:
            frame = read_frame(process.stdout)
            if frame is None:
                break
            if frame[0] == -2:
                is_whole = True
                break
            parts.append(frame[0])
            blocks.append(frame[1])
            size += len(frame[1])
            if size >= BATCH_BYTES:
                yield gathered()
                parts, blocks, size = [], [], 0
        ended_worker(process)
        if not is_whole:
            raise WorkerFault("acta-fault ended: " + socket.gethostname() + ": its blocks are cut off")
        if parts:
            yield gathered()

    return run


def shares(token):
    """Whether this machine sees a file of the driver's, and may write beside it."""
    try:
        if not os.path.exists(token):
            return False
        # Probes can be threads of one process, and containers can have one name and one number of a process.
        with tempfile.NamedTemporaryFile(prefix=os.path.basename(token) + "-", dir=os.path.dirname(token)):
            pass
        return True
    except OSError:
        return False


def probe(command, shipped, token):
    """Looks at the machine of an executor."""

    def run(batches):
        import platform

        import pyarrow

        for _ in batches:
            pass
        process = started_worker(command + ["--probe"], shipped)
        version = process.communicate()[0].decode("utf-8", "replace").strip()
        if process.returncode != 0:
            version = ""
        found = {
            "host": socket.gethostname(), "python": platform.python_version(), "pyarrow": pyarrow.__version__,
            "libc": " ".join(platform.libc_ver()), "machine": platform.machine(), "worker": version,
            "shared": shares(token),
        }
        yield pyarrow.record_batch(
            [pyarrow.array([0], pyarrow.int32()), pyarrow.array([-1], pyarrow.int32()),
             pyarrow.array([json.dumps(found).encode()], pyarrow.binary())],
            names=["key", "part", "block"])

    return run


def kind_of(problem):
    """The kind of a fault and what is known about it, without a stack."""
    text = str(problem) or type(problem).__name__
    if "acta-fault " in text:
        kind, _, rest = text.split("acta-fault ", 1)[1].partition(": ")
        return kind, rest.splitlines()[0] if rest else ""
    if "No module named 'pyarrow'" in text or "PyArrow" in text and "must be installed" in text:
        return "pyarrow", ""
    if "PYTHON_VERSION_MISMATCH" in text or "PySpark cannot run with different minor versions" in text:
        return "python", ""
    if "JAVA_GATEWAY_EXITED" in text or "JAVA_HOME" in text or "Java gateway process exited" in text:
        return "java", ""
    if "OutOfMemoryError" in text or "exit code 137" in text or "exitCode: 52" in text or "exitCode: 137" in text:
        return "memory", ""
    if "Cannot run program" in text:
        return "executor-python", ""
    if "ExecutorLostFailure" in text or "MetadataFetchFailed" in text:
        return "executor", ""
    lines = [line for line in text.splitlines() if line.strip()]
    return "spark", (type(problem).__name__ + ": " + lines[0])[:200] if lines else type(problem).__name__


class Cluster:
    def __init__(self, settings):
        self.settings = settings
        self.command = list(settings["worker"])
        self.shipped = settings["ship"]
        self.stages = {}
        self.spark = self.session()
        if self.shipped:
            path = self.command[0]
            self.command[0] = os.path.basename(path)
            if settings["master"].startswith("sc://"):
                self.spark.addArtifacts(path, file=True)
            else:
                self.spark.sparkContext.addFile(path)

    def session(self):
        from pyspark.sql import SparkSession

        master = self.settings["master"]
        if self.settings["local"]:
            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        elif "spark.pyspark.python" in self.settings["conf"]:
            os.environ["PYSPARK_PYTHON"] = self.settings["conf"]["spark.pyspark.python"]
        if master.startswith(("spark://", "sc://")):
            place = re.split("[,/;]", master.split("://")[1])[0]
            host, _, port = place.rpartition(":") if ":" in place else (place, "", "15002")
            try:
                socket.create_connection((host, int(port)), timeout=60).close()
            except (OSError, ValueError):
                raise WorkerFault("acta-fault master: ") from None
        builder = SparkSession.builder.appName("acta")
        for name, value in self.settings["conf"].items():
            builder = builder.config(name, value)
        return (builder.remote(master) if master.startswith("sc://") else builder.master(master)).getOrCreate()

    def examined(self):
        count = max(1, self.settings["probes"])
        frame = self.spark.range(0, count, 1, count).mapInArrow(
            probe(self.command, self.shipped, self.settings["token"]), SCHEMA)
        return [bytes(row[0]) for row in frame.select("block").collect()]

    def kept(self, made, number):
        """The blocks that a stage makes, to be made only once."""
        from pyspark import StorageLevel

        if not self.settings["spool"]:
            return made.persist(StorageLevel.DISK_ONLY)
        # Servers of Spark Connect may ignore that they shall keep something.
        path = os.path.join(self.settings["spool"], str(number))
        made.write.parquet(path)
        return self.spark.read.schema(SCHEMA).parquet(path)

    def run(self, stage, work, first):
        from pyspark.sql import functions

        keys = keys_of_parts(stage["parts"])
        frames = [self.stages[number].filter("part >= 0") for number in stage["inputs"]]
        if first:
            frames.append(self.spark.createDataFrame([(0, part, block) for part, block in first], SCHEMA))
        frame = frames[0]
        for other in frames[1:]:
            frame = frame.unionAll(other)
        key = functions.element_at(functions.array([functions.lit(key) for key in keys]), functions.col("part") + 1)
        frame = frame.withColumn("key", key).repartition(stage["parts"], "key")
        made = self.kept(frame.mapInArrow(task(self.command, self.shipped, work), SCHEMA), stage["id"])
        receipts = [bytes(row[0]) for row in made.filter("part < 0").select("block").collect()]
        self.stages[stage["id"]] = made
        return receipts

    def forget(self, numbers):
        for number in numbers:
            frame = self.stages.pop(number, None)
            if frame is None:
                continue
            if self.settings["spool"]:
                shutil.rmtree(os.path.join(self.settings["spool"], str(number)), ignore_errors=True)
            else:
                frame.unpersist()


def clear(settings):
    """Removes the files that the driver needs until it is ready, if Acta cannot do it."""
    for path in glob.glob(glob.escape(settings["token"]) + "*"):
        try:
            os.unlink(path)
        except OSError:
            pass
    shutil.rmtree(os.path.dirname(sys.argv[1]), ignore_errors=True)


def main():
    with open(sys.argv[1]) as file:
        settings = json.load(file)
    commands, answers = open(sys.argv[2], "rb", 1 << 20), open(sys.argv[3], "wb", 1 << 20)
    waiting = queue.Queue()
    idle = threading.Event()

    def listen():
        while True:
            frame = read_frame(commands)
            if frame is None and not idle.is_set():
                # Acta is gone in the middle of a stage: Spark goes with this process, and so does what only Acta removes.
                clear(settings)
                os._exit(0)
            waiting.put(frame)
            if frame is None:
                return

    threading.Thread(target=listen, daemon=True).start()

    def answer(found, **words):
        for data in found:
            write_frame(answers, 1, data)
        write_frame(answers, 0, json.dumps(words).encode())
        answers.flush()

    def fault(problem):
        traceback.print_exc()
        kind, words = kind_of(problem)
        answer([], fault=kind, words=words)

    try:
        import pyspark

        cluster = Cluster(settings)
        answer(cluster.examined(), version=pyspark.__version__)
    except ModuleNotFoundError as problem:
        return answer([], fault="pyarrow" if "pyarrow" in str(problem) else "pyspark", words=sys.executable)
    except Exception as problem:
        return fault(problem)
    while True:
        idle.set()
        frame = waiting.get()
        idle.clear()
        if frame is None:
            return cluster.spark.stop()
        command = json.loads(frame[1])
        if "forget" in command:
            cluster.forget(command["forget"])
            continue
        work = waiting.get()[1]
        first = [waiting.get() for _ in range(command["first"])]
        try:
            answer(cluster.run(command, work, first))
        except Exception as problem:
            fault(problem)


if __name__ == "__main__":
    main()
