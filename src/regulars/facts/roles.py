"""What a line is by its stock code and words: goods, or postage, fee, voucher, adjustment.

Patterns are regular expressions that RE2 and Python read alike, tried in this order. A discount is told apart
because it lowers what was paid for the goods of its order; as a fact its line is an adjustment.
"""

from __future__ import annotations

_GIFTS = (
    r"(e-?)?gift[ _-]?(voucher|card|certificate)s?|(geschenk)?gutschein(karte)?|geschenkkarte|carte[s]? cadeau|ch[eè]que cadeau"
    r"|karta podarunkowa|bon podarunkowy|tarjeta regalo|buono regalo|cadeau(bon|kaart)|presentkort"
    r"|dovanų (kuponas|čekis|kortelė)|dāvanu (karte|kupons)|подарочн(ая карта|ый сертификат)|کارت هدیه"
)
"""What a card or voucher to buy goods with is called: it is sold once, and the goods when it is used."""
# (role, pattern of the whole stock code, pattern within the description); both ignore case.
ROLE_PATTERNS: tuple[tuple[str, str, str], ...] = (
    ("voucher", rf"gift_.*|giftcard.*|voucher.*|({_GIFTS})([\s,;:(/-].*)?",
     rf"(^|[\s,;:(/-])({_GIFTS})($|[\s,;:)/-])|dotcomgiftshop gift"),
    ("shipping", r"post(age)?|ship(ping)?|delivery|freight|carriage|versand",
     r"^(postage|shipping|delivery|carriage|freight)\b|\bpostage$"),
    ("fee", r"bank charges|amazonfee|fee|fees|commission|tips?|gratuity|trinkgeld|arbatpinigiai|dzeramnauda|чаевые",
     r"^(bank charges|amazon fee|.*\b(handling|service|payment) fee|.* commission|tips?|gratuity)$"),
    ("discount", r"(discount|nuolaida|rabatt|nachlass|atlaide|скидка)( \S.*)?",
     r"^(discount|nuolaida|rabatt|nachlass|atlaide|скидка)( -?[\d%].*)?$"),
    ("adjustment", r"adjust.*|manual|samples?", r"^(manual|samples|adjust(ment)?\b.*)$"),
)  # fmt: skip
CODES_OF_UCI = (("shipping", "dot|c2"), ("fee", "cruk"), ("adjustment", "m|d|s|b"))
"""Stock codes of UCI's retail data alone: elsewhere S, M and B are sizes or goods."""
TEST_CODE = r"test|test[-_ ]?\d+|.*_test"
TEST_WORDS = r"^test$|\btest (order|product|item|payment)\b|^this is a test\b|bogus|^(testinis|bandomasis) užsakymas\b"
BAD_DEBT_WORDS = r"\bbad debts?\b"
UNPAID = (
    "voided", "expired", "pending", "authorized", "authorised", "unpaid", "failed", "declined", "open", "draft", "rejected",
    "on hold", "on-hold", "pending payment", "payment pending", "awaiting payment", "payment error", "payment failed",
    "not paid", "payment due", "past due", "overdue", "uncollectible", "denied", "in progress", "awaiting", "scheduled",
    "waiting", "authorization expired", "requires payment", "incomplete", "überfällig", "fällig", "in bearbeitung",
    "rezerwacja", "nieudane", "ожидает", "просрочен", "échoué", "échouée", "refusé", "fallido", "fallito",
    "quote", "parked", "abandoned", "offen", "nicht bezahlt", "unbezahlt", "ausstehend", "neapmokėta", "neapmokėtas",
    "laukiama apmokėjimo", "neapmaksāts", "gaida apmaksu", "не оплачен", "не оплачено", "неоплачен", "ожидает оплаты",
    "پرداخت نشده", "در انتظار پرداخت", "en attente", "en attente de paiement", "non payé", "impayé", "nieopłacone",
    "nieopłacony", "oczekuje na płatność", "pendiente", "pendiente de pago", "in attesa", "non pagato", "niet betaald",
    "in afwachting", "obetald", "fail", "failure", "started checkout", "checkout started", "abandoned checkout",
    "abandoned cart", "prospecting", "qualification", "negotiation", "negotiation/review",
    "proposal", "proposal/price quote", "needs analysis", "value proposition", "fehlgeschlagen", "nepavyko", "neizdevās",
    "неуспешно", "ناموفق",
)  # fmt: skip
"""What the status of an order says that was not paid, or not yet."""
CALLED_OFF = (
    "cancelled", "canceled", "cancelled by customer", "canceled by customer", "void", "refunded", "returned", "fully refunded",
    "storniert", "storno", "annulliert", "abgebrochen", "erstattet", "anuliuotas", "anuliuota", "atšauktas", "atšaukta",
    "grąžintas", "grąžinta", "atcelts", "atcelta", "atgriezts", "отменен", "отменён", "отменено", "возвращен",
    "возвращён", "لغو شده", "لغو", "no show", "no-show", "noshow", "cxl", "late cancel", "late cancelled",
    "closed lost", "lost", "nicht erschienen", "abgesagt", "neatvyko", "neieradās", "не явился", "неявка", "nieobecność",
    "anulowana", "odwołana", "chargeback", "charged back", "cancelled by guest",
    "cancelled_by_guest", "cancelled_by_customer", "annulé", "annulée", "remboursé", "remboursée", "anulowane", "anulowany",
    "anulowano", "zwrócone", "zwrócony", "cancelado", "cancelada", "anulado", "reembolsado", "devuelto", "annullato",
    "annullata", "rimborsato", "geannuleerd", "terugbetaald", "avbruten", "återbetald", "annulleret", "peruttu", "zrušeno",
    "tühistatud", "voided", "reversed", "disputed", "dispute", "dispute lost", "deleted", "zurückgegeben", "rückerstattet",
     "gutgeschrieben", "retourniert", "gelöscht", "widerrufen", "retourné", "retournée", "restituito", "reso",
    "odrzucone", "odwołane", "makulerad", "returnerad", "refunderet", "returneret", "palautettu", "stornēts", "stornuota",
    "grąžinti pinigai", "отказ", "аннулирован", "аннулировано", "сторнирован", "отмена", "возврат", "مسترد شده", "مرجوع شده",
    "مرجوعی", "zwrot", "zwrot pieniędzy", "zwrot środków", "retoure", "rückgabe", "stornierung", "erstattung", "rückerstattung",
    "gutschrift", "devolución", "devolucion", "reembolso", "anulación", "cancelación", "remboursement", "retour", "annulation",
    "avoir", "rimborso", "annullamento", "återköp", "återbetalning", "retur", "terugbetaling", "retourzending", "refund",
    "return", "credit note", "reversal", "cancellation", "grąžinimas", "atšaukimas", "atgriešana", "atmaksa", "anulowanie",
)  # fmt: skip
"""What the status of an order says that was called off or given back whole."""
CALLED_OFF_BEFORE = (
    r"(cancel{1,2}ed|void(ed)?|chargeback|charged back|storniert|annulliert|annul[ée]+e?|anulowan[eyao]|cancelad[oa]|anulad[oa]"
    r"|annullat[oa]|geannuleerd|avbruten|atšaukt[ao]s?|anuliuot[ao]s?|atcelt[as]|отмен[её]н[оа]?)([ _–—:;,.(/-].*)"
)
"""The same with more behind it: who called it off, or why."""
SETTLED = (
    "paid", "complete", "completed", "fulfilled", "succeeded", "success", "shipped", "delivered", "processing", "done",
    "closed", "confirmed", "new", "active", "ok", "partially refunded", "partially_refunded", "booked", "arrived",
    "attended", "closed won", "won", "placed order", "order placed", "zakończona", "zakończone", "opłacona", "zrealizowana",
    "posted", "cleared", "payment received", "invoiced", "picked up", "collected",
    "checked in", "checked out", "stayed",
    "captured", "settled", "bezahlt", "abgeschlossen", "versendet", "versandt", "geliefert", "erledigt",
    "apmokėta", "apmokėtas", "įvykdyta", "įvykdytas", "užbaigta", "užbaigtas", "išsiųsta", "pristatyta", "apmaksāts",
    "izpildīts", "piegādāts", "оплачен", "оплачено", "выполнен", "доставлен", "завершен", "завершён", "پرداخت شده",
    "تکمیل شده", "livré", "livrée", "payé", "payée", "terminé", "terminée", "expédié", "zrealizowane", "wysłane",
    "opłacone", "dostarczone", "completado", "pagado", "enviado", "entregado", "completato", "pagato", "spedito",
    "consegnato", "afgerond", "betaald", "verzonden", "geleverd", "betald", "levererad",
)  # fmt: skip
"""What it says of others."""

