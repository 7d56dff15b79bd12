"""`manage.py load_demo`: fill an empty site with the demo newsroom; again, it changes nothing."""

import secrets

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from newsroom.demo.loading import load_rates, load_stories
from newsroom.settings import env

PEOPLE = (("chief", "Chief"), ("editor", "Editor"), ("reporter", "Reporter"))


class Command(BaseCommand):
    help = "Load the demo newsroom: 1,060 stories, two years of rates, three people."

    def add_arguments(self, parser):
        parser.add_argument(
            "--password",
            default=env.str("DEMO_PASSWORD", ""),
            help="password of the demo people; default: DEMO_PASSWORD, else a random one",
        )

    @transaction.atomic
    def handle(self, *args, password, **options):
        people = self._people(password or secrets.token_urlsafe(9))
        now = timezone.localtime()
        self._tell("stories", load_stories(now, writer=people["reporter"]))
        self._tell("rates", load_rates(now.date()))

    def _tell(self, what, number):
        news = f"{number} loaded" if number else "unchanged"
        self.stdout.write(f"Demo {what}: {news}.")

    def _people(self, password):
        self.stdout.write("Demo people, for the desk at /admin/:")
        return {name: self._person(name, role, password) for name, role in PEOPLE}

    def _person(self, name, role, password):
        user, created = get_user_model().objects.get_or_create(
            username=name, defaults={"is_staff": True, "email": f"{name}@example.org"}
        )
        if created:
            user.set_password(password)
            user.save()
            user.groups.add(Group.objects.get(name=role))
        known = user.check_password(password)
        shown = password if known else f"as you set it (new: manage.py changepassword {name})"
        self.stdout.write(f"  {name:<10}{shown}")
        return user
