"""Addresses of rates."""

from django.urls import path

from tickers.changes import public
from tickers.views import api

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
]
