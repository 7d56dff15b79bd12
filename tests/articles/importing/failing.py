"""A packed file that turns out to be damaged where it ends."""

from io import BytesIO


class Failing(BytesIO):
    def __init__(self, data, error=None):
        super().__init__(data)
        self.error = error or EOFError("the stream ended early")

    def read1(self, size=-1):
        data = super().read1(size)
        if not data:
            raise self.error
        return data
