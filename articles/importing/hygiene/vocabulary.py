"""The words of those who inject links: what they sell, and where their links lead.

Regular expressions for text in lower case, by trade.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trade:
    """One trade: `phrase` is what only an advertisement says, `word` what honest stories have
    too; `good` is one of those words that alone makes a link an advertisement; `host` is a part
    of the names of its sites."""

    name: str
    phrase: re.Pattern
    word: re.Pattern
    good: re.Pattern
    host: re.Pattern


def _trade(name, phrases: Iterable[str], words: str, hosts: Iterable[str], good: str = "(?!)"):
    return Trade(
        name,
        re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})"),
        re.compile(rf"(?<!\w)(?:{words})(?!\w)"),
        re.compile(good),
        re.compile("|".join(hosts)),
    )


_CASINO = r"(?:casin(?:o|os|ò|ot|oer)|k[ay]s[iy]n[oa]s?|cazin[oó]|kazino|казино)"
_PILL = (
    r"(?:viagra|cialis|levitra|kamagra|sildenafil|tadalafil|vardenafil|xanax|tramadol|ambien"
    r"|valium|phentermine|modafinil|propecia|priligy|dapoxetine|виагр[аыуе]|сиалис|левитр[аыу])"
)
_BRAND = (
    r"(?:rolex|louis vuitton|gucci|prada|chanel|oakley|ray[- ]?bans?|jordans|nike|adidas"
    r"|ugg(?:s| boots)?|michael kors|moncler|hermes|burberry|tiffany|pandora|north face"
    r"|(?:nfl|nba|mlb|nhl) jerseys?|jerseys|handbags?|watches)"
)
_PAPER = (
    r"(?:essays?|term ?papers?|research papers?|dissertations?|thesis|theses|homework"
    r"|assignments?|coursework|college papers?)"
)
# A word of its own in the name of a site.
_ALONE = r"(?<![a-z]){}(?![a-z])"

TRADES = (
    _trade(
        "gambling",
        (
            rf"(?:online|best|top|new|live|crypto|bitcoin|mobile|free)\W+(?:\w+\W+)?{_CASINO}",
            rf"{_CASINO}\W+(?:online|bonus\w*|games?|slots?|sites?|reviews?|utan|uten|uden)",
            rf"{_CASINO}\W+(?:ohne|sans|senza|zonder|non aams|онлайн|бонус\w*|вулкан|рояль|азино)",
            r"онлайн[- ]казино|online\W+(?:slots?|poker|betting|gambling|roulette|blackjack)",
            r"(?:play|best|free|real money) (?:slots?|poker|roulette|blackjack)",
            r"free ?spins?|freispiele|no deposit bonus\w*|фриспин\w*|бездепозитн\w+",
            r"slots? (?:gacor|online|machines? (?:online|free)|games|deposit|88|777)",
            r"situs (?:judi|slot|togel)|judi (?:online|bola|slot)|togel|bandarq",
            r"(?:sports?|football|soccer|best) betting|betting (?:sites?|tips|bonus\w*|odds)",
            r"1 ?x ?bet|mel ?bet|mostbet|betwinner|parimatch|22bet|1хбет|мостбет|мелбет",
            r"pin-?up (?:casino|bet|казино)|игровы[ех]х? автомат\w*|став(?:ки|ок) на спорт",
            r"букмекерск\w+ контор\w+|покер онлайн",
        ),
        rf"{_CASINO}|poker|betting|gambl(?:e|ing|ers?)|slots?|roulette|blackjack|jackpots?"
        r"|bookmakers?|bookies|wager\w*|покер\w*|слот[ыа]?|букмекер\w*|рулетк\w+|азартн\w+"
        r"|тотализатор\w*|лудоман\w*",
        (
            r"[ck]a[sz]ino|kasyno|казино|slots|slot-|-slot|slot\d|poker|betting|gambl|roulette",
            r"blackjack|jackpot|1xbet|1xstavka|melbet|mostbet|parimatch|pin-?up-?(?:bet|cas|kaz)",
            r"betwinner|betway|bet365|22bet|bookmaker|azino|free-?spin|букмек",
            r"vulkan-?(?:cas|kaz|club|slot|vegas|bet|stav|igr|24)|stavki|togel|judi(?:online|bola)",
            *map(_ALONE.format, ("bets?", "judi")),
        ),
        _CASINO,
    ),
    _trade(
        "pills",
        (
            rf"(?:buy|cheap|cheapest|generic|order|discount|purchase)\W+(?:\w+\W+){{0,2}}{_PILL}",
            rf"(?:online|brand|female|herbal|купить|дешев\w+)\W+(?:\w+\W+){{0,2}}{_PILL}",
            rf"{_PILL}\W+(?:online|for sale|generic|buy|prices?|cheap|pills?|without|no rx)",
            rf"{_PILL}\W+(?:\d+ ?mg|купить|цена|без рецепта|в аптеке)",
            r"(?:canadian|cheap|internet|overseas) (?:pharmac(?:y|ies)|drug ?stores?|drugs)",
            r"without (?:a |dr |doctor )?prescription|no prescription|weight loss pills?",
            r"diet pills?|(?:male|penis) enhancement|penis enlargement",
        ),
        rf"{_PILL}|pharmac(?:y|ies)|pills?",
        (
            r"viagra|cialis|levitra|kamagra|tadalafil|sildenafil|xanax|tramadol|phentermine",
            r"online-?pharm|pharm\w*-?online|canad\w+-?(?:pharm|drug)|cheap-?(?:pill|drug|meds)",
            r"pills|rx-?(?:online|store|meds)|-rx(?![a-z])",
        ),
        _PILL,
    ),
    _trade(
        "pornography",
        (
            r"(?:free|hd|gay|teen|watch|mature|amateur) porn\w*|adult dating|live cams?|milf",
            r"porn (?:videos?|tube|hub|movies|sites?|pics)|xxx (?:videos?|movies|porn)",
            r"sex (?:cams?|chat|dating|dolls?|videos?|shop|tube)|call girls",
            r"escorts? (?:services?|girls?|agenc\w+|in)|эскорт[- ]услуги|интим услуги",
            r"порно (?:видео|онлайн|ролики|фото)|секс (?:знакомства|чат|видео)",
            r"проститутк\w+ (?:\w+ )?(?:недорого|индивидуалки|вызвать|бишкека|алматы|москвы)",
        ),
        r"porn|porno|pornography|xxx|escorts?|prostitut\w+|порно\w*|эскорт\w*|проститу\w+",
        (
            r"porn|xxx|xvideo|escort|sex-?cam|cam-?girl|hentai|prostitut|intim-?(?:usl|dos)",
            _ALONE.format("sex"),
        ),
        r"porno?|xxx|порно",
    ),
    _trade(
        "loans",
        (
            r"payday (?:loans?|advances?|lend\w+)|no credit check|деньги в долг",
            r"(?:quick|instant|fast|same day|bad credit) (?:cash |payday |personal )?loans?",
            r"(?:cash advance|installment|car title|title) loans?|(?:easy|personal) loans? online",
            r"микроза[йе]м\w*|за[йе]м\w* (?:онлайн|на карту|без)|быстр\w+ за[йе]м\w*",
            r"кредит без (?:отказа|справок)",
        ),
        r"loans?|payday|lenders?|за[йе]м\w*|микрокредит\w*",
        (
            r"payday|cash-?advance|(?:quick|fast|instant|easy)-?(?:cash|loan)|mi[ck]ro-?za[iy]m",
            _ALONE.format("zaim(?:y|ov)?"),
        ),
    ),
    _trade(
        "essays",
        (
            rf"{_PAPER}\W+(?:writing|writers?|for sale|online|help|services?)",
            rf"(?:write|do|buy|edit|pay for) (?:my|an?|me an?|custom) (?:\w+ )?{_PAPER}",
            rf"(?:buy|custom|cheap|order|purchase) (?:\w+ )?{_PAPER}",
            r"(?:paper|essay|thesis|dissertation) writing|дипломы? о высшем",
            r"(?:курсов|дипломн|реферат|контрольн)\w*(?: работ\w*)? на заказ",
            r"купить диплом\w*|диплом\w* купить",
        ),
        rf"{_PAPER}|реферат\w*|диплом(?:ы|а|ов|ом)?|курсов\w+",
        (
            r"essay|dissertation|write-?my|my-?paper|paper-?writ|papers-?(?:help|online|owl)",
            r"term-?paper|do-?my-?home|homework-?help|diplom(?:y|s|kup|i-|-)|kursov",
        ),
    ),
    _trade(
        "replicas",
        (
            rf"(?:replica|fake|cheap|discount|wholesale|outlet)\W+(?:\w+\W+)?{_BRAND}",
            rf"{_BRAND}\W+(?:outlet|replicas?|sale|for cheap|store|handbags?|boots|sunglasses)",
            r"replica watches|реплик[аи] (?:часов|сумок)|копии часов",
        ),
        rf"replicas?|outlets?|{_BRAND}|реплик\w*",
        (
            r"replica|outlet-?(?:store|online|sale)|(?:ugg|nike|kors|vuitton|oakley)s?-?outlet",
            r"jerseys|cheap-?(?:jordan|nike|ugg|watch|bag)|fake-?watch|handbags|rolex",
        ),
    ),
    _trade(
        "schemes",
        (
            r"binary options?|бинарн\w+ опцион\w*|приворот\w*|гадание онлайн|накрутка",
            r"buy (?:backlinks|followers|likes|instagram|youtube)|link building|backlinks",
            r"seo (?:services?|company|agency|expert|packages?)|(?:раскрутка|продвижение) сайт\w+",
        ),
        r"seo|backlinks?|followers|traders?",
        (
            r"backlink|buy-?(?:followers|likes|links)|binary-?option|privorot",
            r"seo-?(?:service|agency|expert)",
        ),
    ),
)

#: Something of all these, for a first look at links: it may err on the safe side only.
SUSPECT = re.compile(
    r"[ck]a[sz]in|kasyn|kysin|poker|\bbets?\b|betting|[lxt2]bet\b|bet365|betw[ia]|parimatch|gambl"
    r"|slot|roulette|blackjack|jackpot|wager|togel|\bjudi|bandarq|spins?\b|freispiel|pin-?up|azino"
    r"|vulkan-?[cksbiv2]|stavki|bookmaker|bookies|viagra|cialis|levitra|kamagra|nafil|xanax"
    r"|tramadol|phentermine|ambien|valium|modafinil|propecia|priligy|dapoxetine|pharm|drug ?store"
    r"|(?:cheap|overseas|canad\w+)[ -]?drug|prescription|pills|meds\b|enhanc|enlarg|rx\b|\brx|porn"
    r"|xxx|xvid|escort|\bsex|call girl|cam-?girl|milf|live cam|hentai|prostit|adult dat|intim-?"
    r"|payday|loan|cash-? ?adv|credit check|(?:fast|quick|easy|instant)-?cash|zaim|zaym|essay"
    r"|term-? ?paper|(?:research|college|my|buy|custom) ?-?paper|papers?-? ?(?:writ|help|onl|owl)"
    r"|dissert|thes[ie]s|homework|assignment|coursework|write-?my|diplom[ysik-]|kursov|replica"
    r"|outlet|jersey|rolex|vuitton|handbag|(?:cheap|fake|discount|wholesale)\W?\w+|ugg|kors\b"
    r"|gucci|prada|oakley|ray-? ?ban|moncler|hermes|burberry|binary-? ?option|backlink"
    r"|buy-? ?(?:follow|like|insta|you)|seo[ -]|link building|privorot"
    r"|казин|автомат|став(?:ки|ок) на|букмек|хбет|мостбет|мелбет|фриспин|бездеп|покер|виагр|сиалис"
    r"|левитр|порно|эскорт|проститу|секс|интим|за[йе]м|в долг|кредит без|на заказ|диплом|реферат"
    r"|реплик|копии|опцион|раскрутк|продвижен|накрутк|приворот|гадани"
)
#: For a first look at the beginning and the end of a story without links.
LOUDEST = ("casino", "kasino", "viagra", "cialis", "slots", "betting", "казино", "porn")

_LOOKALIKES = str.maketrans("аеорсхукіѕтмнв013@$", "aeopcxykistmhboieas")
#: Letters that look like Latin ones beside Latin ones, and signs for letters between letters.
DISGUISED = re.compile(r"[a-z][\u0430-\u045e]|[\u0430-\u045e][a-z]|[a-z][013$][a-z]")


def folded(text: str) -> str:
    """Return text in lower case and on one line; `саsin0` and `v1agra` as they are meant."""
    words = text.lower().split()
    return " ".join(w.translate(_LOOKALIKES) if DISGUISED.search(w) else w for w in words)
