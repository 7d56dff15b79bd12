"""What stands in a page's text and is no part of the story: buttons, teasers, notices."""

import re

from lxml import html

# All that a block says.
_ALONE = re.compile(
    r"(?:share(?: this| on)?(?: story| article| post| page)?|tweet|pin it|print(?: this)?|"
    r"e-?mail(?: this)?|facebook|twitter|whatsapp|telegram|vkontakte|вконтакте|"
    r"\d+ (?:comments?|shares?|views?)|(?:no )?comments?(?: \(\d+\))?|"
    r"leave a (?:comment|reply)|loading comments\.*|"
    r"advertisements?|реклама|sponsored|anzeige|publicité|publicidad|"
    r"(?:related|more|other|latest|top|most read|popular)(?: \w+)? (?:stories|articles|news|posts|"
    r"topics|links|content|columns|coverage|videos|photos|galleries):?|"
    r"(?:related|see also|more on this(?: story| topic)?|recommended|tags?|topics?|"
    r"you (?:may|might) also like):?|"
    r"(?:читайте также|по теме|другие новости|новости по теме|теги|поделиться|"
    r"похожие (?:новости|статьи|материалы)|комментарии(?: \(\d+\))?):?|"
    r"версия для печати|распечатать|оставить комментарий|читать далее|наверх|"
    r"(?:à lire aussi|lire aussi|mehr zum thema|lesen sie auch|leggi anche|le[ae] también):?|"
    r"continue reading(?: the main story)?|skip to (?:main )?content|back to top|load more|"
    r"read more)",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    r"(?:read (?:also|next|more)|also read|see also|related|topics|tags|filed under|posted in|"
    r"tagged|по теме|теги|à lire aussi|lire aussi|lesen sie auch|leggi anche|le[ae] también)\s*:|"
    r"читайте также|читать также|смотрите также|подпи(?:сывайтесь|шитесь) на|поделиться в|"
    r"следите за нами|перепечатка материалов|все права защищены|"
    r"sign up (?:for|to) (?:our|the)|subscribe to (?:our|the)|(?:follow|join|like) us on|"
    r"click here to (?:subscribe|sign|share)|©|\(c\) \d|copyright (?:©|\(c\)|\d{4})|"
    r"all rights reserved",
    re.IGNORECASE,
)
_COOKIES = re.compile(r"\bcookies?\b|файлы cookie|куки", re.IGNORECASE)
_NOTICE = re.compile(
    r"\b(?:we|(?:this|our) (?:web)?site|nous|wir|мы|сайт|utiliza|utilizamos|utilizziamo)\b.*"
    r"\b(?:uses?|accept|consent|utilisons|verwenden|используем|использует|utiliza|utilizamos|"
    r"utilizziamo)",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST = 200
_LONGEST_NOTICE = 600
_LONGEST_BOX = 3_000
_ROLES = ("navigation", "banner", "contentinfo", "search", "dialog", "alertdialog")
_BOX = re.compile(r"cookie|consent|gdpr|newsletter-|paywall|subscribe-(?:box|form)", re.IGNORECASE)
_ERROR = re.compile(
    r"(?:http |error |ошибка )*(?:40\d|50\d)(?:\W*$|\W+(?:error|not found|forbidden|bad|internal|"
    r"service|gateway|page|страниц).*)|"
    r".*\b(?:page (?:was |is |could )?not (?:be )?found|page does ?n.t exist|"
    r"страниц[аы] не (?:найдена|существует)).*|"
    r"(?:not found|access denied|forbidden|internal server error|service unavailable|bad gateway|"
    r"just a moment\.*|attention required!?.*|are you a robot\?*)",
    re.IGNORECASE,
)


def is_furniture(words: str) -> bool:
    """Whether these are all the words of a block that is no part of a story."""
    if len(words) <= _LONGEST:
        return bool(_ALONE.fullmatch(words.strip(" .!»›→>•|")) or _BEGINS.match(words))
    return is_notice(words)


def is_notice(words: str) -> bool:
    """Whether a paragraph asks to accept cookies."""
    return len(words) <= _LONGEST_NOTICE and bool(_COOKIES.search(words) and _NOTICE.search(words))


def is_furniture_box(element: html.HtmlElement) -> bool:
    """Whether an element is a menu, a notice or a form of the page around the story."""
    if element.tag in ("html", "body", "article", "main") or element.find(".//h1") is not None:
        return False
    if element.get("role", "") in _ROLES or element.tag == "nav":
        return True
    if element.tag in ("header", "footer"):
        return next(element.iterancestors("article", "main"), None) is None
    is_marked = _BOX.search(f"{element.get('class', '')} {element.get('id', '')}") is not None
    return is_marked and len(element.text_content()) < _LONGEST_BOX


def is_error(headline: str) -> bool:
    """Whether a page with this headline tells of an error of its server."""
    return len(headline) <= _LONGEST and _ERROR.fullmatch(headline) is not None
