"""The editors' desk: Django's admin under the newsroom's name."""

from django.contrib.admin import AdminSite
from django.conf import settings


class NewsroomAdminSite(AdminSite):
    site_header = settings.SITE_NAME
    site_title = settings.SITE_NAME
    index_title = "Desk"
