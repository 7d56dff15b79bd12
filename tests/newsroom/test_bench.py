"""What `make bench` stands on: its archive, what it reads of other programs, its arithmetic."""

import re
from collections import Counter
from datetime import date
from itertools import pairwise
from types import SimpleNamespace

import pytest
from django.db import connection
from django.utils import timezone

from articles import html
from articles.models import Article, Byline, Country, Tag
from tests.bench import (
    corpus,
    databases,
    fixings,
    load,
    pages,
    queries,
    rates,
    report,
    rounds,
    server,
    wrk,
)
from tests.bench.__main__ import parsed
from tests.factories import make_article, make_fixing
from tickers.models import Fixing
from tickers.providers import ecb

STORIES = [corpus.story(number) for number in range(1_000)]


def share(word):
    holding = [story for story in STORIES if re.search(rf"\b{word}\b", story.body_text.lower())]
    return len(holding) / len(STORIES)


# The archive --------------------------------------------------------------------------------


def test_story_depends_on_its_number_alone():
    before = corpus.story(41)
    assert corpus.story(42) == STORIES[42] != before
    assert corpus.story(41) == before


def test_small_archive_is_the_beginning_of_a_large_one():
    assert corpus.numbers(1_000)[:10] == corpus.numbers(10)
    assert corpus.numbers(10, dense=2) == [*range(10), corpus.DENSE, corpus.DENSE + 1]


def test_vocabulary_begins_with_english_and_has_no_word_twice():
    words = corpus.vocabulary()
    assert words[:3] == ["the", "of", "and"]
    assert len(words) == len(set(words)) == corpus.WORDS
    assert len(set(corpus.tag_names())) == corpus.TAGS + 2
    assert len(set(corpus.author_names())) == corpus.AUTHORS


def test_bodies_have_three_kilobytes_in_five_to_seven_paragraphs():
    assert {len(story.paragraphs) for story in STORIES} == {5, 6, 7}
    length = sum(len(story.body_text) for story in STORIES) / len(STORIES)
    assert 2_800 < length < 3_200


def test_text_is_what_the_site_makes_of_the_body():
    for story in STORIES[:50]:
        assert story.body_text == html.to_text(story.body)
        assert story.body == html.clean(story.body)


def test_headlines_have_eighty_letters_and_no_function_words():
    lengths = [len(story.headline) for story in STORIES]
    assert 76 <= sum(lengths) / len(lengths) <= 84
    assert max(lengths) <= 200
    used = {word for story in STORIES for word in story.headline.lower().split()}
    assert not used & set(corpus.ENGLISH)


def test_slugs_are_slugs_and_each_is_its_own():
    slugs = {story.slug for story in STORIES}
    assert len(slugs) == len(STORIES)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*-\d+", slug) for slug in slugs)


@pytest.mark.parametrize(("kind", "low", "high"), [("common", 0.2, 0.3), ("middle", 0.05, 0.11)])
def test_words_to_search_for_are_as_common_as_they_say(kind, low, high):
    assert low < share(corpus.vocabulary()[load.WORDS[kind]]) < high


def test_rare_word_is_rare():
    assert share(corpus.vocabulary()[load.WORDS["rare"]]) < 0.03


def test_filing_has_the_numbers_of_an_archive():
    assert {len(story.authors) for story in STORIES} == {1, 2}
    assert {len(story.countries) for story in STORIES} == {1, 2, 3}
    assert {len(story.tags) for story in STORIES} == {3, 4}
    for kind in ("authors", "countries", "tags"):
        assert all(len(set(getattr(s, kind))) == len(getattr(s, kind)) for s in STORIES)


def test_some_tags_are_much_commoner_than_others():
    uses = Counter(tag for story in STORIES for tag in story.tags)
    assert uses[0] > 30
    assert len([tag for tag, count in uses.items() if count == 1]) > 200


def test_stories_are_spread_over_ten_years():
    years = Counter(story.published.year for story in STORIES)
    assert sorted(years) == list(range(2015, 2025))
    assert min(years.values()) > 60