GIVEN_BACK = (
    "refund", "refunds", "refund line", "return", "returns", "credit", "credit note", "sales credit note", "credit memo",
    "chargeback", "reversal",
    "erstattung", "rückerstattung", "gutschrift", "retoure", "storno", "grąžinimas", "pinigų grąžinimas", "atmaksa",
    "atgriešana", "возврат", "مرجوعی", "برگشت", "remboursement", "avoir", "reembolso", "devolución", "rimborso", "reso",
    "zwrot", "terugbetaling", "återbetalning",
)  # fmt: skip
"""What a row says that it is, where money went back."""
SOLD = (
    "sale", "sales", "purchase", "order", "charge", "payment", "invoice", "sales invoice", "customer invoice",
    "verkauf", "kauf", "rechnung", "pardavimas",
    "pirkimas", "pārdošana", "pirkums", "продажа", "покупка", "فروش", "خرید", "vente", "achat", "venta", "vendita",
    "sprzedaż", "verkoop", "försäljning",
)  # fmt: skip
"""What it says of others."""
FEES = (
    "fee", "fees", "commission", "service fee", "transaction fee", "listing fee", "processing fee", "application fee", "tip",
    "stripe fee", "payment processing fee", "shop fee", "gebühr", "provision", "prowizja", "opłata", "комиссия", "frais",
)  # fmt: skip
"""What it says of what was paid to others than the shop, or for no goods."""
NO_SALES = (
    "payout", "payouts", "transfer", "withdrawal", "deposit", "topup", "top up", "authorization", "authorisation", "auth",
    "verification", "verify", "conversion", "currency conversion", "adjustment", "reserve", "hold", "tax", "bank transfer",
    "auszahlung", "überweisung", "einzahlung", "wypłata", "выплата", "перевод", "virement", "subscription fee",
    "opening balance", "closing balance", "balance",
)  # fmt: skip
"""What it says of money that moves and is no sale, or of what moves no money."""

