"""`{{ story.body|then_and_now }}`: the rates that a text quotes, and what they are now."""

from django import template

from tickers.references import then_and_now

register = template.Library()
register.filter("then_and_now", then_and_now)
