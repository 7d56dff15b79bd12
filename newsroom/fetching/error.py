"""What is raised when something can't be fetched."""

import re

_SECRET = re.compile(r"(?i)([?&][^=&#]*(?:key|token|secret|password|app_id)=)[^&#]+")
_NAME_AND_PASSWORD = re.compile(r"//[^/?#]*@")


class FetchError(Exception):
    """A sentence for a person: what, where and what to do.

    `passing` says whether trying later makes sense, `status` what the server answered, if it did,
    and `after` how many seconds it asks to be left alone, if it does.
    """

    def __init__(self, text, *, passing=False, status=None, after=None):
        super().__init__(text)
        self.passing, self.status, self.after = passing, status, after

    def redirected_from(self, url):
        """Say it to somebody who asked for `url`."""
        self.args = (f"{shown(url)} redirects. {self}",)


class Forbidden(FetchError):
    """The guard refuses the address: nothing was sent to it."""


def shown(url):
    """Return an address as errors name it: not too long, and without keys and passwords."""
    text = _NAME_AND_PASSWORD.sub("//…@", _SECRET.sub(r"\1…", str(url)))
    return text if len(text) <= 200 else f"{text[:200]}…"
