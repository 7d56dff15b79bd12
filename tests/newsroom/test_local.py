"""`make run` and the Makefile: what a person meets who has just cloned the project."""

import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from newsroom import local

ROOT = Path(__file__).resolve().parents[2]
MAKE = shutil.which("make")
# A server that says its process id and would go on for a minute.
SERVER = [sys.executable, "-c", "import os, time; print(os.getpid(), flush=True); time.sleep(60)"]
SERVE = f"import sys; from newsroom import local; sys.exit(local.run_until_stopped({SERVER!r}))"

AS_ARGUMENT = 'exec "$0" -c "$1"'


def listen():
    """As a terminal's command does, whatever started the tests: in the background, or by nohup."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def start(command, **options):
    """Start what starts SERVER; (its process, the server's id)."""
    process = subprocess.Popen(  # noqa: S603
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, preexec_fn=listen, **options
    )
    return process, int(process.stdout.readline())


def assert_ends(process, server):
    """Both end within ten seconds; the server may do so a little later."""
    with process:
        process.wait(timeout=10)
    assert_is_gone(server)


def assert_is_gone(server):
    for _ in range(100):
        if not is_alive(server):
            return
        time.sleep(0.1)
    pytest.fail("The server goes on.")


def is_alive(server):
    try:
        os.kill(server, 0)
    except ProcessLookupError:
        return False
    return True


def make(folder, *arguments, path):
    """Run make with a copy of the Makefile and only the programs in `path`."""
    shutil.copy(ROOT / "Makefile", folder)
    return subprocess.run(  # noqa: S603
        [MAKE, *arguments], cwd=folder, env={"PATH": str(path)}, capture_output=True, text=True
    )


def program(folder, name, script):
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)


def test_env_is_written_for_its_owner_only(tmp_path):
    local.write_env(tmp_path / ".env")
    assert stat.S_IMODE((tmp_path / ".env").stat().st_mode) == 0o600
    values = dict(
        line.split("=", 1)
        for line in (tmp_path / ".env").read_text().splitlines()
        if not line.startswith("#")
    )
    assert values["DEBUG"] == values["HTTPS"] == "false"
    assert values["ALLOWED_HOSTS"] == "127.0.0.1,localhost,[::1]"
    assert len(values["SECRET_KEY"]) >= 50
    assert re.fullmatch(r"[a-z]+-[a-z]+-[a-z]+-[1-9]\d\d", values["DEMO_PASSWORD"])


def test_env_is_never_overwritten(tmp_path):
    (tmp_path / ".env").write_text("SITE_NAME=Mine\n")
    local.write_env(tmp_path / ".env")
    assert (tmp_path / ".env").read_text() == "SITE_NAME=Mine\n"


def test_env_differs_from_clone_to_clone(tmp_path):
    local.write_env(tmp_path / "one")
    local.write_env(tmp_path / "other")
    assert (tmp_path / "one").read_text() != (tmp_path / "other").read_text()


@pytest.mark.parametrize("text", ["", "abc", "0", "65536", "-1", "80.5", "8000 "])
def test_port_that_is_no_number_is_refused(text):
    with pytest.raises(SystemExit) as refused:
        local.check_port(text)
    assert refused.value.code == (
        f"PORT={text} is no port. Give a number up to 65535: make run PORT=8001"
    )


def test_port_in_use_is_refused_and_then_free():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(SystemExit) as refused:
            local.check_port(str(port))
    assert refused.value.code == (
        f"Port {port} is already in use. Choose another one: make run PORT=8001"
    )
    assert local.check_port(str(port)) is None


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_server_ends_when_told_to(number):
    process, server = start([sys.executable, "-c", SERVE])
    process.send_signal(number)
    assert_ends(process, server)


def test_server_that_a_script_started_ends_when_told_to():
    process, server = start(["/bin/sh", "-c", f"trap '' INT; {AS_ARGUMENT}", sys.executable, SERVE])
    process.send_signal(signal.SIGINT)
    assert_ends(process, server)


