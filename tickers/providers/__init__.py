"""Where rates come from: a module for each bank, with its addresses and a pure `parse`.

No Django, no network, no clock: `tickers.updating` asks, and keeps what is told here.
"""

from tickers.providers import (
    cba,
    cbr,
    cbt,
    cbu,
    csv_file,
    ecb,
    exchangerate_host,
    nbg,
    nbk,
    nbkr,
    nbrb,
    nbt,
    nbu,
    openexchangerates,
    tcmb,
)
from tickers.providers.provider import Provider

_MODULES = (
    nbkr, nbk, cbu, nbt, cbt, cbr, ecb, nbu, nbrb, nbg, cba, tcmb,
    openexchangerates, exchangerate_host, csv_file,
)  # fmt: skip
PROVIDERS: dict[str, Provider] = {module.PROVIDER.name: module.PROVIDER for module in _MODULES}
