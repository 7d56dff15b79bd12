"""What agencies file a story under: topics for readers, sections of the agency, mere codes."""

import re

# The first level of IPTC's Media Topics, by the beginning of a code; the older Subject Codes have
# the same (https://cv.iptc.org/newscodes/mediatopic/).
_FIELDS = {
    "01": "arts, culture, entertainment and media",
    "02": "crime, law and justice",
    "03": "disaster, accident and emergency incident",
    "04": "economy, business and finance",
    "05": "education",
    "06": "environment",
    "07": "health",
    "08": "human interest",
    "09": "labour",
    "10": "lifestyle and leisure",
    "11": "politics",
    "12": "religion",
    "13": "science and technology",
    "14": "society",
    "15": "sport",
    "16": "conflict, war and peace",
    "17": "weather",
}
_CODE = re.compile(r"(?:.*[/:#])?(0[1-9]|1[0-7])\d{6}")
_SECTION = re.compile(
    r".*(?:categor(?:y|ies)|department|section|rubric|ressort|desk|cat)s?", re.IGNORECASE
)
_MERE_CODE = re.compile(r"[A-Z0-9]{1,4}|[a-z]{1,2}")


def field_of(code: str, language: str) -> str:
    """Return the name of the field that an IPTC code without a name belongs to, in English."""
    match = _CODE.fullmatch(code.strip())
    is_english = not language or language.lower().startswith("en")
    return _FIELDS[match[1]] if match and is_english else ""


def is_section(*vocabularies: str) -> bool:
    """Return whether one of these names an agency's own list of sections."""
    return any(map(_SECTION.fullmatch, vocabularies))


def is_code(name: str, code: str) -> bool:
    """Return whether a section's name is but its code: `f`, `CRO`."""
    return bool(_MERE_CODE.fullmatch(name)) and code.endswith(name)