def test_sparse_tag_has_ten_stories_in_ten_years():
    numbers = [n for n in range(20_000) if corpus.SPARSE_TAG in corpus._special_tags(n)]
    assert len(numbers) == 10
    assert len({corpus.story(number).published.year for number in numbers}) > 3


def test_dense_day_has_one_moment_and_a_tag():
    stories = [corpus.story(corpus.DENSE + number) for number in range(3)]
    assert {story.published for story in stories} == {corpus.DENSE_MOMENT}
    assert all(corpus.DENSE_TAG in story.tags for story in stories)
    assert len({story.headline for story in stories}) == 3


# The loading --------------------------------------------------------------------------------


@pytest.fixture
def here(monkeypatch):
    """Rows are made in this process, which is quicker for so few."""
    monkeypatch.setattr(load, "made", lambda numbers, keys: [load.rows(numbers, keys)])


@pytest.mark.django_db
def test_loaded_stories_are_those_of_the_corpus(here):
    load.fill(corpus.numbers(5, dense=1))
    stories = list(Article.objects.published().order_by("pk"))
    assert [story.pk for story in stories] == [1, 2, 3, 4, 5, corpus.DENSE + 1]
    story, made = stories[3], corpus.story(3)
    assert (story.headline, story.slug, story.body) == (made.headline, made.slug, made.body)
    assert story.published_at == story.created_at == made.published
    assert story.section.name == corpus.SECTIONS[made.section]
    assert story.language == "en"
    names = [corpus.author_names()[place] for place in made.authors]
    assert [byline.author.name for byline in Byline.objects.filter(article=story)] == names
    assert {country.code for country in story.countries.all()} == {
        corpus.COUNTRIES[place] for place in made.countries
    }
    assert {tag.name for tag in story.tags.all()} == {
        corpus.tag_names()[place] for place in made.tags
    }


@pytest.mark.django_db
def test_loaded_story_is_as_saving_would_leave_it(here):
    load.fill([7])
    story = Article.objects.get()
    before = (story.headline, story.slug, story.body, story.body_text)
    story.full_clean()
    story.save()
    assert (story.headline, story.slug, story.body, story.body_text) == before


@pytest.mark.django_db
def test_next_story_has_a_key_of_its_own(here):
    load.fill([0, 1, 2])
    assert make_article().pk > 3


@pytest.mark.django_db
@pytest.mark.parametrize("triggers", [False, True])
def test_triggers_work_again_after_the_loading(here, triggers):
    from articles.models import Listed

    load.fill([0, 1], triggers=triggers)
    assert Listed.objects.filter(kind=0).count() == (2 if triggers else 0)
    story = make_article()
    assert Listed.objects.filter(article=story, kind=0).exists()


@pytest.mark.django_db
def test_addresses_are_those_of_rows(here, client):
    load.fill(corpus.numbers(8))
    facts = load.addresses(8, 0)
    assert facts["country"] == Country.objects.get(code="KG").get_absolute_url()
    assert facts["tag, sparse"] == Tag.objects.get(name="sparse").get_absolute_url()
    assert client.get(facts["story"]).status_code == 200
    assert [len(words) for words in facts["words"].values()] == [5, 5, 5]


@pytest.fixture
def acts(monkeypatch):
    """What is done to the database, instead of doing it."""
    done = []
    for name in ("fill", "derive", "tidy", "count_anew"):
        monkeypatch.setattr(load, name, lambda *args, act=name, **kwargs: done.append(act))
    monkeypatch.setattr(load, "addresses", lambda stories, dense: {"stories": stories})
    return done


@pytest.mark.django_db
def test_empty_database_is_filled(acts):
    assert load.archive(2) == {"stories": 2}
    assert acts == ["fill", "derive", "tidy", "count_anew"]


