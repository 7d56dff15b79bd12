"""A few rows of each bank in its own form, and what they say."""

import io
import json
import zipfile
from datetime import date
from decimal import Decimal

from tickers.providers.record import FixingRecord


def fixing(told):
    """`100 KZT = 15.9 RUB, 2026-04-25`"""
    pair, day = told.split(", ")
    nominal, base, _, value, quote = pair.split()
    return FixingRecord(base, quote, int(nominal), Decimal(value), date.fromisoformat(day))


def zipped(content, name="eurofxref-hist.csv"):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


def rows_of(names, *rows):
    return json.dumps([dict(zip(names.split(), row, strict=True)) for row in rows]).encode()


NBKR_DAILY = b"""<?xml version="1.0" encoding="windows-1251" ?>
<CurrencyRates Name="Daily Exchange Rates" Date="24.05.2026">
<Currency ISOCode="USD"><Nominal>1</Nominal><Value>87,4500</Value></Currency>
<Currency ISOCode="KZT"><Nominal>1</Nominal><Value>0,1859</Value></Currency>
</CurrencyRates>"""
NBKR_WEEKLY = b"""<?xml version="1.0" encoding="windows-1251" ?>
<CurrencyRates Name="Weekly Exchange Rates" Date="23.05.2026">
<Currency ISOCode="JPY"><Nominal>10</Nominal><ValidFor>7</ValidFor><Value>5,4969</Value></Currency>
<Currency ISOCode="BYR"><Nominal>100</Nominal><ValidFor>7</ValidFor><Value>0,3402</Value></Currency>
</CurrencyRates>"""
NBKR_PAST = (
    b"<table><tr><td><!--date-->25.06.2005<!--date--></td>"
    b"<td><!--value-->40,9614<!--value--></td></tr>"
    b"<tr><td><!--date-->18.06.2005<!--date--></td>"
    b"<td><!--value-->41,0685<!--value--></td></tr></table>"
)
NBK_DAY = """<?xml version="1.0" encoding="utf-8"?>
<rates><title>Official exchange rates</title><date>01.04.2026</date>
<item><fullname>АРМЯНСКИЙ ДРАМ</fullname><title>AMD</title><description>12.72</description>
<quant>10</quant><index>DOWN</index><change>-0.08</change></item>
<item><fullname>ДОЛЛАР США</fullname><title>USD</title><description>478.35</description>
<quant>1</quant><index></index><change>0.00</change></item>
</rates>""".encode()
NBK_EMPTY = b"<rates><title>Official exchange rates</title><date>01.04.2030</date></rates>"
NBK_FEED = b"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>
<item><title>USD</title><pubDate>18.04.16</pubDate><description>334.41</description>
<quant>1</quant><index></index><change>0.00</change><link /></item>
<item><title>EEK</title><pubDate>31.12.2010</pubDate><description>12.54</description>
<quant>1</quant><link /></item>
<item><title>TRL</title><pubDate>05.01.05</pubDate><description>0.09</description>
<quant>1000</quant><link /></item></channel></rss>"""
NBK_ALL = b"""<?xml version="1.0" encoding="utf-8"?><rates>
<item><title>AUD</title><pubDate>19.07.18</pubDate><description>253.58</description>
<quant>1</quant><index>DOWN</index><change>-0.97</change><link /></item></rates>"""
CBU_JSON = rows_of(
    "id Code Ccy CcyNm_RU Nominal Rate Diff Date",
    [69, "840", "USD", "Доллар США", "1", "12194.21", "-16.5", "01.04.2026"],
    [30, "360", "IDR", "Рупия", "10", "7.18", "0", "01.04.2026"],
)
CBU_OLD = rows_of("Ccy Nominal Rate Date", ["RUB", "1000", "13.46", "30.12.1997"])
CBU_XML = b"""<?xml version="1.0" encoding="UTF-8"?><CBU_Curr name="CBU Currency XML">
<CcyNtry ID="840"><Ccy>USD</Ccy><CcyNm_EN>US Dollar</CcyNm_EN><CcyMnrUnts>2</CcyMnrUnts>
<Nominal>1</Nominal><Rate>3257.25</Rate><date>07.02.2017</date></CcyNtry></CBU_Curr>"""
NBT_DAY = b"""<?xml version="1.0" encoding="utf-8" ?>
<ValCurs Date="2026-05-18" name="Foreign Currency Market">
<Valute ID="810"><CharCode>RUB</CharCode><Nominal>1</Nominal><Name>Russian Ruble</Name>
<Value>0.1277</Value></Valute>
<Valute ID="417"><CharCode>KGS</CharCode><Nominal>10</Nominal><Name>Kyrgyzstan Som</Name>
<Value>1.0686</Value></Valute>
</ValCurs>"""


def cbt(day):
    return f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r
<cbt_currency_rate name="CBT Currency XML">\r
<date>{day}</date>\r
<rate code="USD"><name>ABŞ-NYŇ DOLLARY</name><rate_usd>1</rate_usd><multiplier>1</multiplier>\r
<rate_tmt>3.5</rate_tmt><checksum>dc7504788bb2efee8ab4994dc5fd484b</checksum></rate>\r
<rate code="KGS"><name>GYRGYZ SOMY</name><rate_usd>87.45</rate_usd><multiplier>100</multiplier>\r
<rate_tmt>4.0023</rate_tmt></rate>\r
</cbt_currency_rate>\r
""".encode()


