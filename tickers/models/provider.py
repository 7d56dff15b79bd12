"""The names of those who publish rates."""

from django.db import models


class Provider(models.TextChoices):
    """Where fixings come from. The names are used by commands and addresses."""

    NBKR = "nbkr", "National Bank of the Kyrgyz Republic"
    NBK = "nbk", "National Bank of Kazakhstan"
    CBU = "cbu", "Central Bank of Uzbekistan"
    NBT = "nbt", "National Bank of Tajikistan"
    CBT = "cbt", "Central Bank of Turkmenistan"
    CBR = "cbr", "Bank of Russia"
    ECB = "ecb", "European Central Bank"
    NBU = "nbu", "National Bank of Ukraine"
    NBRB = "nbrb", "National Bank of Belarus"
    NBG = "nbg", "National Bank of Georgia"
    CBA = "cba", "Central Bank of Armenia"
    TCMB = "tcmb", "Central Bank of Türkiye"
    OPENEXCHANGERATES = "openexchangerates", "Open Exchange Rates"
    EXCHANGERATE_HOST = "exchangerate_host", "exchangerate.host"
    CSV = "csv", "CSV file"
    MANUAL = "manual", "Entered by hand"
    IMPORTED = "imported", "Imported page"
    DEMO = "demo", "Invented for the demo"

    @property
    def short(self):
        """As sentences name it: NBKR; those that are no bank, by their whole names."""
        return self.value.upper() if self.is_bank else str(self.label)

    @property
    def is_bank(self):
        return self.value in _BANKS

    @property
    def kind(self):
        """`official`, `market`, or empty where nobody knows whose rates they are."""
        if self.is_bank or self == Provider.MANUAL:
            return "official"
        feeds = (Provider.OPENEXCHANGERATES, Provider.EXCHANGERATE_HOST)
        return "market" if self in feeds else ""

    @property
    def is_checked(self):
        """Whether a value far off the last waits for a person. One who typed it has looked at it,
        and a saved page says what was shown."""
        return self not in (Provider.MANUAL, Provider.IMPORTED, Provider.DEMO)


_BANKS = frozenset("nbkr nbk cbu nbt cbt cbr ecb nbu nbrb nbg cba tcmb".split())
