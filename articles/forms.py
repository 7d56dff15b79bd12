"""What editors type: the story and its byline, each wrong thing told beside its field."""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.utils import timezone
from django_prose_editor.config import expand_extensions
from django_prose_editor.widgets import AdminProseEditorWidget, prose_editor_admin_media
from js_asset import Media, Script

from articles.html import EDITOR_EXTENSIONS
from articles.models import Article, Byline
from articles.models.workflow import TRANSITIONS

#: Characters of HTML; a long investigation has a tenth of it.
LONGEST_BODY = 1_000_000
TIMES = ("published_at", "modified_at", "withdraw_at", "embargo_until")


class StoryEditor(AdminProseEditorWidget):
    """The body editor, started by a module of ours that lets it inject no styles."""

    def __init__(self, attrs=None):
        extensions = EDITOR_EXTENSIONS | {"NoSpellCheck": False}
        super().__init__(attrs=attrs, config={"extensions": extensions}, preset="story")

    def get_config(self):
        return {"extensions": expand_extensions(self.config["extensions"])}

    @property
    def media(self):
        return prose_editor_admin_media + Media(js=[Script("newsroom/editor.js", type="module")])


class TimeInput(forms.DateTimeInput):
    """The browser's own date and time field, in the newsroom's zone; seconds when there are."""

    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M:%S")


class StoryForm(forms.ModelForm):
    note = forms.CharField(
        label="Note or reason",
        required=False,
        max_length=2000,
        widget=AdminTextareaWidget(attrs={"rows": 2}),
        help_text="Needed to send a story back or to withdraw it.",
    )

    class Meta:
        model = Article
        fields = ["headline", "summary", "dateline", "body"]
        widgets = {
            "headline": AdminTextareaWidget(attrs={"rows": 1, "placeholder": "Headline"}),
            "summary": AdminTextareaWidget(attrs={"rows": 2, "placeholder": "Standfirst"}),
            "dateline": AdminTextInputWidget(attrs={"placeholder": "ALMATY"}),
            "body": StoryEditor(),
        }
        error_messages = {
            "headline": {
                "required": "The headline is missing. Write one.",
                "max_length": "The headline has %(show_value)d characters; at most "
                "%(limit_value)d fit. Shorten it.",
            },
            "body": {
                "required": "The body is empty. Write the story before saving it.",
                "max_length": "The body has %(show_value)d characters of HTML; at most "
                "%(limit_value)d fit. Split the story.",
            },
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "headline" in self.fields:
            # Pasted text must not be cut without a word.
            self.fields["headline"].widget.attrs.pop("maxlength", None)

    def is_multipart(self):
        """Without a file too: the other encoding makes Cyrillic text three times as long."""
        return True

    @property
    def verb(self):
        return self.data.get("_verb", "")

    def clean(self):
        super().clean()
        self._keep_exact_times()
        self._check_publication()
        self._check_withdrawal()
        self._check_note()

    def clean_body(self):
        body = self.cleaned_data["body"]
        if len(body) > LONGEST_BODY:
            message = self.fields["body"].error_messages["max_length"]
            raise forms.ValidationError(
                message, params={"show_value": len(body), "limit_value": LONGEST_BODY}
            )
        return body

    def _keep_exact_times(self):
        """A time that wasn't touched keeps the fraction of a second that the field can't show."""
        for name in TIMES:
            if name in self.cleaned_data and name not in self.changed_data:
                self.cleaned_data[name] = getattr(self.instance, name)

    def _check_publication(self):
        is_published = self.instance.status == Article.Status.PUBLISHED
        if is_published and "published_at" in self.cleaned_data and not self._published_at():
            self.add_error("published_at", "A published story needs the time of its publication.")

    def _check_withdrawal(self):
        withdraw_at, published_at = self.cleaned_data.get("withdraw_at"), self._published_at()
        if withdraw_at and published_at and withdraw_at <= published_at:
            self.add_error(
                "withdraw_at",
                "A story can only be withdrawn after its publication: choose a later time.",
            )

    def _published_at(self):
        """The time of publication that saving this form leads to, if any."""
        planned = self.cleaned_data.get("published_at")
        return planned or (timezone.now() if self.verb == "publish" else None)

    def _check_note(self):
        step = TRANSITIONS.get(self.verb)
        if step and step.asks and not self.cleaned_data.get("note", "").strip():
            self.add_error("note", step.asks)


class BylineForm(forms.ModelForm):
    class Meta:
        model = Byline
        fields = ["author", "role", "position"]
        widgets = {"role": AdminTextInputWidget(attrs={"placeholder": "Role, if not “by”"})}
        error_messages = {"author": {"required": "Choose the author, or remove the row."}}

    def has_changed(self):
        """A name that the desk filled in counts as typed, unless it was emptied."""
        if self.instance.pk or not self.initial.get("author"):
            return super().has_changed()
        return bool(self["author"].data)


class BylineFormSet(forms.BaseInlineFormSet):
    """The byline in its order; each author once."""

    def clean(self):
        seen = set()
        for form in self.forms:
            author = self._author(form)
            if author in seen:
                form.add_error("author", f"{author} stands in the byline already. Remove one.")
            elif author:
                seen.add(author)

    def _author(self, form):
        if not hasattr(form, "cleaned_data") or self._should_delete_form(form):
            return None
        return form.cleaned_data.get("author")