CBR_DAY = """<?xml version="1.0" encoding="windows-1251"?>
<ValCurs Date="25.04.2026" name="Foreign Currency Market">
<Valute ID="R01335"><NumCode>398</NumCode><CharCode>KZT</CharCode><Nominal>100</Nominal>
<Name>Казахстанских тенге</Name><Value>16,1234</Value><VunitRate>0,161234</VunitRate></Valute>
<Valute ID="R01300"><NumCode>364</NumCode><CharCode>IRR</CharCode><Nominal>1000000</Nominal>
<Name>Иранских риалов</Name><Value>53,9256</Value><VunitRate>5,39256E-05</VunitRate></Valute>
</ValCurs>""".encode("cp1251")
CBR_OLD = """<?xml version="1.0" encoding="windows-1251" ?>
<ValCurs Date="31.12.1997" name="Foreign Currency Market">
<Valute ID="R01235"><NumCode>840</NumCode><CharCode>USD</CharCode><Nominal>1</Nominal>
<Name>Доллар США</Name><Value>5 960,0000</Value></Valute></ValCurs>""".encode("cp1251")
CBR_RANGE = b"""<?xml version="1.0" encoding="windows-1251"?>
<ValCurs ID="R01717" DateRange1="01.03.2026" DateRange2="05.03.2026"
name="Foreign Currency Market Dynamic">
<Record Date="03.03.2026" Id="R01717"><Nominal>10000</Nominal><Value>63,2811</Value>
<VunitRate>0,00632811</VunitRate></Record>
<Record Date="04.03.2026" Id="R01717"><Nominal>10000</Nominal><Value>63,9</Value></Record>
</ValCurs>"""
CBR_SOMONI = b"""<ValCurs ID="R01670" DateRange1="01.10.2000" DateRange2="01.11.2000" name="D">
<Record Date="01.10.2000" Id="R01670"><Nominal>1000</Nominal><Value>13,54</Value></Record>
<Record Date="01.11.2000" Id="R01670"><Nominal>1</Nominal><Value>12,65</Value></Record></ValCurs>"""
CBR_HOLIDAYS = (
    b'<ValCurs ID="R01235" DateRange1="01.01.2026" DateRange2="05.01.2026" name="Dynamic"/>'
)
CBR_ERROR = b'<?xml version="1.0" encoding="windows-1251"?><ValCurs>Error in parameters</ValCurs>'
ECB_XML = b"""<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01"
 xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
<gesmes:subject>Reference rates</gesmes:subject><Cube>
<Cube time='2015-01-07'><Cube currency='USD' rate='1.1831'/>
<Cube currency='JPY' rate='141.17'/></Cube>
<Cube time="2015-01-06"><Cube currency="USD" rate="1.1914"/></Cube>
</Cube></gesmes:Envelope>"""
ECB_TABLE = b"""Date,USD,ROL,RON,
2026-10-30,1.1172,N/A,5.3447,
1999-01-04,1.1789,13111,N/A,
"""
ECB_DAILY = b"""Date, USD, JPY, \n30 October 2026, 1.1172, 175.68, \n"""
ECB_SERIES = b"""KEY,FREQ,CURRENCY,TIME_PERIOD,OBS_VALUE,OBS_STATUS,TITLE
EXR.D.AUD,D,AUD,2025-01-02,1.6618,A,"Australian dollar, euro"
EXR.D.AUD,D,AUD,2025-01-03,NaN,H,"Australian dollar, euro"
EXR.M.AUD,M,AUD,2025-01,1.7,A,"Australian dollar, euro"
"""
ECB_COMPACT = b"""<?xml version="1.0" encoding="UTF-8"?><CompactData xmlns="urn:m"><DataSet>
<Group CURRENCY="AUD" CURRENCY_DENOM="EUR" UNIT_MULT="0"/>
<Series FREQ="D" CURRENCY="AUD" CURRENCY_DENOM="EUR" EXR_TYPE="SP00" COLLECTION="A">
<Obs TIME_PERIOD="1999-01-04" OBS_VALUE="1.9100" OBS_STATUS="A"/>
<Obs TIME_PERIOD="1999-01-06" OBS_VALUE="NaN" OBS_STATUS="H"/></Series>
<Series FREQ="M" CURRENCY="AUD" CURRENCY_DENOM="EUR">
<Obs TIME_PERIOD="1999-01" OBS_VALUE="1.8639"/></Series></DataSet></CompactData>"""
ECB_GENERIC = b"""<m:GenericData xmlns:m="urn:m" xmlns:g="urn:g"><m:DataSet><g:Series><g:SeriesKey>
<g:Value id="FREQ" value="D"/><g:Value id="CURRENCY" value="USD"/></g:SeriesKey>
<g:Attributes><g:Value id="UNIT_MULT" value="0"/></g:Attributes>
<g:Obs><g:ObsDimension value="2026-03-13"/><g:ObsValue value="1.1000"/>
<g:Attributes><g:Value id="OBS_STATUS" value="A"/></g:Attributes></g:Obs>
</g:Series></m:DataSet></m:GenericData>"""
NBU_RANGE = rows_of(
    "exchangedate r030 cc rate units rate_per_unit calcdate special",
    ["01.03.2026", 840, "USD", 43.2081, 1, 43.2081, "26.02.2026", "N"],
    ["01.03.2026", 764, "THB", 13.9116, 10, 1.39116, "26.02.2026", None],
    ["02.03.2026", 840, "USD", 43.1, 1, 43.1, "27.02.2026", "N"],
)
NBU_TODAY = rows_of(
    "r030 txt rate cc exchangedate", [840, "Долар США", 43.2081, "USD", "01.03.2026"]
)
NBU_FORMER = rows_of(
    "StartDate TimeSign CurrencyCode CurrencyCodeL Units Amount",
    ["08.01.2024", "0000", "392", "JPY", 10, 2.6312],
)
NBU_FORMER_XML = b"""<?xml version="1.0" encoding="utf-8"?><ROWSET><ROW num="1">
<StartDate>19.12.2017</StartDate><TimeSign>0000</TimeSign><CurrencyCode>840</CurrencyCode>
<CurrencyCodeL>USD</CurrencyCodeL><Units>100</Units><Amount>2784.1032</Amount></ROW></ROWSET>"""
NBU_SOMONI = rows_of("exchangedate cc rate units", ["01.09.2000", "TJS", 2.78, 1000])
NBU_XML = b"""<?xml version="1.0" encoding="utf-8"?><exchange><currency><r030>36</r030>
<rate>19.374292</rate><cc>AUD</cc><exchangedate>18.02.2019</exchangedate></currency></exchange>"""
NBRB_DAY = rows_of(
    "Cur_ID Date Cur_Abbreviation Cur_Scale Cur_OfficialRate",
    [431, "2026-03-17T00:00:00", "USD", 1, 2.9463],
    [512, "2026-03-17T00:00:00", "VND", 100000, 11.2071],
)
NBRB_ONE = b"""{"Cur_ID": 431, "Date": "2024-03-12T00:00:00", "Cur_Abbreviation": "USD",
"Cur_Scale": 1, "Cur_Name": "dollar", "Cur_OfficialRate": 3.2179}"""
NBRB_XML = """<?xml version="1.0" encoding="utf-8"?>
<DailyExRates Date="02/21/2023"><Currency Id="510"><NumCode>051</NumCode><CharCode>AMD</CharCode>
<Scale>1000</Scale><Name>Армянских драмов</Name><Rate>7.0841</Rate></Currency>
</DailyExRates>""".encode()
NBRB_DYNAMICS = rows_of("Cur_ID Date Cur_OfficialRate", [145, "2017-01-01T00:00:00", 1.9585])
NBRB_OLD = rows_of(
    "Cur_ID Date Cur_Abbreviation Cur_Scale Cur_OfficialRate",
    [145, "2016-06-30T00:00:00", "USD", 1, 20053],
)


