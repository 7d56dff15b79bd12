"""What axe finds wrong with a page. Its script is half a megabyte: each page takes it in once."""

from axe_playwright_python.base import AXE_SCRIPT

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def faults(page, context=None, rules=RULES):
    """As readable lines; `rules` are the tags of those that are asked, None those that axe has
    asked unless told."""
    # Only what is wrong is brought from the page. Axe would put style sheets in again, inline.
    options = {"resultTypes": ["violations"], "preload": False}
    if rules:
        options["runOnly"] = {"type": "tag", "values": rules}
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(
        "([context, options]) => axe.run(context ?? document, options).then(it => it.violations)",
        [context, options],
    )
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]
