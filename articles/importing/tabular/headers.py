"""Which column of a table is which field of a story, by the names that people and systems use."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from articles.importing.record import UnreadableArchive

#: Names in the order of preference: where two columns could be a field, the first filled one is.
NAMES = {
    "headline": (
        "headline, headline text, title, web title, heading, header, subject, post title, article "
        "title, news title, story title, node title, page title, title raw, title rendered, "
        "заголовок, название, заголовок статьи, заголовок новости, titel, überschrift, "
        "schlagzeile, titre, título, titular, encabezado, titolo, título del artículo, аталышы, "
        "баш сөз, тақырып, тақырыбы, sarlavha, сарлавҳа, сарлавха, унвон, başlık, haber başlığı"
    ),
    "body": (
        "body, content, text, html, full text, body html, html body, html content, content html, "
        "body value, body text, article body, article text, article content, article html, "
        "article, post content, post body, post text, story, story body, story text, story html, "
        "news text, main text, lead paragraph, text html, contents, content rendered, content "
        "encoded, body raw, plaintext, plain text, текст, полный текст, текст статьи, текст "
        "новости, содержание, содержимое, тело, контент, статья, inhalt, artikeltext, volltext, "
        "text des artikels, texte, contenu, corps, texte intégral, contenido, cuerpo, texto, "
        "texto completo, тексти, толук текст, мазмуну, мәтін, мәтіні, мазмұны, matn, матн, matni, "
        "içerik, metin, haber metni"
    ),
    "introtext": "intro text",
    "summary": (
        "summary, excerpt, standfirst, trail text, abstract, teaser, intro, lead, lede, deck, "
        "dek, subtitle, sub title, subheading, subhead, subheadline, post excerpt, excerpt "
        "rendered, custom excerpt, short description, short text, description, blurb, synopsis, "
        "body summary, meta description, metadesc, meta desc, анонс, лид, краткое описание, "
        "описание, аннотация, подзаголовок, краткое содержание, zusammenfassung, teasertext, "
        "vorspann, kurztext, untertitel, beschreibung, résumé, chapô, chapeau, extrait, "
        "description courte, resumen, extracto, entradilla, bajada, descripción, кыскача, кыскача "
        "мазмуну, қысқаша, қысқаша мазмұны, qisqacha, özet, spot"
    ),
    "dateline": "dateline, date line, dateline city",
    "slug": "slug, url slug, url key, post name, permalink slug, handle, page slug, слаг",
    "alias": "alias, url alias, path alias, url alias path, алиас",
    "status": (
        "status, post status, publication status, publish status, article status, workflow "
        "status, workflow state, moderation state, статус, состояние, statut, estado, état"
    ),
    "state": "state",
    "is_published": (
        "published, is published, published status, publishing status, publish, live, is live, "
        "active, is active, visible, is visible, enabled, public, is public, опубликовано, "
        "опубликована, veröffentlicht, publié, publicado"
    ),
    "is_draft": "draft, is draft, unpublished, черновик, entwurf, brouillon, borrador",
    "password": "post password",
    "is_deleted": "deleted, is deleted, trash, trashed, is trashed, deleted at, удалено",
    "published_at": (
        "published at, published on, web publication date, date publish, publish date, published "
        "date, publication date, date published, date of publication, pub date, publish up, "
        "publish at, publish on, post date, date, date time, timestamp, issued, dcterms issued, "
        "first published, first published at, release date, posted, posted at, posted on, go live "
        "at, article published time, publication time, дата публикации, дата, дата и время, "
        "опубликовано в, datum, veröffentlichungsdatum, erscheinungsdatum, veröffentlicht am, "
        "date de publication, publié le, fecha, fecha de publicación, publicado el, authored on, "
        "post created, күнү, жарыяланган күнү, датасы, күні, жарияланған күні, sana, сана, nashr "
        "sanasi, сана ва вақт, tarih, yayın tarihi"
    ),
    "published_at_utc": "post date gmt, date gmt, published at utc, date utc, published gmt",
    "published_time": "published time, publish time, pub time, time, время, uhrzeit, heure, hora",
    "created": (
        "created, created at, created on, created date, created time, date created, creation "
        "date, create date, date added, added, inserted at, создано, дата создания, erstellt, "
        "erstellt am, date de création, créé le, fecha de creación, creado"
    ),
    "modified_at": (
        "modified at, date modify, modified, modified on, modified date, date modified, last "
        "modified, updated at, updated, updated on, updated date, update date, date updated, last "
        "updated, last edited, changed, post modified, lastmod, revised, изменено, дата "
        "изменения, обновлено, дата обновления, geändert, geändert am, aktualisiert, modifié, "
        "modifié le, mis à jour, actualizado, modificado, fecha de modificación, fecha de "
        "actualización, post modified date, date changed, өзгөртүлгөн, өзгертілген, güncelleme "
        "tarihi"
    ),
    "modified_at_utc": "post modified gmt, modified gmt, modified at utc, updated at utc",
    "embargo_until": "embargo until, embargo, embargoed until, embargo date, эмбарго, sperrfrist",
    "withdraw_at": (
        "withdraw at, publish down, unpublish at, unpublish on, unpublish date, expires, expires "
        "at, expire at, expire date, expiry, expiry date, expiration date, снять с публикации"
    ),
    "authors": (
        "authors, author, byline, bylines, by line, author name, author names, authors names, "
        "created by alias, writer, writers, reporter, reporters, journalist, correspondent, "
        "creator, dc creator, author display name, post author name, written by, by, post author, "
        "автор, авторы, автор статьи, autor, autoren, autorin, verfasser, auteur, auteurs, "
        "autores, autora, redactor, periodista, authored by, автору, авторлор, авторы статьи, "
        "авторлар, muallif, mualliflar, муаллиф, yazar, yazarlar, created by name, created by"
    ),
    "author_login": "author username, author login, author nicename",
    "author_first_name": "author first name, author firstname",
    "author_last_name": "author last name, author lastname, author surname",
    "categories": (
        "categories, category, section, sections, rubric, rubrics, channel, department, desk, "
        "category name, category names, category title, cat title, cat name, section name, "
        "section title, primary category, primary section, post category, main category, field "
        "category, news category, рубрика, рубрики, раздел, разделы, категория, категории, "
        "kategorie, kategorien, rubrik, rubriken, ressort, ressorts, rubrique, rubriques, "
        "catégorie, catégories, categoría, categorías, sección, secciones, article section, бөлүм, "
        "бөлүмү, айдар, айдары, бөлім, bo'lim, boʻlim, ruknlar, rukn, рукн, бахш, kategori, "
        "kategoriler, bölüm, topic, тема, cat, catid, "
        "category id, section id"
    ),
    "subcategory": (
        "subcategory, subcategories, sub category, subsection, sub section, подраздел, "
        "подрубрика, подкатегория, unterkategorie, unterressort, sous catégorie, sous rubrique, "
        "subcategoría, subsección"
    ),
    "parent_category": "parent category, parent section, parent category title, category parent",
    "category_alias": "category alias, cat alias, category slug, cat slug, section alias",
    "countries": (
        "countries, country, country name, country names, country code, country codes, "
        "страна, страны, land, länder, pays, país, países, өлкө, ел, mamlakat, davlat, кишвар, ülke"
    ),
    "tags": (
        "tags, tag, post tags, post tag, tag names, tag list, tag name, labels, label, topics, "
        "keywords, keyword, key words, field tags, meta keywords, metakey, метки, метка, "
        "теги, тег, тэги, ключевые слова, schlagworte, schlagwörter, schlagwort, stichworte, "
        "stichwörter, mots clés, mots clefs, étiquettes, etiquetas, palabras clave, тэгдер, "
        "тегтер, teglar, teg, барчаспҳо, etiketler, anahtar kelimeler"
    ),
    "paths": (
        "paths, path, url, urls, permalink, permalinks, link, links, uri, address, addresses, web "
        "address, web url, article link, article url, post url, page url, full url, source url, "
        "original url, old url, old urls, old path, old paths, old address, old addresses, former "
        "urls, href, ссылка, ссылки, адрес, адрес страницы, url адрес, lien, liens, adresse, "
        "enlace, enlaces, шилтеме, сілтеме, havola, ҳавола, bağlantı, post link"
    ),
    "canonical_url": "canonical url, canonical, canonical link",
    "lead_image": (
        "lead image, featured image, featured image url, feature image, main image, primary "
        "image, cover image, cover, hero image, hero, header image, top image, image, image url, "
        "url to image, images, image src, image intro, lead image url, lead photo, photo, photo "
        "url, photos, picture, picture url, thumbnail, thumbnail url, multimedia, thumb, post "
        "thumbnail, teaser image, field image, og image, media, картинка, изображение, фото, "
        "фотография, иллюстрация, сүрөт, сурет, rasm, сурат, resim, görsel, bild, titelbild, "
        "foto, image principale, photo principale, imagen, imagen destacada"
    ),
    "lead_image_caption": (
        "lead image caption, featured image caption, feature image caption, image caption, photo "
        "caption, picture caption, caption, подпись, подпись к фото, bildunterschrift, légende, "
        "pie de foto, leyenda"
    ),
    "lead_image_alt": (
        "lead image alt, featured image alt, feature image alt, image alt, image alt text, photo "
        "alt, picture alt, alt text, alt, alttext, alternativtext, texte alternatif"
    ),
    "lead_image_credit": (
        "lead image credit, featured image credit, image credit, image credits, image copyright, "
        "photo credit, photo credits, picture credit, photographer, photo by, credit, credits, "
        "автор фото, источник фото, фотограф, bildnachweis, fotograf, crédit photo, crédito"
    ),
    "pictures": (
        "pictures, gallery, gallery images, additional images, image gallery, enclosure, "
        "enclosures, галерея, galerie, galería"
    ),
    "external_id": (
        "external id, guid, uuid, urn, id, _id, article id, post id, story id, news id, node id, "
        "nid, item id, content id, object id, entry id, record id, pk, identifier, dc identifier, "
        "ид, идентификатор, номер, kennung, identifiant, identificador"
    ),
    "language": (
        "language, lang, locale, langcode, language code, in language, язык, sprache, langue, "
        "idioma, тили, тіл, til, забон, dil"
    ),
    "urgency": "urgency, priority, срочность, приоритет, dringlichkeit, priorité, prioridad",
    "is_featured": "is featured, featured, sticky, is sticky, pinned, is pinned, top story",
    "version": "version, version number",
    "source": "source",
    "type": "type, post type, content type, node type, kind",
}
#: The columns of a problem report, and those in which systems keep house: not worth a word.
IGNORED = (
    "file, place, problem, field, refused, row, line, hits, views, ordering, asset id, "
    "checked out, checked out time, attribs, params, metadata, access, xreference, title "
    "alias, mask, parent id, modified by, modified by alias, urls, note, featured up, "
    "featured down, version note, plugins, comment count, comment status, ping status, to "
    "ping, pinged, post parent, menu order, post mime type, filter, post content filtered, "
    "comment id, word count"
)
#: What may be the text where nothing else is.
_BODY_AT_NEED = "description, описание, beschreibung, descripción"
#: What only Joomla calls a column.
_JOOMLA = frozenset(["introtext", "createdbyalias", "publishup"])
_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a table: where each field is found in it, the likeliest column first."""

    columns: tuple[str, ...]
    fields: Mapping[str, tuple[int, ...]]
    unknown: tuple[str, ...] = ()
    is_joomla: bool = False
    #: How to read 12/07/2025, where the dates of the table tell.
    month_first: bool | None = None
    #: The day 0 of a spreadsheet's dates, as an ISO date; "" where numbers are no dates.
    day_zero: str = field(default="")