@pytest.mark.django_db
def test_archive_that_is_there_is_used_again(acts):
    make_article()
    load.archive(1)
    assert acts == ["count_anew"]
    load.archive(1, refresh=True)
    assert acts[1:] == ["derive", "tidy", "count_anew"]


@pytest.mark.django_db
def test_other_stories_than_wanted_are_not_touched(acts):
    make_article()
    with pytest.raises(SystemExit, match="^The database holds 1 stories, not 2"):
        load.archive(2)
    assert Article.objects.exists()
    assert not acts


@pytest.mark.django_db(transaction=True)
def test_own_database_with_half_an_archive_is_filled_anew(acts):
    make_article()
    load.archive(2, own=True)
    assert not Article.objects.exists()
    assert Country.objects.exists()
    assert acts[0] == "fill"


def test_rows_made_by_other_processes_come_in_order():
    keys = {"section": range(9), "authors": range(50), "tags": range(2_002)}
    chunks = list(load.made(corpus.numbers(2_500), keys | {"countries": range(40)}))
    first = [row[0] for tables in chunks for row in tables["articles"]]
    assert first == list(range(1, 2_501))


# What other programs say --------------------------------------------------------------------

WRK = """\
Running 3s test @ http://127.0.0.1:8000/
  2 threads and 16 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     2.05ms    1.06ms  21.44ms   93.13%
  23586 requests in 3.10s, 3.60MB read
Requests/sec:   7607.85
Transfer/sec:      1.16MB
"""


def test_wrk_is_understood():
    assert wrk.parsed(WRK) == wrk.Result(7607.85, 0, 0)
    more = "Socket errors: connect 0, read 3, write 0, timeout 4\n  Non-2xx or 3xx responses: 12\n"
    assert wrk.parsed(WRK + more) == wrk.Result(7607.85, 12, 7)
    assert wrk.parsed("unable to connect to 127.0.0.1:9 Connection refused") is None


def test_page_that_answers_with_errors_has_no_rate(monkeypatch):
    output = WRK + "  Non-2xx or 3xx responses: 12\n"
    done = SimpleNamespace(stdout=output, stderr="", returncode=0)
    monkeypatch.setattr(wrk.subprocess, "run", lambda *args, **kwargs: done)
    with pytest.raises(wrk.BadAnswer, match="/x answered 12 requests with an error"):
        wrk.measure("http://127.0.0.1/x", 1)


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("Viewing results 115 - 120 of 1060", (115, 120, 1060)),
        ("Viewing results 1 - 6 of more than 10,000", (1, 6, 10_000)),
        ("There are no stories here yet.", None),
    ],
)
def test_total_is_taken_from_the_page(words, numbers):
    assert pages.shown(f"<p>{words}</p>") == numbers


def answers(monkeypatch, **special):
    """A site that answers each address with 200 and `Viewing results`, but for `special`."""

    def fetch(server, path, connection=None):
        status = next((code for part, code in special.items() if part in path), 200)
        return status, "/elsewhere/" if status == 301 else None, b"Viewing results 1 - 6 of 1000"

    monkeypatch.setattr(pages, "fetch", fetch)


FACTS = dict.fromkeys(("country", "section", "tag", "author", "tag, sparse", "story"), "/x/")
FACTS |= {"dense": 0, "words": {name: list("abcde") for name in load.WORDS}}


def test_middle_and_last_page_follow_from_the_total(monkeypatch):
    answers(monkeypatch, archive=404)
    found, lacking = pages.pages(None, FACTS)
    paths = {page.name: page.path for page in found}
    assert paths["listing, middle"] == "/articles/?page=83"
    assert paths["listing, last"] == "/articles/?page=167"
    assert lacking == ["archive, month", "archive, day"]


@pytest.mark.parametrize(("code", "ending"), [(500, "500"), (301, "301 /elsewhere/")])
def test_page_that_fails_ends_the_bench_with_a_sentence(monkeypatch, code, ending):
    answers(monkeypatch, feed=code)
    with pytest.raises(wrk.BadAnswer, match=rf"^feed \(/feed/\) answered {ending}\.$"):
        pages.pages(None, FACTS)


