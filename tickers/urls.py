"""Addresses of rates."""

from django.urls import path

from tickers.changes import public
from tickers.views import api, converter, converter_form, embeds, markets, oembed, pair

THEME = ("theme",)
CONVERTER = (*converter_form.PARAMETERS, *THEME)

app_name = "tickers"
urlpatterns = [
    path("api/docs", public(api.docs, ()), name="api-docs"),
    path("api/v1/rates/", public(api.pairs, api.PARAMETERS), name="rates-api"),
    path("api/v1/rates.csv", public(api.pairs, api.PARAMETERS), {"form": "csv"}, name="rates-csv"),
    path(
        "api/v1/rates/<str:pair>.csv",
        public(api.pair, api.PARAMETERS),
        {"form": "csv"},
        name="rate-csv",
    ),
    path("api/v1/rates/<str:pair>/", public(api.pair, api.PARAMETERS), name="rate-api"),
    path("embed/ticker/<slug:slug>/", public(embeds.ticker, THEME), name="embed-ticker"),
    path("embed/pair/<str:pair>.svg", public(embeds.pair_picture, THEME), name="embed-pair-svg"),
    path("embed/pair/<str:pair>/", public(embeds.pair, THEME), name="embed-pair"),
    path("embed/converter/", public(embeds.converter, CONVERTER), name="embed-converter"),
    path("oembed/", public(oembed.oembed, oembed.PARAMETERS), name="oembed"),
    path("markets/", public(markets.markets), name="markets"),
    path("markets/rates.csv", public(markets.markets_csv), name="markets-csv"),
    # Nobody asks for the same amount twice: what is answered is not kept.
    path("markets/convert/", converter.converter, name="converter"),
    path("markets/convert/answer/", converter.conversion, name="conversion"),
    path("markets/<str:pair>/", public(pair.pair), name="pair"),
]
