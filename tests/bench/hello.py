"""The measure of all: a Django view that returns a word, without middleware or database."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

settings.configure(ROOT_URLCONF=__name__, MIDDLEWARE=[], ALLOWED_HOSTS=["127.0.0.1"])
urlpatterns = [path("", lambda request: HttpResponse("Hello"))]
application = get_wsgi_application()