def test_searches_are_of_each_kind_and_order():
    found = {query.name: query.paths for query in pages.queries(FACTS)}
    assert len(found) == 5 * 2 * 2
    assert found["two words, page 1"][0] == "/search/?q=a+a"
    assert found["phrase, page 100, best first"][0] == (
        "/search/?q=%22a+b%22&order=relevance&page=100"
    )


def test_server_answers_and_is_gone_after_its_block():
    command = ("http.server", "{port}", "--bind", "127.0.0.1", "--directory")
    with server.serving(command, "/dev", None) as running:
        assert server.fetch(running, "/nothing-there")[0] == 404
        assert running.process.poll() is None
    assert running.process.returncode is not None


def test_server_that_does_not_start_is_named():
    with pytest.raises(RuntimeError, match="this.*did not answer"):
        with server.serving(("this", "-m"), "nothing", None):
            pytest.fail("It can't have started.")


# Plans --------------------------------------------------------------------------------------

PLAN = {
    "Planning Time": 0.4,
    "Execution Time": 1.5,
    "Plan": {
        "Node Type": "Limit",
        "Shared Hit Blocks": 30,
        "Shared Read Blocks": 5,
        "Plans": [
            {
                "Node Type": "Nested Loop",
                "Plans": [
                    {
                        "Node Type": "Index Scan",
                        "Actual Rows": 6,
                        "Actual Loops": 1,
                        "Rows Removed by Filter": 4,
                        "Relation Name": "articles_article",
                    },
                    {
                        "Node Type": "Seq Scan",
                        "Actual Rows": 2,
                        "Actual Loops": 6,
                        "Relation Name": "articles_section",
                    },
                ],
            }
        ],
    },
}


def test_plan_is_summed_up():
    assert queries.summary(PLAN) == {
        "planning_ms": 0.4,
        "execution_ms": 1.5,
        "buffers": 35,
        "rows_read": 22,
        "whole_tables": ["articles_section"],
    }


@pytest.mark.django_db
def test_visit_tells_statements_plans_and_times(tmp_path, settings):
    make_article()
    settings.ALLOWED_HOSTS = ["testserver"]
    seen = queries.page("listing, page 1", "/articles/", tmp_path)
    assert seen["status"] == 200
    assert seen["statements"] == len(seen["queries"]) > 0
    assert 0 < seen["database_ms"] < seen["total_ms"]
    assert 0 < seen["template_ms"] < seen["total_ms"]
    assert all(query["execution_ms"] >= 0 for query in seen["queries"])
    assert '"plan"' in (tmp_path / "listing-page-1.json").read_text()


@pytest.mark.django_db
def test_visit_of_the_desk_is_logged_in(tmp_path):
    assert queries.page("desk", "/admin/articles/article/", tmp_path)["status"] == 200


@pytest.mark.django_db
def test_page_that_is_not_there_has_no_plans(tmp_path):
    assert queries.page("gone", "/nowhere/", tmp_path) == {"path": "/nowhere/", "status": 404}
    assert not list(tmp_path.iterdir())


def test_statement_that_writes_is_not_run_again():
    assert queries.explained("UPDATE x SET y = 1", ())["plan"] is None


# Rates --------------------------------------------------------------------------------------

UNTIL = date(2026, 5, 22)


@pytest.fixture(scope="module")
def history(tmp_path_factory):
    """The made-up history as a file, and how many rates it says that it has."""
    path = tmp_path_factory.mktemp("rates") / "history.csv"
    return path, fixings.write_history(path, UNTIL)


def test_history_is_what_the_bank_of_its_form_sends(history):
    path, count = history
    found = ecb.parse(path.read_bytes())
    assert len(found) == count > 200_000
    assert len({record.quote for record in found}) == 30
    days = {record.date for record in found}
    assert (min(days), max(days), len(days)) == (date(1999, 5, 3), UNTIL, 6_928)
    assert max(record.date for record in found if record.quote == "HRK") == date(2022, 12, 30)


