"""Statements and plans of a page."""

import pytest

from tests.bench import queries
from tests.factories import make_article

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