BILLS = (
    "invoice", "invoices", "bill", "sales invoice", "customer invoice", "tax invoice", "rechnung", "facture", "factura",
    "fattura", "faktura", "factuur",
)  # fmt: skip
PAYMENTS_OF_BILLS = ("payment", "payments", "zahlung", "paiement", "pago", "pagamento", "płatność", "wpłata", "betaling")
"""Where rows say both, those payments pay those bills, and are no sales beside them."""

NO_MARKS = (
    "no", "n", "false", "f", "0", "0.0", "none", "not", "nein", "ne", "nē", "нет", "non", "nie", "nej", "não", "nee", "ei",
    "خیر", "not refunded", "not returned", "not voided", "partial", "partially", "partially refunded", "partly", "teilweise",
    "частично",
)  # fmt: skip
"""What a column of marks says of rows that it does not mark, or marks in part alone."""
MARKS = (
    "yes", "y", "true", "t", "1", "1.0", "x", "✓", "✔", "☑", "*", "ja", "j", "taip", "jā", "да", "oui", "o", "sí", "si", "sì",
    "s", "tak", "sim", "kyllä", "بله", "full", "full refund", "fully", "refunded", "returned", "voided", "void", "refund",
    "return", "cancelled", "canceled",
)  # fmt: skip
"""What it says of rows that it marks."""

LINES_OF_A_SALE = ("sale line", "sale lines", "line item", "line", "item", "order line", "order item", "product")
"""What a row says that it is, where it is a line and other rows of the file stand for its whole order or its payment."""
NO_LINES_OF_A_SALE = (
    "sale", "sales", "payment", "payments", "tender", "transaction", "order", "receipt", "header", "total", "subtotal",
    "fulfillment line",
)  # fmt: skip
"""What those others say: they repeat what its lines say."""
SUM_WORDS = (
    r"(grand |sub[- ]?)?totals?:?|sum:?|summe:?|gesamt(summe|betrag)?:?|zwischensumme:?|endsumme:?|(iš )?viso:?|suma:?|kopā:?"
    r"|kopsumma:?|tarpinė suma:?|starpsumma:?|razem:?|(sous|sub)[- ]totale?:?|totale?( parziale)?:?|подытог:?"
    r"|всего:?|итого:?|جمع( کل)?:?"
)
"""What stands in a row that sums up the others."""
