"""Addresses of rates."""

from django.urls import path

from tickers.changes import public
from tickers.views import converter, markets, pair

app_name = "tickers"
urlpatterns = [
    path("markets/", public(markets.markets), name="markets"),
    path("markets/rates.csv", public(markets.markets_csv), name="markets-csv"),
    # Nobody asks for the same amount twice: what is answered is not kept.
    path("markets/convert/", converter.converter, name="converter"),
    path("markets/convert/answer/", converter.conversion, name="conversion"),
    path("markets/<str:pair>/", public(pair.pair), name="pair"),
]
