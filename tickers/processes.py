"""Which process does something, and whether it is known to be dead."""

import os
import socket


def our_name():
    return f"{socket.gethostname()}:{os.getpid()}"


def is_gone(name):
    """Whether a process of this machine has ended; of others nothing is known from here."""
    host, _, pid = name.rpartition(":")
    return host == socket.gethostname() and not _is_alive(int(pid))


def _is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
