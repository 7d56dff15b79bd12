"""What the desk's templates ask for: a story's state and times, and every error of a form."""

from django import template

from articles.admin import display
from newsroom.bounded_list import count_text

register = template.Library()
register.filter("headline", display.headline)
register.filter("byline", display.byline)
register.filter("when", display.when)
register.filter("exact", display.exact)
register.filter("status_dot", display.status_dot)
register.filter("count_text", count_text)


@register.inclusion_tag("admin/includes/error_summary.html")
def error_summary(adminform, formsets=()):
    """Every error of a change form with a link to the field it belongs to."""
    forms = [adminform.form, *(form for each in formsets for form in each.formset.forms)]
    errors = [error for form in forms for error in _errors_of(form)]
    for each in formsets:
        errors += [("", "", text) for text in each.formset.non_form_errors()]
    return {"errors": errors}


def _errors_of(form):
    """Yield (id of the field, its label, the sentence)."""
    for name, sentences in form.errors.items():
        field = form[name] if name in form.fields else None
        for text in sentences:
            yield (field.id_for_label, field.label, text) if field else ("", "", text)
