"""How programs are answered: for a minute, for pages of any site, refusals in a sentence."""

from functools import wraps

from django.http import JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from tickers.addresses import Refusal

#: Seconds for which an answer may be shown without asking again.
MINUTE = 60


def for_programs(view):
    """Answer what a view returns, or its Refusal as JSON with the sentence in `error`."""

    # What is posted changes nothing and is told that it is not allowed.
    @csrf_exempt
    @require_safe
    @wraps(view)
    def answered(request, *args, **kwargs):
        try:
            response = view(request, *args, **kwargs)
            patch_cache_control(response, public=True, max_age=MINUTE)
        except Refusal as refusal:
            response = as_json({"error": str(refusal)})
            response.status_code = refusal.status
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return answered


def as_json(facts):
    return JsonResponse(facts, json_dumps_params={"ensure_ascii": False})
