"""The order of providers of a pair, as a list of selects that can be moved."""

from django import forms
from django.template.loader import render_to_string

from tickers.models import Provider
from tickers.models.pair import known_providers

#: Empty places to fill where no script can add one.
SPARE = 3


class ProviderOrderSelects(forms.Widget):
    """One select for each place. They are sent, and so read, in the order in which they stand."""

    template_name = "admin/tickers/currencypair/_order.html"
    use_fieldset = True

    def value_from_datadict(self, data, files, name):
        return [value for value in data.getlist(name) if value]

    def value_omitted_from_data(self, data, files, name):
        # None chosen is a choice.
        return False

    def id_for_label(self, id_):
        return f"{id_}_0"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        value = value if isinstance(value, list) else []
        places = [*value, *([""] * SPARE)]
        context["widget"] |= {
            "places": [(number, chosen) for number, chosen in enumerate(places)],
            "choices": [("", "–"), *_choices()],
        }
        return context

    def _render(self, template_name, context, renderer=None):
        # Django's renderer of forms does not look into the project's templates.
        return render_to_string(template_name, context)

    class Media:
        js = [forms.Script("newsroom/order.js", type="module")]


class ProviderOrderField(forms.Field):
    """A list of names of providers, each once; empty: the usual order."""

    widget = ProviderOrderSelects
    default_validators = [known_providers]

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def has_changed(self, initial, data):
        return (initial or []) != (data or [])


def _choices():
    return [
        (one.value, f"{one.short} – {one.label}" if one.is_bank else str(one.label))
        for one in Provider
    ]
