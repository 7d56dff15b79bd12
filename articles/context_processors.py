"""What the frame of every page needs of the stories' filing: the navigation."""

from django.utils.functional import SimpleLazyObject

from articles.directory import directory


def navigation(request):
    return {"directory": SimpleLazyObject(directory)}
