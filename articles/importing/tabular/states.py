"""The status of a row, in whatever words and numbers a system has for it."""

from articles.importing.record import Status
from articles.importing.tabular.cells import text_of, truth_of
from articles.importing.tabular.row import Row

#: What is in a bin there does not come in at all.
BIN = "story in the bin"
_WORDS = {
    Status.PUBLISHED: (
        "published, publish, live, public, posted, online, approved, visible, active, final, "
        "released, sent, опубликовано, опубликована, опубликован, veröffentlicht, publié, "
        "publiée, publicado, publicada"
    ),
    Status.DRAFT: (
        "draft, unpublished, hidden, inactive, offline, new, in progress, auto-draft, disabled, "
        "not published, черновик, не опубликовано, entwurf, unveröffentlicht, brouillon, borrador"
    ),
    Status.REVIEW: (
        "pending, review, in review, in_review, needs review, needs_review, pending review, "
        "submitted, waiting, на проверке, на модерации, ожидает, en attente, pendiente"
    ),
    Status.SCHEDULED: "scheduled, future, запланировано, geplant, planifié, programado",
    Status.WITHDRAWN: (
        "withdrawn, retracted, killed, canceled, cancelled, recalled, taken down, снято, "
        "снято с публикации, отозвано, zurückgezogen, retiré, retirado"
    ),
}
_STATUS = {word: status for status, words in _WORDS.items() for word in words.split(", ")}
_BINNED = frozenset(
    "trash trashed deleted removed bin binned -2 удалено удалён корзина gelöscht".split()
)
_ARCHIVED = frozenset("archived archive архив archiviert archivé archivado".split())
_PRIVATE = frozenset("private privat privé privado приватно личное".split())
# As Joomla numbers them: what is archived there, readers still find.
_JOOMLA = {"1": Status.PUBLISHED, "0": Status.DRAFT, "2": Status.PUBLISHED, "-1": Status.PUBLISHED}


def is_binned(row: Row) -> bool:
    """Whether the row lies in the bin of its system."""
    flag = row.text("is_deleted")
    if flag and truth_of(flag) is not False and not flag.startswith("0000"):
        return True
    return any(row.text(field).lower() in _BINNED for field in _columns(row))


def status_of(row: Row) -> Status:
    """Return the status; what can't be understood is a draft, and a doubt."""
    word = next((row.text(field) for field in _columns(row) if row.text(field)), "").lower()
    status = _named(row, word) if word else Status.PUBLISHED
    if status == Status.PUBLISHED and _is_held_back(row):
        return Status.DRAFT
    return status


def _columns(row):
    # A “state” may be one of fifty, or a country; in Joomla it is the status.
    return ("status", "state") if row.table.is_joomla else ("status",)


def _named(row, word):
    if row.table.is_joomla and word in _JOOMLA:
        return _JOOMLA[word]
    if word in _STATUS:
        return _STATUS[word]
    truth = truth_of(word)
    if truth is not None:
        return Status.PUBLISHED if truth else Status.DRAFT
    if word in _ARCHIVED:
        message = f"“{word}” was taken to mean that the public sees it no longer: withdrawn."
        row.doubt(message, "status", once=True)
        return Status.WITHDRAWN
    if word in _PRIVATE:
        row.doubt("Private there. Imported as a draft.", "status")
    else:
        row.doubt(f"The status “{word[:60]}” is not known. Imported as a draft.", "status")
    return Status.DRAFT


def _is_held_back(row):
    """Whether a column of its own says that the story is not published, or not for everybody."""
    if row.text("password"):
        row.doubt("Protected by a password there. Imported as a draft.", "status")
        return True
    if any(truth_of(value) is True for value in row.all("is_draft")):
        return True
    said = [text_of(value).lower() for value in row.all("is_published")]
    return any(
        truth_of(word) is False or _STATUS.get(word, Status.PUBLISHED) != Status.PUBLISHED
        for word in said
    )
