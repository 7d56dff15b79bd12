"""Work in several processes: results in the order of the tasks, and never many of them waiting.

With one process, or one task, it is done here: a small import pays for nothing.
"""

import gc
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import get_all_start_methods, get_context
from typing import Any

from django.db import connections

_WATCH_SECONDS = 0.5


class ProcessDied(Exception):
    """A process of ours ended before its work: killed, or out of memory."""


_worker: Any = None


def each(make: Callable[[], Any], method: str, tasks: Iterable[tuple], processes: int) -> Iterator:
    """Yield `getattr(make(), method)(*task)` for each task, in their order.

    `make` is called once in each process; it and the tasks can be pickled.
    """
    tasks = iter(tasks)
    first = list(islice(tasks, 2))
    if processes < 2 or len(first) < 2:
        worker = make()
        for task in chain(first, tasks):
            yield getattr(worker, method)(*task)
        return
    yield from _spread(make, method, chain(first, tasks), processes)


def _spread(make, method, tasks, processes):
    # Copied from this process: nothing is imported again, and what it has read is shared.
    start = "fork" if "fork" in get_all_start_methods() else "spawn"
    pool = ProcessPoolExecutor(
        processes,
        mp_context=get_context(start),
        initializer=_begin,
        initargs=(make, os.getpid()),
    )
    waiting: deque[Future] = deque()
    # Whoever looks for garbage in what is shared writes into it, and has it twice.
    gc.freeze()
    try:
        for task in tasks:
            waiting.append(pool.submit(_do, method, task))
            if len(waiting) > 2 * processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise ProcessDied from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        gc.unfreeze()


def _begin(make, parent):
    global _worker
    # Ctrl-C is for the one who gave us work: it lets us finish.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    for connection in connections.all(initialized_only=True):
        # The parent's, copied: it is not ours to close.
        connection.connection = None
    _worker = make()


def _end_with(parent):
    """A process that nobody waits for any more goes."""
    while os.getppid() == parent:
        time.sleep(_WATCH_SECONDS)
    os._exit(1)


def _do(method, task):
    return getattr(_worker, method)(*task)
