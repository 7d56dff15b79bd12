"""The editors' desk: Django's admin under the newsroom's name, grouped by what people do."""

from functools import wraps

from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import QueryDict

from newsroom.bounded_list import BoundedPaginator

#: How each list of the desk is counted and paged, whatever app it is of.
BOUNDED = {
    "paginator": BoundedPaginator,
    "show_full_result_count": False,
    "list_max_show_all": 0,
}
#: What stands, quoted, for a character that is none.
NO_CHARACTER = "%EF%BF%BD"
#: The navigation: what belongs together for a person, whatever app it lives in.
GROUPS = (
    ("Stories", ("articles.Article",)),
    ("Pictures", ("articles.Image",)),
    ("Taxonomy", ("articles.Section", "articles.Country", "articles.Tag")),
    ("Archive", ("articles.ArticlePath", "articles.Transition")),
    (
        "Markets",
        (
            "tickers.Ticker",
            "tickers.CurrencyPair",
            "tickers.Currency",
            "tickers.Fixing",
            "tickers.Run",
        ),
    ),
    ("Readers", ("articles.SearchQuery",)),
    ("People", ("articles.Author", "auth.User", "auth.Group")),
)


class NewsroomAdminSite(AdminSite):
    site_header = settings.SITE_NAME
    site_title = f"{settings.SITE_NAME} desk"
    index_title = "Desk"
    # The navigation is a part of the frame, in base_site.html.
    enable_nav_sidebar = False

    def register(self, model_or_iterable, admin_class=None, **options):
        super().register(model_or_iterable, admin_class, **{**BOUNDED, **options})

    def get_app_list(self, request, app_label=None):
        """Groups in place of apps; the page of one app stays as Django makes it."""
        apps = super().get_app_list(request, app_label)
        return apps if app_label else group(apps)

    def admin_view(self, view, cacheable=False):
        shown = super().admin_view(view, cacheable)

        @wraps(shown)
        def without_nul(request, *args, **kwargs):
            # A list can be asked for anything, and PostgreSQL refuses text with a NUL.
            asked = request.META["QUERY_STRING"]
            if "%00" in asked:
                request.META["QUERY_STRING"] = asked.replace("%00", NO_CHARACTER)
                request.GET = QueryDict(request.META["QUERY_STRING"])
            return shown(request, *args, **kwargs)

        return without_nul

    def index(self, request, extra_context=None):
        from newsroom.desk import health, rates_trouble, trays

        desk = {
            "trays": trays(request.user),
            "health": health(request.user),
            "rates": rates_trouble(request.user),
        }
        return super().index(request, {**desk, **(extra_context or {})})


def group(apps):
    """Return the app dictionaries of Django's index as groups of the same shape.

    A model that no group names comes last, under its app's own name.
    """
    models = {_label(model): model for app in apps for model in app["models"]}
    grouped = [
        (name, name.lower(), [models.pop(label) for label in labels if label in models])
        for name, labels in GROUPS
    ]
    for app in apps:
        rest = [model for model in app["models"] if _label(model) in models]
        grouped.append((app["name"], app["app_label"], rest))
    return [
        {
            "name": name,
            "app_label": label,
            "app_url": rows[0]["admin_url"],
            "has_module_perms": True,
            "models": rows,
        }
        for name, label, rows in grouped
        if rows
    ]


def _label(model):
    return model["model"]._meta.label
