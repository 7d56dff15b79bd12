"""People with a login: a chief runs the newsroom, an administrator the machine."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from tests.factories import PASSWORD, make_user

User = get_user_model()
LIST = "/admin/auth/user/"


@pytest.fixture
def root(db):
    return User.objects.create_superuser("root", password=PASSWORD)


def change(person):
    return reverse("admin:auth_user_change", args=[person.pk])


def posted(person, **overrides):
    return {"username": person.username, "is_active": "on", "is_staff": "on"} | overrides


def test_chief_gives_a_person_a_role(chief):
    person, role = make_user("zarina"), Group.objects.get(name="Editor")
    assert chief.post(change(person), posted(person, groups=[role.pk])).status_code == 302
    assert person.groups.get() == role


def test_chief_makes_nobody_an_administrator(chief):
    person = chief.user
    every = [permission.pk for permission in Permission.objects.all()]
    chief.post(change(person), posted(person, is_superuser="on", user_permissions=every))
    person.refresh_from_db()
    assert not person.is_superuser
    assert not person.user_permissions.exists()


def test_chief_only_reads_an_administrator(chief, root):
    assert chief.get(change(root)).status_code == 200
    assert chief.post(change(root), posted(root, username="taken")).status_code == 403
    password = reverse("admin:auth_user_password_change", args=[root.pk])
    assert chief.post(password, {"password1": "x", "password2": "x"}).status_code == 403


def test_chief_deletes_no_administrator(chief, root):
    address = reverse("admin:auth_user_delete", args=[root.pk])
    assert chief.post(address, {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [root.pk], "post": "yes"}
    chief.post(LIST, chosen)
    assert User.objects.filter(pk=root.pk).exists()


def test_administrator_may_do_all_of_it(client, root):
    client.force_login(root)
    person = make_user("zarina")
    assert b'name="is_superuser"' in client.get(change(person)).content
    client.post(change(person), posted(person, is_superuser="on"))
    person.refresh_from_db()
    assert person.is_superuser
    assert client.get("/admin/auth/group/").status_code == 200


def test_list_names_the_roles(chief):
    make_user("zarina", role="Editor")
    assert b"Editor" in chief.get(LIST).content


def test_list_costs_the_same_with_many_people(chief, django_assert_max_num_queries):
    for _ in range(20):
        make_user(role="Editor")
    with django_assert_max_num_queries(11):
        chief.get(LIST)