def test_history_is_the_same_on_each_run_and_has_nothing_to_hold(history):
    assert fixings.walk("USD", 1.1, 9) == fixings.walk("USD", 1.1, 99)[:9]
    values = fixings.walk("USD", 1.1, 7_000)
    assert all(abs(one / other - 1) < 0.01 for one, other in pairwise(values))
    assert 0.5 < min(values) / max(values)


@pytest.fixture
def rated(settings, monkeypatch):
    """So many rates of the ECB as the pages need that are measured."""
    settings.ALLOWED_HOSTS = ["testserver"]
    monkeypatch.setattr(rates, "TIMES", 2)
    for day in (date(2004, 5, 11), date(2020, 1, 2), timezone.localdate()):
        for code, value in (("USD", "1.17"), ("JPY", "180.2"), ("GBP", "0.86"), ("CNY", "8.3")):
            make_fixing(f"EUR/{code}", value, day, provider="ecb")


@pytest.mark.django_db
def test_strip_pages_and_embeds_of_rates_are_measured(rated, monkeypatch):
    monkeypatch.setattr(connection, "close", lambda: None)  # a test has one
    seen = rates.visit()
    assert {how: one["statements"] for how, one in seen["strip"].items()} == {
        "warm": 0,
        "cold": 1,
        "cold, drawn anew": 1,
        "cold, new connection": 1,
    }
    for name, page in seen["pages"].items():
        assert page["cold"]["statements"] >= page["warm"]["statements"], name
        assert [len(page[how]["ms"]) for how in ("cold", "warm")] == [2, 2]
    assert all(0 < size["gzip"] < size["raw"] < 6_000 for size in seen["embeds"].values())


@pytest.mark.django_db
def test_raw_is_measured_and_leaves_the_fixings_as_they_were(rated):
    before = list(Fixing.objects.order_by("pk").values())
    told = rates.raw()
    assert told["fixings"] == len(before) == 12
    assert told["raw_seconds"] > 0
    assert list(Fixing.objects.order_by("pk").values()) == before


@pytest.mark.django_db
def test_page_of_rates_that_is_not_there_ends_the_bench_with_a_sentence(rated):
    with pytest.raises(RuntimeError, match=r"^/markets/usd-xxx/ answered 404\.$"):
        rates.page("/markets/usd-xxx/")


# The report ---------------------------------------------------------------------------------


def target(archive, mode, page, *rates):
    return {"archive": archive, "mode": mode, "page": page, "address": "", "rates": list(rates)}


def raw(**more):
    names = ("postgresql-10000", "postgresql-1000000")
    small, large = names
    targets = [
        target("", rounds.HELLO, "gunicorn", 900, 1_000, 9_000),
        target("", rounds.HELLO, "granian", 2_600),
        target(small, rounds.UNCACHED, "listing, page 1", 120, 100, 80),
        target(small, rounds.UNCACHED, "tag", 90),
        target(small, rounds.UNCACHED, "story", 150),
        target(large, rounds.UNCACHED, "listing, page 1", 80),
        target(large, rounds.UNCACHED, "tag", 50),
        target(large, rounds.UNCACHED, "story", 70),
        target(large, rounds.CACHED, "story", 500),
    ]
    searches = {large: {"rare, page 1": {"ms": [30, 10, 20]}, "rare, page 100": {"status": 404}}}
    return {
        "archives": [
            {"name": name, "vendor": "postgresql", "stories": int(name.split("-")[1])}
            for name in reversed(names)
        ],
        "http": {"targets": targets, "searches": searches, "lacking": {large: ["archive, day"]}},
        "queries": {large: {"pages": {"story": {"path": "/", "status": 404}}, "indexes": []}},
        "memory": {},
    } | more


@pytest.fixture
def run():
    return report.Run(raw())


def figure(run, what):
    return next(figure for figure in report.figures(run) if figure.what == what)


