"""What holds for every list of the desk, whatever app it is of."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group

from newsroom.admin_site import NewsroomAdminSite
from newsroom.bounded_list import BoundedPaginator
from tests.factories import make_fixing


def test_each_list_is_counted_no_further_than_it_can_be_paged():
    assert admin.site._registry
    for one in admin.site._registry.values():
        assert one.paginator is BoundedPaginator
        assert (one.show_full_result_count, one.list_max_show_all) == (False, 0)


def test_list_may_have_a_paginator_of_its_own():
    class Own(BoundedPaginator):
        pass

    site = NewsroomAdminSite()
    site.register(Group, paginator=Own)
    assert site._registry[Group].paginator is Own


@pytest.mark.parametrize("filter_", ["provider", "review__exact", "q", "day"])
def test_list_finds_nothing_by_what_no_database_takes(admin_client, filter_):
    make_fixing()
    answer = admin_client.get(f"/admin/tickers/fixing/?{filter_}=a%00b")
    assert (answer.status_code, len(answer.context["cl"].result_list)) == (200, 0)
