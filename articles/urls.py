"""Addresses of stories and their listings."""

from django.urls import path

from articles import sitemaps, views
from articles.feeds import LatestFeed

app_name = "articles"
urlpatterns = [
    path("", views.HomeView.as_view(), name="home"),
    path("articles/", views.ArticleListView.as_view(), name="list"),
    path("articles/<str:slug>/", views.StoryView.as_view(), name="story"),
    path("search/", views.SearchView.as_view(), name="search"),
    path("section/<str:slug>/", views.SectionView.as_view(), name="section"),
    path("country/<str:slug>/", views.CountryView.as_view(), name="country"),
    path("tag/<str:slug>/", views.TagView.as_view(), name="tag"),
    path("author/<str:slug>/", views.AuthorView.as_view(), name="author"),
    path("feed/", LatestFeed(), name="feed"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.part, name="sitemap-part"),
]