def _georgian(code, quantity, rate):
    return {
        "code": code,
        "quantity": quantity,
        "rateFormated": f"{rate:.4f}",
        "rate": rate,
        "date": "2026-02-27T17:01:00.093Z",
        "validFromDate": "2026-02-28T00:00:00.000Z",
    }


NBG_DAY = json.dumps(
    [
        {
            "date": "2026-02-28T00:00:00.000Z",
            "currencies": [_georgian("AED", 10, 7.2853), _georgian("USD", 1, 2.6755)],
        }
    ]
).encode()


def soap(content):
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">'
        f"<soap:Body>{content}</soap:Body></soap:Envelope>"
    ).encode()


def armenian_range(rows):
    return soap(
        '<ExchangeRatesByDateRangeByISOResponse xmlns="http://www.cba.am/">'
        "<ExchangeRatesByDateRangeByISOResult><diffgr:diffgram"
        ' xmlns:diffgr="urn:schemas-microsoft-com:xml-diffgram-v1">'
        f'<DocumentElement xmlns="">{rows}</DocumentElement></diffgr:diffgram>'
        "</ExchangeRatesByDateRangeByISOResult></ExchangeRatesByDateRangeByISOResponse>"
    )


def _armenian(code, amount, rate):
    return (
        f"<ExchangeRatesByRange><Rate>{rate}</Rate><Amount>{amount}</Amount><ISO>{code}</ISO>"
        "<Diff>-0.12</Diff><RateDate>2026-03-02T00:00:00+04:00</RateDate></ExchangeRatesByRange>"
    )


