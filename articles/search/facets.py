"""Countries, sections and years of what was found, with their numbers, to narrow a search by.

Counted in the newest matches, of which there are at most SAMPLE: a bound on the cost.
"""

from dataclasses import dataclass

from django.db.models import CharField, Value

from articles.search.answer import YEAR

#: So many of a kind are offered, those with the most stories.
SHOWN = 8


@dataclass(frozen=True)
class Link:
    """`pairs` are the parameters that narrow a search to these stories."""

    label: str
    stories: int
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Facet:
    name: str
    links: list[Link]


def of(matches, chosen):
    """Return the Facets of `matches` whose parameters are not `chosen` already; one statement.

    What all matches share is left out: it narrows nothing.
    """
    from articles.models import Country, Section

    models = [model for model in (Country, Section) if model._meta.model_name not in chosen]
    counts = {model: _commonest(matches, model) for model in models}
    names = _names(counts)
    facets = [
        Facet(
            model._meta.verbose_name.capitalize(),
            [
                Link(name, counts[model][key], ((model._meta.model_name, slug),))
                for key in counts[model]
                for name, slug in names.get((model._meta.model_name, key), ())
            ],
        )
        for model in models
    ]
    if not chosen & {"from", "to"}:
        years = sorted(_counts(matches, YEAR).items(), reverse=True)[:SHOWN]
        facets.append(Facet("Year", [_year(year, number) for year, number in years]))
    return [facet for facet in facets if facet.links]


def _commonest(matches, model):
    from articles.models import Kind

    counts = _counts(matches, Kind[model._meta.model_name.upper()])
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:SHOWN])


def _counts(matches, wanted):
    return {
        key: number
        for (kind, key), number in matches.tally.items()
        if kind == wanted and number < matches.sampled
    }


def _names(counts):
    """Return [(name, slug)] by (model's name, key)."""
    parts = [
        model.objects.filter(pk__in=keys)
        .order_by()
        .values_list(Value(model._meta.model_name, CharField()), "pk", "name", "slug")
        for model, keys in counts.items()
        if keys
    ]
    rows = parts[0].union(*parts[1:], all=True) if parts else ()
    return {(kind, pk): [(name, slug)] for kind, pk, name, slug in rows}


def _year(year, number):
    return Link(str(year), number, (("from", f"{year:04}-01-01"), ("to", f"{year:04}-12-31")))