def folded(name: str) -> str:
    """Return a column's name without case, spaces, signs and accents."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in parts if sign.isalnum())


def _ranked():
    """Field and rank by folded name; the first field to claim a name has it."""
    found = {}
    for name, synonyms in NAMES.items():
        for rank, synonym in enumerate([name, *synonyms.split(", ")]):
            found.setdefault(folded(synonym), (name, rank))
    return found


_FIELD_OF = _ranked()
_IGNORED = frozenset(folded(name) for name in IGNORED.split(", "))
_AT_NEED = frozenset(folded(name) for name in _BODY_AT_NEED.split(", "))


def known(columns: Iterable[str]) -> set[str]:
    """Return the fields that some of the columns are, for telling a header from a row."""
    return {_FIELD_OF[name][0] for name in map(folded, columns) if name in _FIELD_OF}


def is_joomla(columns: Iterable[str]) -> bool:
    """Whether these are columns of Joomla's articles."""
    names = {folded(name) for name in columns}
    return bool(names & _JOOMLA) or {"alias", "catid"} <= names


def table_of(columns: Iterable[str], headers: Mapping[str, str]) -> Table:
    """Return what the columns mean; `headers` (field: column) has the last word.

    Raises UnreadableArchive, with what was found, when a named column is not there or when
    there is no column for the headline nor for the text.
    """
    columns = tuple(columns)
    return _table(columns, tuple(sorted(headers.items())))


