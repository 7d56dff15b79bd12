"""What the settings say of the site as a whole."""

from django.conf import settings


def address():
    """Return the site's address as others know it, like `https://www.example.org`."""
    hosts = [host.lstrip(".") for host in settings.ALLOWED_HOSTS if host != "*"]
    scheme = "https" if settings.HTTPS else "http"
    return f"{scheme}://{hosts[0] if hosts else 'localhost'}"
