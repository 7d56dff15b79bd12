"""What every page's frame needs of the site itself."""

from django.conf import settings
from django.utils import timezone


def site(request):
    """The paper's name, and today's date in its zone (not the server's)."""
    return {"site_name": settings.SITE_NAME, "today": timezone.localdate()}
