"""European Central Bank: XML of a day, of 90 and of all; the same as CSV, zipped or not; and
the CSV and the SDMX of its data API. One euro in other currencies, always."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, time

from tickers.providers.document import is_markup, unlike, xml_root
from tickers.providers.figures import iso_or_written
from tickers.providers.fixings import Row, fixings
from tickers.providers.provider import Provider, Publishing, Request
from tickers.providers.record import Doubt, FixingRecord
from tickers.providers.table import table

_FILES = "https://www.ecb.europa.eu/stats/eurofxref/"
_API = "https://data-api.ecb.europa.eu/service/data/EXR/D..EUR.SP00.A"
_SERIES = {"CURRENCY": "quote", "TIME_PERIOD": "date", "OBS_VALUE": "value"}
_MOST_UNZIPPED = 50_000_000
#: The roots of SDMX.
_STATISTICAL = ("GenericData", "StructureSpecificData", "CompactData")
#: Cells of currencies that were not quoted on that day, or are gone.
_NOT_QUOTED = ("", "N/A")


def parse(payload: bytes, day: date | None = None) -> list[FixingRecord | Doubt]:
    """A table about a day may have its headings and no lines: then nothing is returned."""
    if payload.startswith(b"PK"):
        payload = _unzipped(payload)
    if is_markup(payload):
        return fixings(PROVIDER, _xml_rows(payload), iso_or_written, day)
    return fixings(PROVIDER, _csv_rows(payload), iso_or_written, day, may_be_empty=day is not None)


def _unzipped(payload: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as archive:
            with archive.open(archive.namelist()[0]) as file:
                content = file.read(_MOST_UNZIPPED + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, LookupError, OSError, RuntimeError):
        raise unlike(PROVIDER, payload[:2], "is an archive that can't be opened") from None
    if len(content) > _MOST_UNZIPPED:
        raise unlike(PROVIDER, payload[:2], "is an archive of more than 50 MB")
    return content


def _xml_rows(payload: bytes) -> Iterator[Row]:
    written = ""
    root = xml_root(payload, PROVIDER, "Envelope", *_STATISTICAL)
    for cube in root.iter("{*}Cube"):
        written = cube.get("time", written)
        if "currency" in cube.attrib:
            yield Row("EUR", "1", cube.get("rate", ""), written, cube.get("currency"))
    for series in root.iter("{*}Series"):
        yield from _series_rows(series)


def _series_rows(series) -> Iterator[Row]:
    """What SDMX says of one currency: in attributes, or as values that name what they are of."""
    facts = dict(series.attrib) | _values(series.find("{*}SeriesKey"))
    for element in series.iter("{*}Obs"):
        of_day = facts | dict(element.attrib) | _values(element)
        yield from _day_of_one(of_day)


def _values(element) -> dict[str, str]:
    if element is None:
        return {}
    found = {one.get("id"): one.get("value", "") for one in element.iter("{*}Value")}
    for name, tag in (("TIME_PERIOD", "ObsDimension"), ("OBS_VALUE", "ObsValue")):
        if (one := element.find(f"{{*}}{tag}")) is not None:
            found[name] = one.get("value", "")
    return found


def _csv_rows(payload: bytes) -> Iterator[Row | Doubt]:
    headings, lines = table(payload, PROVIDER)
    if headings[0] == "Date":
        cells_of = _day_of_all
    elif _SERIES.keys() <= set(headings):
        cells_of = _line_of_one
    else:
        raise unlike(PROVIDER, payload)
    for cells in lines:
        if isinstance(cells, Doubt):
            yield cells
        else:
            yield from cells_of(headings, cells)


def _day_of_all(headings, cells):
    for code, value in zip(headings[1:], cells[1:], strict=True):
        if code and value not in _NOT_QUOTED:
            yield Row("EUR", "1", value, cells[0], code)


def _line_of_one(headings, cells):
    return _day_of_one(dict(zip(headings, cells, strict=True)))


def _day_of_one(facts):
    # D is daily; H is a holiday, whose value is NaN.
    is_daily = facts.get("FREQ", "D") == "D" and facts.get("OBS_STATUS") != "H"
    if is_daily and facts.get("CURRENCY_DENOM", "EUR") == "EUR":
        yield Row("EUR", "1", **{field: facts.get(name, "") for name, field in _SERIES.items()})


def _address(day: date | None) -> list[Request]:
    if day is None:
        return [Request(f"{_FILES}eurofxref-daily.xml")]
    return [Request(f"{_API}?format=csvdata&startPeriod={day}&endPeriod={day}", day)]


def _history(since: date, until: date) -> list[Request]:
    # All days since 1999 are one small file.
    return [Request(f"{_FILES}eurofxref-hist.zip")]


PROVIDER = Provider(
    name="ecb",
    title="European Central Bank",
    home="EUR",
    zone="Europe/Berlin",
    source="https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/",
    parse=parse,
    address=_address,
    history=_history,
    publishes=Publishing(time(16, 15)),
)