def test_shares_are_of_medians(run):
    shares = run.shares("postgresql-10000", rounds.UNCACHED)
    assert shares == pytest.approx({"listing, page 1": 0.1, "tag": 0.09, "story": 0.15})


def test_growth_is_of_the_largest_over_the_smallest(run):
    growth = run.growth()
    assert growth["listing, page 1"] == pytest.approx(1.25)
    assert growth["tag"] == pytest.approx(1.8)
    assert figure(run, "slower in the largest archive, 1,000,000 over 10,000 stories").note == (
        "story"
    )


def test_page_that_never_answered_in_time_misses_the_bar():
    found = raw()
    found["http"]["targets"][-2]["rates"] = [0.0]
    found["http"]["targets"][-3]["rates"] = [0.0]
    run = report.Run(found)
    assert run.growth()["story"] == float("inf")
    spread = figure(run, "postgresql-1000000: fastest listing over slowest")
    assert (spread.note, spread.verdict) == ("tag", "MISSES THE BAR")


def test_growth_needs_two_sizes(run):
    run.raw["archives"].pop()
    assert run.growth() == {}


def test_worst_page_decides(run):
    worst = figure(run, "postgresql-1000000: listing, share of hello-world")
    assert (worst.value, worst.note, worst.verdict) == (0.05, "tag", "MISSES THE BAR")
    spread = figure(run, "postgresql-10000: fastest listing over slowest")
    assert spread.value == pytest.approx(100 / 90)
    assert (spread.note, spread.verdict) == ("tag", "reaches the aim")
    cached = figure(run, "postgresql-1000000: page cache, share of hello-world")
    assert (cached.value, cached.verdict) == (0.5, "reaches the bar")


def test_search_is_judged_by_the_median_of_the_slowest_kind(run):
    search = figure(run, "postgresql-1000000: search, ms")
    assert (search.value, search.note, search.verdict) == (20, "rare, page 1", "reaches the aim")
    assert run.searches("postgresql-1000000") == {"rare, page 1": (20, 30)}


def test_what_was_not_measured_is_said(run):
    assert figure(run, "postgresql-10000: search, ms").verdict == "not measured"


def test_memory_has_to_be_flat():
    memory = {"postgresql-10000": {"0": 60, "1000": 80, "10000": 100}}
    run = report.Run(raw(memory=memory))
    megabytes = figure(run, "postgresql-10000: a worker's memory, MB")
    assert (megabytes.value, megabytes.verdict) == (100, "reaches the bar")
    assert megabytes.note == "60 after 0, 80 after 1,000, 100 after 10,000"
    assert (
        figure(run, "postgresql-10000: its growth over the last 5,000 pages").verdict
        == "MISSES THE BAR"
    )


def asked(statements, *milliseconds):
    return {"statements": statements, "ms": list(milliseconds)}


def of_rates(**pages):
    page = {"cold": asked(9, 20, 22, 21), "warm": asked(3, 4, 5, 6)}
    return {
        "first": {"seconds": 10.0},
        "fixings": 200_000,
        "raw_seconds": 2.5,
        "strip": {"warm": asked(0, 0.01, 0.02, 0.03), "cold": asked(1, 0.8, 3, 0.9)},
        "pages": dict.fromkeys(rates.PAGES, page) | pages,
        "embeds": {"embedded pair": {"raw": 3_600, "gzip": 1_700}},
    }


