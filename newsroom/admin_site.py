"""The editors' desk: Django's admin under the newsroom's name."""

from django.conf import settings
from django.contrib.admin import AdminSite


class NewsroomAdminSite(AdminSite):
    site_header = settings.SITE_NAME
    site_title = settings.SITE_NAME
    index_title = "Desk"
