"""Killing a process that publishes, at a moment that nobody chose, and looking what is left."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
BEFORE = "diperiksa [0, 0, 0, 0] 0"


class Publisher:
    """A database with one verified import, in the environment of processes of its own."""

    def __init__(self, environment: dict[str, str], leaves: int) -> None:
        self.environment = environment
        self.rows = int(self._run("prepare", str(leaves)))

    @property
    def after(self) -> str:
        """What is there when all rows are published: the printed total is a line as well."""
        return f"terbit [1, {self.rows + 1}, 1, {self.rows + 2}] 2"

    def look(self) -> str:
        """Return what is there now."""
        return self._run("look").strip()

    def kill_after(self, delay: float) -> str:
        """Let a process publish, kill it ``delay`` seconds after it began; return what is there."""
        with self._start("publish", "0") as process:
            stdout = process.stdout
            if stdout is None or stdout.readline() != "ready\n":
                raise AssertionError(process.communicate()[1])
            time.sleep(delay)
            process.kill()
        return self.look()

    def kill_at(self, write: int) -> str:
        """Let a process publish that dies at its ``write``-th write; return what is there."""
        with self._start("publish", str(write)) as process:
            out, error = process.communicate(timeout=120)
        if process.returncode != -signal.SIGKILL:
            raise AssertionError(out + error)
        return self.look()

    def seconds(self) -> float:
        """Publish to the end and return how long that took."""
        with self._start("publish", "0") as process:
            began = 0.0
            for line in process.stdout or ():
                if line == "ready\n":
                    began = time.monotonic()
                elif line.startswith("done"):
                    return time.monotonic() - began
            raise AssertionError(process.communicate()[1])

    def _start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.publishing", *arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def _run(self, *arguments: str) -> str:
        with self._start(*arguments) as process:
            out, error = process.communicate(timeout=120)
        if process.returncode:
            raise AssertionError(error)
        return out


def rounds(publisher: Publisher, number: int, longest: float, *, seed: int = 1) -> Counter[str]:
    """Kill ``number`` times at random moments; return how often nothing and all was left.

    A round that came too late has published; there is nothing left to kill, so it ends them.
    """
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    found: Counter[str] = Counter()
    for _round in range(number):
        left = publisher.kill_after(chance.uniform(0, longest))
        if left not in (BEFORE, publisher.after):
            raise AssertionError(left)
        found["none" if left == BEFORE else "all"] += 1
        if left != BEFORE:
            break
    return found
