"""What `make run` does on one's own machine: write `.env`, try the port, serve until Ctrl-C.

    python -m newsroom.local write-env FILE | check-port PORT | serve PORT

The first two work before Django is set up.
"""

import errno
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

#: Seconds that a server has to end by itself; Granian gives its workers five.
PATIENCE = 15
WORDS = (
    "amber apple birch bridge canyon cedar copper desert falcon garden glacier harbour island "
    "juniper lantern maple marble meadow melon mirror mountain orchard paper pepper poplar rain "
    "raven river saddle silver sparrow steppe summer thunder tulip velvet walnut willow winter"
).split()

ENV = """\
# The settings of this demo newsroom, written once; from here on they are yours to change.
DEBUG=false
HTTPS=false
SECRET_KEY={secret_key}
ALLOWED_HOSTS=127.0.0.1,localhost,[::1]
SITE_NAME="The Steppe Herald"
DEMO_PASSWORD={password}
# The demo's rates are invented. The worker asks the banks that are named here, e.g. nbkr,ecb
RATE_PROVIDERS=
"""


def write_env(path):
    """Write the demo's settings to `path`, for this user's eyes only, unless the file is there."""
    text = ENV.format(secret_key=secrets.token_urlsafe(50), password=readable_password())
    try:
        with open(path, "x", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(text)
    except FileExistsError:
        return


def readable_password():
    """Three words and a number: 45 million of them, easy to type."""
    words = [secrets.choice(WORDS) for _ in range(3)]
    return "-".join([*words, str(100 + secrets.randbelow(900))])


def check_port(text):
    """End with one sentence when nothing can be served on the port that `text` names."""
    if not (text.isdecimal() and 0 < int(text) < 65536):
        sys.exit(f"PORT={text} is no port. Give a number up to 65535: make run PORT=8001")
    try:
        with socket.socket() as probe:
            # As servers do: a port that was let go of a moment ago is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", int(text)))
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        why = "is already in use" if taken else f"can't be used ({error.strerror})"
        other = 8002 if text == "8001" else 8001
        sys.exit(f"Port {text} {why}. Choose another one: make run PORT={other}")


def serve(port):
    """Serve the site and its media, a worker beside it, until Ctrl-C, a closed terminal or the
    end of `make`."""
    from newsroom.settings import BASE_DIR, MEDIA_ROOT

    MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    print(f"Readers: http://127.0.0.1:{port}/")
    print(f"Editors: http://127.0.0.1:{port}/admin/")
    print("Ctrl-C stops the newsroom.", flush=True)
    options = f"--interface wsgi --host 127.0.0.1 --port {port} --log-level warning"
    # One process: what it keeps in its memory is dropped at once when an editor changes it.
    options += " --workers 1 --workers-kill-timeout 5"
    options += " --blocking-threads 3 --static-path-route /media --static-path-mount"
    granian = [sys.executable, "-m", "granian", "newsroom.wsgi:application"]
    worker = [sys.executable, str(BASE_DIR / "manage.py"), "worker", "--verbosity=0"]
    sys.exit(run_until_stopped([*granian, *options.split(), str(MEDIA_ROOT)], worker))


def run_until_stopped(command, *beside):
    """Run a server until it ends or this process is told to stop; its exit code.

    The commands `beside` it are stopped with it; should one of them end, the server goes on.
    Each gets a process group of its own: Granian's workers can hang when the terminal's Ctrl-C
    reaches them beside their parent's word to stop, and a closed terminal would be to it a wish
    to reload.
    """
    told = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # A script's `make run &` ignores SIGINT, which is no wish of anybody's; nohup's is one.
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, lambda number, frame: told.append(number))
    above = state_above()
    started = []
    try:
        for each in (command, *beside):
            started.append(subprocess.Popen(each, process_group=0))  # noqa: S603
        while not told and started[0].poll() is None and state_above() == above:
            time.sleep(0.3)
        return started[0].poll() or 0
    finally:
        stop(started)


def stop(processes):
    """End those that still run: a word to each, and no mercy for who is not gone in PATIENCE."""
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            # With all that it has started.
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def state_above():
    """Changes when the `make` above is gone, or was told to stop without us.

    A make that alone gets the signal goes on waiting for what it started, and only (on Linux)
    no longer catches SIGINT.
    """
    parent = os.getppid()
    try:
        status = Path(f"/proc/{parent}/status").read_text()
    except OSError:
        return parent, None
    caught = int(re.search(r"^SigCgt:\s*(\w+)", status, re.MULTILINE)[1], 16)
    return parent, bool(caught & 1 << signal.SIGINT - 1)


COMMANDS = {"write-env": write_env, "check-port": check_port, "serve": serve}

if __name__ == "__main__":
    name, argument = sys.argv[1:]
    COMMANDS[name](argument)