@lru_cache(maxsize=256)
def _table(columns, headers):
    mapped = _mapped(columns, dict(headers))
    fields = _fields(columns, taken=set(mapped.values()))
    fields |= {name: (index,) for name, index in mapped.items()}
    if not fields.keys() & {"body", "introtext"}:
        at_need = [i for i in fields.get("summary", ()) if folded(columns[i]) in _AT_NEED]
        if at_need:
            fields["body"] = (at_need[0],)
            fields["summary"] = tuple(i for i in fields["summary"] if i != at_need[0])
    if not fields.keys() & {"headline", "body", "introtext"}:
        raise UnreadableArchive(
            f"There is no column for the headline; found {_listed(columns)}. "
            "Name it with --map headline=COLUMN."
        )
    used = {index for indexes in fields.values() for index in indexes}
    unknown = tuple(
        name
        for index, name in enumerate(columns)
        if index not in used and folded(name) and folded(name) not in _IGNORED
    )
    return Table(columns, fields, unknown, is_joomla(columns))


def _fields(columns, taken):
    ranked = {}
    for index, name in enumerate(columns):
        field_name, rank = _FIELD_OF.get(folded(name), ("", 0))
        if field_name and index not in taken:
            ranked.setdefault(field_name, []).append((rank, index))
    return {name: tuple(index for _, index in sorted(found)) for name, found in ranked.items()}


def _mapped(columns, headers):
    mapped = {}
    for given, column in headers.items():
        field_name = given if given in NAMES else _FIELD_OF.get(folded(given), ("",))[0]
        if not field_name:
            raise UnreadableArchive(
                f"There is no field “{given}” to map to. There are: {', '.join(sorted(NAMES))}."
            )
        mapped[field_name] = _index_of(column, columns)
    return mapped


def _index_of(column, columns):
    if column in columns:
        return columns.index(column)
    alike = [folded(name) for name in columns]
    if folded(column) not in alike or not folded(column):
        raise UnreadableArchive(f"There is no column “{column}”; found: {_listed(columns)}.")
    return alike.index(folded(column))


def _listed(columns):
    named = [" ".join(name.split())[:60] for name in columns if name.strip()]
    more = f" and {len(named) - _SHOWN} more" if len(named) > _SHOWN else ""
    return (", ".join(named[:_SHOWN]) or "no names at all") + more
