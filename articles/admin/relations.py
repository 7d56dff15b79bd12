"""Fields of relations that are found by typing."""

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple

#: The digits of the largest key that a database holds, less one.
DIGITS = 18


class Forgiving:
    """Draws a form again after a value that can't be a key, where Django's own would fail."""

    def optgroups(self, name, value, attr=None):
        keys = [key for key in value if str(key).isdecimal() and len(str(key)) <= DIGITS]
        return super().optgroups(name, keys, attr)


class Found(Forgiving, AutocompleteSelect):
    pass


class FoundMany(Forgiving, AutocompleteSelectMultiple):
    def build_attrs(self, base_attrs, extra_attrs=None):
        # Its “clear all” would stand in a list without being an item of it.
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}


class FoundRelations:
    """For a ModelAdmin or an inline: its `autocomplete_fields` forgive."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = Found(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = FoundMany(db_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, **kwargs)
