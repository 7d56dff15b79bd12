"""What the lists of rates have in common."""

from django.contrib.admin.views.main import ChangeList


class RatesList(ChangeList):
    """A list that knows whether it is narrowed down."""

    @property
    def is_whole(self):
        """Whether it shows all that there is, from the first row on."""
        return not self.query and not self.has_active_filters and self.page_num == 1


class LongList:
    """For a ModelAdmin: a list of many rows, in an order of its own."""

    list_per_page = 50
    sortable_by = ()

    def get_changelist(self, request, **kwargs):
        return RatesList


class ReadOnly:
    """For a ModelAdmin whose rows the newsroom writes itself."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
