"""A story without fault, for all sorts of things to be injected into."""

FIRST = (
    "<p>The parliament of Kyrgyzstan adopted a law on water on Monday, its press service said.</p>"
)
SECOND = "<p>It obliges farmers to pay. Deputies had argued about the law for two years.</p>"
STORY = FIRST + SECOND
SITE = "timesca.example"


def link(words, host="x.example"):
    return f'<a href="http://{host}/">{words}</a>'


def kinds(examined):
    return [str(finding.kind) for finding in examined.findings]


def only(examined, kind):
    """The message of the only finding, which is of that kind."""
    assert kinds(examined) == [kind]
    return examined.findings[0].message