CBA_RANGE = armenian_range(
    _armenian("USD", 1, "376.88") + _armenian("UZS", 10, "0.31") + _armenian("XAU", 1, "62000.5")
)
CBA_NEWEST = soap(
    '<ExchangeRatesLatestResponse xmlns="http://www.cba.am/"><ExchangeRatesLatestResult>'
    "<CurrentDate>2026-03-19T00:00:00</CurrentDate><Rates><ExchangeRate><ISO>JPY</ISO>"
    "<Amount>10</Amount><Rate>23.65</Rate><Difference>0.1</Difference></ExchangeRate></Rates>"
    "</ExchangeRatesLatestResult></ExchangeRatesLatestResponse>"
)
CBA_BARE = b"""<?xml version="1.0" encoding="utf-8"?><ExchangeRates xmlns="http://www.cba.am/">
<CurrentDate>2026-09-23T00:00:00+04:00</CurrentDate><Rates><ExchangeRate><ISO>RUB</ISO>
<Amount>1</Amount><Rate>4.72</Rate></ExchangeRate><ExchangeRate><ISO>xag </ISO><Amount>1</Amount>
<Rate>400</Rate></ExchangeRate></Rates></ExchangeRates>"""
CBA_FAULT = soap(
    "<soap:Fault><faultcode>soap:Client</faultcode><faultstring>No such method</faultstring>"
    "</soap:Fault>"
)
TCMB_DAY = """<?xml version="1.0" encoding="ISO-8859-9"?>
<?xml-stylesheet type="text/xsl" href="isokur.xsl"?>
<Tarih_Date Tarih="05.03.2016" Date="03/05/2016" Bulten_No="2016/52">
<Currency CrossOrder="0" Kod="USD" CurrencyCode="USD"><Unit>1</Unit><Isim>ABD DOLARI</Isim>
<ForexBuying>2.8852</ForexBuying><ForexSelling>2.8904</ForexSelling></Currency>
<Currency CrossOrder="9" Kod="JPY" CurrencyCode="JPY"><Unit>100</Unit><Isim>JAPON YENİ</Isim>
<ForexBuying>2.5341</ForexBuying><ForexSelling>2.5509</ForexSelling></Currency>
<Currency CrossOrder="0" Kod="XXX" CurrencyCode="XXX"><Unit>1</Unit><ForexBuying></ForexBuying>
<BanknoteBuying>1.1</BanknoteBuying></Currency>
</Tarih_Date>""".encode("iso8859-9")
TCMB_OLD = b"""<?xml version="1.0" encoding="ISO-8859-9"?><Tarih_Date Tarih="31.12.2004"
Date="12/31/2004"><Currency Kod="USD"><Unit>1</Unit><ForexBuying>1342100</ForexBuying></Currency>
</Tarih_Date>"""
TCMB_HOLIDAY = {"Tarih": "01-03-2026", "TP_DK_USD_A_YTL": None, "TP_DK_USD_S_YTL": None}
TCMB_SERIES = json.dumps(
    {
        "totalCount": 2,
        "items": [
            TCMB_HOLIDAY,
            {
                "Tarih": "02-03-2026",
                "TP_DK_USD_A_YTL": "43.80000000",
                "TP_DK_USD_S_YTL": "43.87890000",
                "TP_DK_JPY_A_YTL": "28.00720000",
                "UNIXTIME": {"$numberLong": "1772398800"},
            },
        ],
    }
).encode()
TCMB_OTHER_SERIES = json.dumps(
    {
        "items": [
            {"Tarih": "31-12-2004", "TP_DK_USD_A": "1342100"},
            {"Tarih": "14-02-2025", "TP_DK_USD_A": "36.0448", "TP_DK_USD_S": "36.1"},
        ]
    }
).encode()
TCMB_HOLIDAYS = json.dumps({"totalCount": 1, "items": [TCMB_HOLIDAY]}).encode()
OXR = b"""{"disclaimer": "x", "license": "y", "timestamp": 1399748450, "base": "USD",
"rates": {"AED": 3.672947, "BTC": 0.0027, "USD": 1}}"""
OXR_SERIES = b"""{"disclaimer": "x", "start_date": "2013-01-01", "end_date": "2013-01-02",
"base": "USD", "rates": {"2013-01-01": {"EUR": 0.757}, "2013-01-02": {"EUR": 0.7587}}}"""
OXR_ERROR = b'{"error": true, "status": 403, "message": "not_allowed"}'
HOST_RATES = b"""{"success": true, "base": "EUR", "date": "2022-04-29",
"rates": {"EUR": 1, "KGS": 86.4, "XPF": 1.2e2}}"""
HOST_QUOTES = b"""{"success": true, "timestamp": 1430870399, "source": "USD",
"quotes": {"USDAED": 3.673069, "USDUSD": 1}}"""
HOST_FRAME = b"""{"success": true, "timeframe": true, "start_date": "2024-12-29", "source": "USD",
"quotes": {"2024-12-29": {"USDKGS": 87.0}, "2024-12-30": {"USDKGS": 87.1, "USDUSD": 1}}}"""
HOST_SERIES = b"""{"success": true, "timeseries": true, "start_date": "2012-05-01", "base": "EUR",
"rates": {"2012-05-01": {"USD": 1.322891}, "2012-05-02": {"USD": 1.315066}}}"""
HOST_ERROR = b'{"success": false, "error": {"code": 101, "type": "missing_access_key"}}'
CSV = """\ufeffDate;Base;Quote;Nominal;Value
24.05.2026;usd;KGS;1;87,45
2026-05-25;KZT;KGS;1 000;1 859,10
""".encode()
CSV_NAMED = """date;base;quote;value;Название
24.05.2026;USD;KGS;1\xa0087,45;Доллар США
"""
CSV_PLAIN = b"""value,quote,base,date
"1,234.50",KGS,XAU,2026-05-24

0.1859,KGS,KZT,2026-05-24
"""

