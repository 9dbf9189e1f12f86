"""SQL that turns text into exact decimals, and currency signs into codes.

Layers, so that only odd values pay: ``fast_…`` is a plain cast; what that does not read (signs,
thousands marks, parentheses) is tidied. Digits beyond the sixth decimal are rounded away: they are
noise of binary fractions, never money.
"""

from __future__ import annotations

from regulars.facts.mapping import SourceColumn
from regulars.readers.rows.expressions import BLANK_WORDS, SPACES, identifier, is_number, literal, literals, untouched
from regulars.readers.rows.number_forms import NumberForm

DECIMAL = "DECIMAL(18, 6)"
CODES = tuple(
    "AED ARS AUD BGN BHD BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR IRR ISK JPY KRW KWD KZT LKR MAD"
    " MXN MYR NGN NOK NZD OMR PEN PHP PKR PLN QAR RON RSD RUB SAR SEK SGD THB TND TRY TWD UAH USD UYU UZS VND ZAR".split()
)
SIGNS = {"€": "EUR", "£": "GBP", "₹": "INR", "₽": "RUB", "₺": "TRY", "₩": "KRW", "₪": "ILS", "₫": "VND", "₴": "UAH",
         "฿": "THB", "₱": "PHP", "₦": "NGN", "₸": "KZT", "zł": "PLN", "Kč": "CZK", "Ft": "HUF", "US$": "USD", "C$": "CAD",
         "A$": "AUD", "R$": "BRL", "Rs": "INR", "Fr": "CHF", "руб": "RUB", "р.": "RUB", "грн": "UAH", "лв": "BGN"}  # fmt: skip
# Signs of several currencies: the shop's own where it uses that sign, else the commonest.
SHARED_SIGNS = {"$": ("USD", "CAD", "AUD", "NZD", "MXN", "SGD", "HKD"), "¥": ("JPY", "CNY"), "kr": ("SEK", "NOK", "DKK", "ISK")}
_MINUS = r"\-−–"
_TOKEN = "(?i:" + "|".join(
    s.replace("$", r"\$").replace(".", r"\.") for s in sorted((*SIGNS, *SHARED_SIGNS, *CODES), key=len, reverse=True)
) + r")\.?"  # fmt: skip


def raw_number(column: SourceColumn) -> str:
    """A number as the source has it: typed, or text."""
    return identifier(column.name) if is_number(column) else untouched(column)


def fast_number(field: str, column: SourceColumn, form: NumberForm) -> str:
    """First layer: a plain cast; NULL for what needs tidying."""
    if is_number(column) or form.mark == "dot":
        return f"TRY_CAST(x_{field} AS {DECIMAL})"
    return f"CASE WHEN NOT contains(x_{field}, '.') THEN TRY_CAST(replace(x_{field}, ',', '.') AS {DECIMAL}) END"


def odd_number(field: str, column: SourceColumn) -> str:
    """Second layer: the text that a cast could not read, if there is any."""
    if is_number(column):
        return f"CASE WHEN fast_{field} IS NULL AND x_{field} IS NOT NULL AND NOT isnan(CAST(x_{field} AS DOUBLE)) THEN '?' END"
    blank = f"lower(regexp_replace(x_{field}, '[{SPACES}]', '', 'g')) IN ({literals(('', *BLANK_WORDS))})"
    return f"CASE WHEN fast_{field} IS NULL THEN CASE WHEN {blank} THEN NULL ELSE x_{field} END END"


def exact(field: str, form: NumberForm) -> str:
    """Last layer: the decimal, NULL where there is none or it can't be read."""
    odd = f"odd_{field}"
    bare = f"regexp_replace(regexp_replace({odd}, {literal(_TOKEN)}, '', 'g'), '[.,][{_MINUS}—]+$', '')"  # CHF 12.-
    core = f"regexp_replace({bare}, '[{SPACES}()+{_MINUS}]', '', 'g')"
    mark, other = (r"\.", ",") if form.mark == "dot" else (",", r"\.")
    groups = rf"\d{{1,3}}(?:{other}\d{{2,3}})*{other}\d{{3}}|\d{{1,3}}(?:[''’`]\d{{3}})+|\d+"
    shape = rf"^(?:{groups})(?:{mark}\d*)?$|^{mark}\d+$"
    whole = rf"^[^0-9]*(?:\d+|\d{{1,3}}(?:[{SPACES}]\d{{3}})+)(?:[^0-9{SPACES}].*|[^0-9]*)$"
    plain = f"regexp_replace({core}, '[^0-9{mark}]', '', 'g')"
    dotted = plain if form.mark == "dot" else f"replace({plain}, ',', '.')"
    value = f"TRY_CAST({dotted} AS {DECIMAL})"
    fits = f"regexp_matches({core}, '{shape}') AND regexp_matches({bare}, '{whole}') AND NOT {_twice(bare)}"
    read = (
        f"CASE WHEN {odd} IS NULL THEN fast_{field} WHEN {fits}"
        f" THEN CASE WHEN {_negative(bare)} THEN -{value} ELSE {value} END END"
    )
    places = dict(form.coins).get(field, 0)
    return f"CAST(({read}) * {10**-places:.{places}f} AS {DECIMAL})" if places else read


def _negative(bare: str) -> str:
    """Minus before or behind, or an accountant's parentheses; two signs at once are no number."""
    edge = f"[{SPACES}]*"
    return f"regexp_matches({bare}, '^{edge}\\(.*\\){edge}$|^{edge}[{_MINUS}]|[{_MINUS}]{edge}$')"


def _twice(bare: str) -> str:
    return f"regexp_matches({bare}, '[{_MINUS}].*[{_MINUS}]')"


def unread(field: str) -> str:
    """Whether there was something, and it is no number."""
    return f"odd_{field} IS NOT NULL AND {field} IS NULL"


def cell_currency(fields: tuple[str, ...], home: str) -> str:
    """The currency that an amount's own cell names, by code or sign."""
    cells = ", ".join(f"odd_{f}" for f in fields)
    return f"CASE WHEN coalesce({cells}) IS NOT NULL THEN {currency_code(f'coalesce({cells})', home)} END"


def currency_code(text: str, home: str) -> str:
    """The ISO code in a text: written out, or by its sign; NULL where there is none."""
    cases = [f"WHEN contains({text}, {literal(s)}) THEN {literal(c)}" for s, c in SIGNS.items()]
    for sign, shared in SHARED_SIGNS.items():
        cases.append(f"WHEN contains({text}, {literal(sign)}) THEN {literal(home if home in shared else shared[0])}")
    code = f"regexp_extract(upper({text}), '(?:^|[^A-Z])({'|'.join(CODES)})(?:[^A-Z]|$)', 1)"
    return f"coalesce(nullif({code}, ''), CASE {' '.join(cases)} END)"
