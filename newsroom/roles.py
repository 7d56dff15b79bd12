"""Who may do what: three roles, created as groups on every migrate.

A permission that an administrator adds to a role stays; one that is listed here comes back.
"""

from django.db.models import Q

REPORTER = {
    "articles": {
        "add_article", "change_article", "view_article", "submit_article",
        "add_byline", "change_byline", "delete_byline", "view_byline",
        "add_image", "change_image", "view_image",
        "view_author", "view_country", "view_section", "view_tag", "add_tag",
    },
    "tickers": {
        "view_currency", "view_currencypair", "view_fixing", "view_payload", "view_run",
        "view_ticker", "view_tickeritem",
    },
}  # fmt: skip
EDITOR = {
    "articles": REPORTER["articles"] | {
        "publish_article", "withdraw_article", "send_back_article",
        "delete_image", "add_author", "change_author", "change_country",
        "add_section", "change_section", "change_tag", "delete_tag",
        "add_tagalias", "change_tagalias", "delete_tagalias", "view_tagalias",
        "add_articlepath", "change_articlepath", "delete_articlepath", "view_articlepath",
        "view_transition", "view_searchquery",
    },
    "tickers": REPORTER["tickers"] | {
        "add_ticker", "change_ticker", "add_tickeritem", "change_tickeritem",
        "delete_tickeritem", "add_currencypair", "change_currencypair", "add_currency",
        "change_currency", "add_fixing", "review_fixing", "fetch_run",
    },
}  # fmt: skip
#: The chief may do everything in these apps; of `auth` only people, not groups.
CHIEF_APPS = ("articles", "tickers")
CHIEF_MODELS = ("user",)


def create_roles(sender, using, **kwargs):
    """Make the groups Reporter, Editor and Chief, and give them what is missing."""
    from django.contrib.auth.models import Group, Permission

    def grant(name, condition):
        group, _ = Group.objects.using(using).get_or_create(name=name)
        missing = Permission.objects.using(using).filter(condition).exclude(group=group)
        group.permissions.add(*missing)

    grant("Reporter", _listed(REPORTER))
    grant("Editor", _listed(EDITOR))
    grant(
        "Chief",
        Q(content_type__app_label__in=CHIEF_APPS)
        | Q(content_type__app_label="auth", content_type__model__in=CHIEF_MODELS),
    )


def _listed(role):
    condition = Q()
    for app, codenames in role.items():
        condition |= Q(content_type__app_label=app, codename__in=codenames)
    return condition
