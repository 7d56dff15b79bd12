"""Russian names of countries, of their people and of big cities.

The names are Unicode's (CLDR, by way of Babel); what CLDR lacks was reviewed by hand.
"""

from collections.abc import Iterator

from babel import Locale
from babel.core import get_global

from articles.importing.gazetteer.declension import forms, forms_of_people

OTHER_NAMES = {
    "AE": "Эмираты",
    "BY": "Белоруссия",
    "CD": "ДР Конго",
    "CN": "КНР;Поднебесная;Синьцзян;Тибет",
    "CZ": "Чешская Республика",
    "DE": "ФРГ",
    "GB": "Британия;Англия;Шотландия",
    "IR": "Исламская Республика Иран",
    "KG": "Кыргызстан;Киргизстан;Кыргызская Республика;Киргизская Республика;КР;Жогорку Кенеш;"
    "Иссык-Куль",
    "KP": "Северная Корея",
    "KR": "Южная Корея",
    "KZ": "Республика Казахстан;РК;Мажилис",
    "MM": "Мьянма;Бирма",
    "PS": "Палестина",
    "RU": "Российская Федерация;РФ;Кремль;Госдума;Чечня;Дагестан;Татарстан;Башкортостан;Сибирь",
    "TJ": "ГБАО;Хатлон;Согдийская область;Рогун",
    "TM": "Туркмения",
    "US": "США;Соединённые Штаты;Белый дом;Пентагон;Госдеп",
    "UZ": "РУз;Каракалпакстан;Хорезм;Олий Мажлис",
    "VN": "Вьетнам",
    "XK": "Косово",
    "ZA": "ЮАР",
}
#: Cities that CLDR has no time zone for.
_CITIES = {
    "AE": "Абу-Даби",
    "AF": "Кандагар;Герат;Мазари-Шариф;Кундуз;Джелалабад",
    "AZ": "Гянджа;Нахичевань",
    "CH": "Женева;Берн;Давос",
    "CN": "Пекин;Гуанчжоу;Сиань;Кашгар;Ухань;Лхаса",
    "DE": "Мюнхен;Франкфурт;Гамбург;Бонн",
    "IN": "Дели;Нью-Дели;Мумбаи",
    "IR": "Мешхед;Исфахан;Бендер-Аббас;Чабахар",
    "KG": "Талас;Чолпон-Ата;Кумтор;Торугарт;Иркештам",
    "KZ": "Балхаш;Медео;Шымбулак",
    "PK": "Исламабад;Пешавар;Лахор;Гвадар",
    "RU": "Санкт-Петербург;Петербург;Казань;Нижний Новгород;Челябинск;Ростов-на-Дону;Краснодар;"
    "Оренбург;Тюмень;Пермь;Сочи;Махачкала;Горно-Алтайск;Хабаровск;Сахалин;Воронеж;Уфа",
    "TJ": "Мургаб;Нурек;Ворух",
    "TR": "Анкара;Анталья;Измир",
    "UA": "Киев;Харьков;Одесса;Львов;Донецк;Мариуполь;Луганск",
    "US": "Вашингтон;Нью-Йорк;Лос-Анджелес;Сан-Франциско;Чикаго",
    "UZ": "Нукус;Карши;Мойнак",
}
#: Names that are words as well: `Того` begins a sentence with "of that", `Газа` with "of gas".
_WORDS = frozenset(
    "Того Коморы Мали Гана Гуам Самоа Чад Багамы Газа Киров Иерусалим Дили Оран".split()
)

_PEOPLE = {
    "AF": "афганский афганец",
    "AM": "армянский армянин",
    "AZ": "азербайджанский азербайджанец",
    "BY": "белорусский белорус",
    "CN": "китайский китаец",
    "DE": "германский немецкий",
    "FR": "французский",
    "GB": "британский британец",
    "GE": "грузинский грузин",
    "IN": "индийский",
    "IR": "иранский иранец",
    "JP": "японский",
    "KG": "кыргызстанский киргизский кыргызский кыргызстанец киргизстанец кыргыз киргиз",
    "KR": "южнокорейский",
    "KP": "северокорейский",
    "KZ": "казахстанский казахский казахстанец казах",
    "MN": "монгольский монгол",
    "PK": "пакистанский пакистанец",
    "PL": "польский",
    "RU": "российский россиянин",
    "TJ": "таджикистанский таджикский таджикистанец таджик",
    "TM": "туркменистанский туркменский туркменистанец туркмен",
    "TR": "турецкий",
    "UA": "украинский украинец",
    "US": "американский американец",
    "UZ": "узбекистанский узбекский узбекистанец узбек",
}
#: What only sounds like a country, by the code "" of none.
TRAPS = {
    "": "Индийский океан;Китайская стена;Персидский залив;Американское Самоа;турецкий горох;"
    "американские горки;Аральское море;Ферганская долина;Российская империя;Индийского океана;"
    "Индийском океане;Аральского моря;Аральском море;Ферганской долины;Ферганской долине"
}


def countries() -> Iterator[tuple[str, str]]:
    """Yield the names of each country, as they stand in a dictionary, with the country's code."""
    for code, name in Locale("ru").territories.items():
        plain = name.partition(" (")[0]
        if len(code) == 2 and " - " not in plain and "о-в" not in plain and plain not in _WORDS:
            yield plain, code
    for code, others in OTHER_NAMES.items():
        for name in others.split(";"):
            yield name, code


def cities() -> Iterator[tuple[str, str]]:
    """Yield the names of big cities in Europe and Asia, with the code of their country."""
    territories = get_global("zone_territories")
    for zone, names in Locale("ru").time_zones.items():
        name, code = names.get("city", ""), territories.get(zone, "")
        if zone.startswith(("Asia/", "Europe/")) and code and name and name not in _WORDS:
            yield name, code
    for code, names in _CITIES.items():
        for name in names.split(";"):
            yield name, code


def declined_countries() -> Iterator[tuple[str, str]]:
    """Yield the names of each country in every case, with the country's code."""
    for name, code in countries():
        yield from ((form, code) for form in forms(name))


def people() -> Iterator[tuple[str, str]]:
    """Yield the words for people and things of a country, in every form, with its code."""
    for code, words in _PEOPLE.items():
        for word in words.split():
            yield from ((form, code) for form in forms_of_people(word))