def test_server_under_nohup_outlives_its_terminal():
    process, server = start(["/bin/sh", "-c", f"trap '' HUP; {AS_ARGUMENT}", sys.executable, SERVE])
    process.send_signal(signal.SIGHUP)
    time.sleep(0.5)
    assert is_alive(server)
    process.terminate()
    assert_ends(process, server)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_server_ends_when_only_make_is_told(tmp_path, number):
    if number == signal.SIGINT and not Path("/proc").is_dir():
        pytest.skip("Only Linux tells what a process above is waiting for.")
    (tmp_path / "serve.py").write_text(f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n{SERVE}\n")
    (tmp_path / "Makefile").write_text(f"run:\n\t@exec {sys.executable} {tmp_path}/serve.py\n")
    process, server = start([MAKE, "-f", tmp_path / "Makefile"], start_new_session=True)
    process.send_signal(number)
    assert_ends(process, server)


@pytest.fixture
def handlers():
    """What this process does on signals stays as it is."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.getsignal(number) for number in numbers]
    yield
    for number, handler in zip(numbers, before, strict=True):
        signal.signal(number, handler)


def test_server_that_ends_by_itself_tells_how(handlers):
    assert local.run_until_stopped([sys.executable, "-c", "raise SystemExit(3)"]) == 3


#: One that doesn't end when it is told to, and has started another.
DEAF = "import signal, subprocess; signal.signal(signal.SIGTERM, signal.SIG_IGN); "


def serving(worker="", patience=local.PATIENCE):
    """Serve with a worker beside it; (its process, the ids of server and worker)."""
    # In one piece: both write to the same pipe.
    say = "import os, time; os.write(1, b'%s %d\\n' % ({!r}, os.getpid())); time.sleep(60)"
    server = [sys.executable, "-c", say.format(b"server")]
    beside = [sys.executable, "-c", say.format(b"worker")]
    if worker:
        beside = [sys.executable, "-c", f"{worker}subprocess.run({beside!r})"]
    script = (
        f"import sys; from newsroom import local; local.PATIENCE = {patience}; "
        f"sys.exit(local.run_until_stopped({server!r}, {beside!r}))"
    )
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", script],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=listen,
    )
    ids = dict(process.stdout.readline().split() for _ in range(2))
    return process, int(ids["server"]), int(ids["worker"])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_worker_ends_with_the_server_when_told_to(number):
    process, server, worker = serving()
    process.send_signal(number)
    assert_ends(process, server)
    assert process.returncode == 0
    assert_is_gone(worker)


def test_worker_ends_when_the_server_ends_by_itself():
    process, server, worker = serving()
    os.kill(server, signal.SIGKILL)
    assert_ends(process, worker)
    assert process.returncode != 0


def test_server_outlives_its_worker():
    process, server, worker = serving()
    os.kill(worker, signal.SIGKILL)
    time.sleep(1)
    assert process.poll() is None
    assert is_alive(server)
    process.terminate()
    assert_ends(process, server)


def test_worker_that_does_not_listen_is_ended_with_all_it_started():
    process, server, child_of_the_worker = serving(DEAF, patience=0.5)
    process.terminate()
    assert_ends(process, server)
    assert_is_gone(child_of_the_worker)


def test_command_that_can_not_be_started_leaves_nothing_running(monkeypatch, handlers):
    started = []
    popen = subprocess.Popen

    def noted(command, **options):
        started.append(popen(command, **options))
        return started[-1]

    monkeypatch.setattr(local.subprocess, "Popen", noted)
    with pytest.raises(FileNotFoundError):
        local.run_until_stopped(["sleep", "60"], ["/no/such/program"])
    assert started[0].returncode is not None


def test_site_is_served_with_a_worker_beside_it(monkeypatch, tmp_path, capsys):
    commands = []
    monkeypatch.setattr("newsroom.settings.MEDIA_ROOT", tmp_path / "media")
    monkeypatch.setattr(local, "run_until_stopped", lambda *given: commands.extend(given) or 0)
    with pytest.raises(SystemExit) as ended:
        local.serve("8001")
    assert ended.value.code == 0
    server, worker = commands
    assert server[1:4] == ["-m", "granian", "newsroom.wsgi:application"]
    assert worker[1:] == [str(ROOT / "manage.py"), "worker", "--verbosity=0"]
    assert "http://127.0.0.1:8001/admin/" in capsys.readouterr().out


def test_make_without_target_lists_the_commands(tmp_path):
    done = make(tmp_path, path=os.environ["PATH"])
    listed = [line.split()[1] for line in done.stdout.splitlines()]
    assert listed == ["help", "run", "demo", "test", "bench", "lint", "format", "lock", "clean"]


def test_make_without_python_says_what_to_install(tmp_path):
    program(tmp_path / "bin", "python3", "exit 1  # too old")
    done = make(tmp_path, "venv", path=tmp_path / "bin")
    assert done.returncode
    assert done.stderr.startswith(
        "Newsroom needs Python 3.11 or newer, and there is none on the PATH. Install it: apt-get"
    )


def test_make_with_python_without_venv_says_what_to_install(tmp_path):
    python = 'case "$2" in *ensurepip*) exit 1;; *print*) echo python3.12-venv;; esac'
    program(tmp_path / "bin", "python3.12", python)
    program(tmp_path / "bin", "id", "echo 1000")
    done = make(tmp_path, "venv", path=tmp_path / "bin")
    assert done.returncode
    assert done.stderr.startswith(
        "python3.12 can't make a virtual environment. Install what it lacks: "
        "apt-get install python3.12-venv (Debian, Ubuntu)."
    )