#: (provider, payload, what it says)
READ = [
    ("nbkr", NBKR_DAILY, ["1 USD = 87.4500 KGS, 2026-05-24", "1 KZT = 0.1859 KGS, 2026-05-24"]),
    ("nbkr", NBKR_WEEKLY, ["10 JPY = 5.4969 KGS, 2026-05-23", "100 BYR = 0.3402 KGS, 2026-05-23"]),
    ("nbk", NBK_DAY, ["10 AMD = 12.72 KZT, 2026-04-01", "1 USD = 478.35 KZT, 2026-04-01"]),
    ("nbk", NBK_EMPTY, []),
    ("nbk", NBK_ALL, ["1 AUD = 253.58 KZT, 2018-07-19"]),
    (
        "nbk",
        NBK_FEED,
        [
            "1 USD = 334.41 KZT, 2016-04-18",
            "1 EEK = 12.54 KZT, 2010-12-31",
            "1000 TRL = 0.09 KZT, 2005-01-05",
        ],
    ),
    ("cbu", CBU_JSON, ["1 USD = 12194.21 UZS, 2026-04-01", "10 IDR = 7.18 UZS, 2026-04-01"]),
    ("cbu", CBU_XML, ["1 USD = 3257.25 UZS, 2017-02-07"]),
    ("cbu", CBU_OLD, ["1000 RUR = 13.46 UZS, 1997-12-30"]),
    ("nbt", NBT_DAY, ["1 RUB = 0.1277 TJS, 2026-05-18", "10 KGS = 1.0686 TJS, 2026-05-18"]),
    (
        "cbt",
        cbt("20.05.2026"),
        ["1 USD = 3.5 TMT, 2026-05-20", "100 KGS = 4.0023 TMT, 2026-05-20"],
    ),
    (
        "cbt",
        cbt("2020-05-20"),
        ["1 USD = 3.5 TMT, 2020-05-20", "100 KGS = 4.0023 TMT, 2020-05-20"],
    ),
    (
        "cbt",
        cbt("31.12.2008"),
        ["1 USD = 3.5 TMM, 2008-12-31", "100 KGS = 4.0023 TMM, 2008-12-31"],
    ),
    (
        "cbr",
        CBR_DAY,
        ["100 KZT = 16.1234 RUB, 2026-04-25", "1000000 IRR = 53.9256 RUB, 2026-04-25"],
    ),
    ("cbr", CBR_OLD, ["1 USD = 5960.0000 RUR, 1997-12-31"]),
    ("cbr", CBR_RANGE, ["10000 UZS = 63.2811 RUB, 2026-03-03", "10000 UZS = 63.9 RUB, 2026-03-04"]),
    ("cbr", CBR_SOMONI, ["1000 TJR = 13.54 RUB, 2000-10-01", "1 TJS = 12.65 RUB, 2000-11-01"]),
    ("cbr", CBR_HOLIDAYS, []),
    (
        "ecb",
        ECB_XML,
        [
            "1 EUR = 1.1831 USD, 2015-01-07",
            "1 EUR = 141.17 JPY, 2015-01-07",
            "1 EUR = 1.1914 USD, 2015-01-06",
        ],
    ),
    (
        "ecb",
        zipped(ECB_TABLE),
        [
            "1 EUR = 1.1172 USD, 2026-10-30",
            "1 EUR = 5.3447 RON, 2026-10-30",
            "1 EUR = 1.1789 USD, 1999-01-04",
            "1 EUR = 13111 ROL, 1999-01-04",
        ],
    ),
    ("ecb", ECB_DAILY, ["1 EUR = 1.1172 USD, 2026-10-30", "1 EUR = 175.68 JPY, 2026-10-30"]),
    ("ecb", ECB_SERIES, ["1 EUR = 1.6618 AUD, 2025-01-02"]),
    ("ecb", ECB_COMPACT, ["1 EUR = 1.9100 AUD, 1999-01-04"]),
    ("ecb", ECB_GENERIC, ["1 EUR = 1.1000 USD, 2026-03-13"]),
    (
        "nbu",
        NBU_RANGE,
        [
            "1 USD = 43.2081 UAH, 2026-03-01",
            "10 THB = 13.9116 UAH, 2026-03-01",
            "1 USD = 43.1 UAH, 2026-03-02",
        ],
    ),
    ("nbu", NBU_TODAY, ["1 USD = 43.2081 UAH, 2026-03-01"]),
    ("nbu", NBU_XML, ["1 AUD = 19.374292 UAH, 2019-02-18"]),
    ("nbu", NBU_FORMER, ["10 JPY = 2.6312 UAH, 2024-01-08"]),
    ("nbu", NBU_FORMER_XML, ["100 USD = 2784.1032 UAH, 2017-12-19"]),
    ("nbu", NBU_SOMONI, ["1000 TJR = 2.78 UAH, 2000-09-01"]),
    ("nbrb", NBRB_DAY, ["1 USD = 2.9463 BYN, 2026-03-17", "100000 VND = 11.2071 BYN, 2026-03-17"]),
    ("nbrb", NBRB_XML, ["1000 AMD = 7.0841 BYN, 2023-02-21"]),
    ("nbrb", NBRB_OLD, ["1 USD = 20053 BYR, 2016-06-30"]),
    ("nbrb", NBRB_ONE, ["1 USD = 3.2179 BYN, 2024-03-12"]),
    ("nbg", NBG_DAY, ["10 AED = 7.2853 GEL, 2026-02-28", "1 USD = 2.6755 GEL, 2026-02-28"]),
    ("cba", CBA_RANGE, ["1 USD = 376.88 AMD, 2026-03-02", "10 UZS = 0.31 AMD, 2026-03-02"]),
    ("cba", CBA_NEWEST, ["10 JPY = 23.65 AMD, 2026-03-19"]),
    ("cba", CBA_BARE, ["1 RUB = 4.72 AMD, 2026-09-23"]),
    ("cba", armenian_range(""), []),
    ("tcmb", TCMB_DAY, ["1 USD = 2.8852 TRY, 2016-03-05", "100 JPY = 2.5341 TRY, 2016-03-05"]),
    ("tcmb", TCMB_OLD, ["1 USD = 1342100 TRL, 2004-12-31"]),
    (
        "tcmb",
        TCMB_SERIES,
        ["1 USD = 43.80000000 TRY, 2026-03-02", "100 JPY = 28.00720000 TRY, 2026-03-02"],
    ),
    (
        "tcmb",
        TCMB_OTHER_SERIES,
        ["1 USD = 1342100 TRL, 2004-12-31", "1 USD = 36.0448 TRY, 2025-02-14"],
    ),
    ("tcmb", TCMB_HOLIDAYS, []),
    (
        "openexchangerates",
        OXR,
        ["1 USD = 3.672947 AED, 2014-05-10", "1 USD = 0.0027 BTC, 2014-05-10"],
    ),
    (
        "openexchangerates",
        OXR_SERIES,
        ["1 USD = 0.757 EUR, 2013-01-01", "1 USD = 0.7587 EUR, 2013-01-02"],
    ),
    (
        "exchangerate_host",
        HOST_FRAME,
        ["1 USD = 87.0 KGS, 2024-12-29", "1 USD = 87.1 KGS, 2024-12-30"],
    ),
    (
        "exchangerate_host",
        HOST_SERIES,
        ["1 EUR = 1.322891 USD, 2012-05-01", "1 EUR = 1.315066 USD, 2012-05-02"],
    ),
    (
        "exchangerate_host",
        HOST_RATES,
        ["1 EUR = 86.4 KGS, 2022-04-29", "1 EUR = 120 XPF, 2022-04-29"],
    ),
    ("exchangerate_host", HOST_QUOTES, ["1 USD = 3.673069 AED, 2015-05-05"]),
    ("csv", CSV, ["1 USD = 87.45 KGS, 2026-05-24", "1000 KZT = 1859.10 KGS, 2026-05-25"]),
    ("csv", CSV_PLAIN, ["1 XAU = 1234.50 KGS, 2026-05-24", "1 KZT = 0.1859 KGS, 2026-05-24"]),
]

