"""The load generator, and what it says."""

import re
import shutil
import subprocess
from dataclasses import dataclass

from tests.programs import require

CONNECTIONS, THREADS = 16, 2


class BadAnswer(Exception):
    """One sentence: a page did not answer as a page has to, so that its figure means nothing."""


@dataclass(frozen=True)
class Result:
    rate: float
    refused: int
    broken: int


def require_wrk():
    return require(
        "The load generator wrk", lambda: shutil.which("wrk"), "wrk", ", brew install wrk"
    )


def measure(address, seconds):
    """Load `address` for so long; requests a second."""
    done = subprocess.run(  # noqa: S603
        ["wrk", f"-c{CONNECTIONS}", f"-t{THREADS}", f"-d{seconds}s", "--timeout", "30s", address],  # noqa: S607
        capture_output=True,
        text=True,
    )
    result = parsed(done.stdout)
    if done.returncode or result is None:
        raise BadAnswer(f"wrk could not load {address}: {done.stderr.strip() or done.stdout}")
    if result.refused or result.broken:
        raise BadAnswer(
            f"{address} answered {result.refused} requests with an error "
            f"and {result.broken} not at all."
        )
    return result.rate


def parsed(output):
    """Read what wrk prints; None when it did not get so far."""
    rate = re.search(r"^Requests/sec:\s+([\d.]+)$", output, re.MULTILINE)
    if not rate:
        return None
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
    broken = re.search(r"Socket errors: (.+)", output)
    return Result(
        float(rate[1]),
        int(refused[1]) if refused else 0,
        sum(map(int, re.findall(r"\d+", broken[1]))) if broken else 0,
    )