def test_rates_are_held_against_what_was_asked_of_them():
    slow = of_rates(**{"crossed pair": {"cold": asked(9, 26, 30), "warm": asked(3, 5, 6)}})
    run = report.Run(raw(rates={"postgresql": of_rates(), "sqlite": slow}))
    recording = figure(run, "postgresql: history of rates, seconds")
    assert (recording.value, recording.verdict) == (10, "reaches the bar")
    assert recording.note == "20,000 fixings a second, 4.0 times as long as raw"
    assert figure(run, "postgresql: strip cold, ms").value == 0.9
    assert figure(run, "postgresql: page of a pair, ms").verdict == "reaches the bar"
    worst = figure(run, "sqlite: page of a pair, ms")
    assert (worst.value, worst.note, worst.verdict) == (28, "crossed pair, cold", "MISSES THE BAR")
    assert figure(run, "sqlite: embed with its styles, bytes").value == 3_600
    rows = dict(report.tables(run))["Rates, sqlite"]
    assert ["strip, cold", "1", "0.90"] in [row[:3] for row in rows]
    assert ["embedded pair", "3,600 bytes", "1,700 packed"] in rows


def test_unused_indexes_are_told_apart():
    index = {"table": "articles_x", "bytes": 2_000_000, "rows": 9, "scans": 0, "unique": False}
    found = [
        index | {"index": "useless"},
        index | {"index": "used", "scans": 3},
        index | {"index": "promise", "unique": True},
        index | {"index": "idle", "rows": 0},
    ]
    run = report.Run(raw(queries={"postgresql-10000": {"pages": {}, "indexes": found}}))
    rows = dict(report.tables(run))["Indexes never used, postgresql-10000"]
    assert rows[1:] == [
        ["useless", "articles_x", "2.0", ""],
        ["idle", "articles_x", "2.0", "the table is empty"],
        ["promise", "articles_x", "2.0", "unique"],
    ]


def test_tables_can_be_printed(run):
    printed = {title: report.text(rows) for title, rows in report.tables(run)}
    rates = printed["Requests a second, postgresql-1000000"]
    assert ["story", "70", "0.070", "500", "0.50"] in [line.split() for line in rates.splitlines()]
    assert "archive, day" in rates
    assert "no such page" in printed["Search, one request at a time, postgresql-1000000"]


def test_readme_table_has_a_column_for_each_size(run):
    lines = report.readme(run).splitlines()
    assert "| 10,000 stories | 1,000,000 stories | from the page cache |" in lines[0]
    assert lines[1] == "| --- | --- | --- | --- |"
    assert "| story | 150 (0.15) | 70 (0.07) | 500 (0.50) |" in lines


# The command line ---------------------------------------------------------------------------


def test_counts_are_read_as_people_write_them():
    assert parsed(["run", "10_000,1000000"]).stories == [10_000, 1_000_000]
    assert parsed(["run"]).stories == [100_000]
    assert parsed(["run", "5", "--databases", "sqlite"]).databases == ["sqlite"]


def test_part_that_there_is_not_is_refused(capsys):
    assert parsed(["run", "--only", "http,search"]).only == ["http", "search"]
    with pytest.raises(SystemExit):
        parsed(["run", "--only", "magic"])
    assert "magic: choose from http, search, queries, memory" in capsys.readouterr().err


def test_pages_are_chosen_by_how_their_names_begin():
    targets = [rounds.Target(**one) for one in raw()["http"]["targets"]]
    chosen = {target.page for target in rounds._chosen(targets, ["listing", "story"])}
    assert chosen == {"gunicorn", "granian", "listing, page 1", "story"}


def test_sqlite_is_left_out_where_nobody_would_use_it(capsys):
    options = parsed(["run", "10000,1000000"])
    assert list(databases._wanted(options)) == [
        ("postgresql", 10_000),
        ("postgresql", 1_000_000),
        ("sqlite", 10_000),
    ]
    assert "100,000" in capsys.readouterr().out


def test_program_that_fails_is_named():
    with pytest.raises(RuntimeError, match="^no.such.module 5 failed"):
        databases.run_module({}, "no.such.module", "5")


def test_program_hands_back_what_it_printed_last():
    assert databases.run_module({}, "json.tool", "--compact", given={"a": 1}) == {"a": 1}


def test_different_pages_are_as_many_as_there_are():
    found = rounds._different(stories=20, last=5)
    assert len(found) == len(set(found)) == 23
    assert found[0] == "/articles/?page=2"