#: (provider, what it sends with status 200 where there are no rates)
ERRORS = [
    ("nbkr", b"<error>Service is closed</error>"),
    ("nbk", b"<rates><title>Official exchange rates</title></rates>"),
    ("nbk", b"<rss><channel></channel></rss>"),
    ("cbu", b"[]"),
    ("cbu", b'{"error": "not found"}'),
    ("nbt", b'<ValCurs Date="2026-05-18" name="Foreign Currency Market"></ValCurs>'),
    ("cbt", b"<cbt_currency_rate><date>20.05.2026</date></cbt_currency_rate>"),
    ("cbr", CBR_ERROR),
    ("cbr", b'<ValCurs ID="R99999" DateRange1="01.01.2026" DateRange2="02.01.2026"/>'),
    ("ecb", b'<E:Envelope xmlns:E="urn:x"><Cube></Cube></E:Envelope>'),
    ("ecb", zipped(b"")),
    ("ecb", zipped("empty\n")),
    ("nbu", b"<?xml version='1.0'?><error>Wrong parameters</error>"),
    ("nbu", b"[\r\n]"),
    ("nbu", b"[{ Wrong date format }]"),
    ("nbrb", b"[]"),
    ("nbrb", b"null"),
    ("nbrb", b"<DailyExRates />"),
    ("nbrb", NBRB_DYNAMICS),
    ("nbg", b'[{"date": "2026-02-28T00:00:00.000Z", "currencies": []}]'),
    ("nbg", b'{"errors": [{"message": "Invalid date"}]}'),
    ("cba", CBA_FAULT),
    ("tcmb", b'{"totalCount": 0, "items": []}'),
    ("tcmb", b'{"error": "Invalid key"}'),
    ("openexchangerates", OXR_ERROR),
    ("openexchangerates", b'{"timestamp": 1399748450, "base": "USD", "rates": {}}'),
    ("exchangerate_host", HOST_ERROR),
    ("exchangerate_host", b'{"success": false}'),
    ("csv", b"date,base,quote,nominal,value\n"),
    ("csv", b"day,from,to,rate\n2026-05-24,USD,KGS,87.45\n"),
]
