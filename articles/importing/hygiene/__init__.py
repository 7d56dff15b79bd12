"""Looks through what comes in for what nobody wrote: injected links, hidden text, counters,
garbled letters. Harmless rubbish goes silently; of all else a sentence tells the editor.
"""

from articles.importing.hygiene.characters import repaired
from articles.importing.hygiene.examination import examine
from articles.importing.hygiene.finding import DOUBTFUL, Examined, Finding, Kind

__all__ = ["DOUBTFUL", "Examined", "Finding", "Kind", "examine", "repaired"]
