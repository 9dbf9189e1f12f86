"""The words of closed lists as people and programs write them: events, forms, acts, channels, purposes.

A word is compared without capitals, accents, blanks and signs: "Opted-out", "opted_out" and "OptedOut" are one.
"""

from __future__ import annotations

from regulars.facts.kinds import Column
from regulars.facts.recognition_names import plain_name

# fmt: off
_EVENTS: dict[str, dict[str, str]] = {
    "contacts": {
        "sent": "send, processed, dispatched, mailed, queued, gesendet, versendet, išsiųsta, nosūtīts, отправлено",
        "delivered": "delivery, zugestellt, pristatyta, piegādāts, доставлено",
        "opened": "open, read, viewed, seen, geöffnet, atidaryta, atvērts, открыто",
        "clicked": "click, link clicked, geklickt, paspausta, noklikšķināts, клик",
        "bounced": "bounce, hard bounce, soft bounce, failed, undelivered, unzustellbar, atmesta, не доставлено",
        "unsubscribed": "unsubscribe, unsub, opt out, opted out, abgemeldet, atsisakė, atteicās, отписался",
        "shown": "show, displayed, impression, angezeigt, parodyta, parādīts, показано",
        "dismissed": "dismiss, closed, ignored, geschlossen, uždaryta, aizvērts, закрыто",
        "received": "reply, replied, incoming, inbound, empfangen, gauta, saņemts, получено",
    },
    "complaints": {
        "opened": "open, new, created, raised, reported, received, submitted, eröffnet, neu, gauta, atvērta, открыта",
        "acknowledged": "ack, accepted, confirmed, in progress, bestätigt, patvirtinta, apstiprināta, принята",
        "answered": "answer, replied, reply, responded, first response, beantwortet, atsakyta, atbildēta, отвечено",
        "compensated": "compensation, refunded, credited, entschädigt, kompensuota, kompensēta, компенсирована",
        "resolved": "resolve, closed, solved, done, settled, gelöst, erledigt, išspręsta, atrisināta, решена, закрыта",
        "reopened": "reopen, opened again, wiedereröffnet, atidaryta iš naujo, atvērta no jauna, открыта снова",
    },
    "incentives": {
        "offered": "offer, issued, granted, sent, assigned, created, given, ausgegeben, išduota, izsniegts, выдан",
        "redeemed": "redeem, used, applied, claimed, spent, eingelöst, panaudota, izmantots, использован",
        "expired": "expire, lapsed, abgelaufen, nebegalioja, beidzies, истек",
        "withdrawn": "withdraw, cancelled, canceled, revoked, void, voided, zurückgezogen, atšaukta, atsaukts, отозван",
    },
    "commitments": {
        "started": "start, created, new, activated, signed, subscribed, joined, begonnen, pradėta, sākts, начат",
        "renewed": "renew, renewal, extended, changed, upgraded, downgraded, verlängert, pratęsta, pagarināts, продлен",
        "cancel_tried": "cancellation tried, save offer, retention call, cancel attempt",
        "cancelled": "canceled, cancel, cancellation, terminated, gekündigt, atšaukta, atcelts, отменен",
        "ended": "end, expired, ended on, finished, closed, lapsed, beendet, baigėsi, beidzies, завершен",
    },
}
_FORMS: dict[str, dict[str, str]] = {
    "incentives": {
        "coupon": "voucher, promo code, promotion code, promo, code, gutschein, kuponas, kupons, купон",
        "points": "point, bonus points, loyalty points, punkte, taškai, punkti, баллы",
        "discount": "rebate, percent off, price off, rabatt, nuolaida, atlaide, скидка",
        "gift": "free gift, present, freebie, gift card, geschenk, dovana, dāvana, подарок",
    },
    "commitments": {
        "contract": "agreement, vertrag, sutartis, līgums, договор",
        "subscription": "plan, abo, abonnement, prenumerata, abonements, подписка",
        "membership": "member, mitgliedschaft, narystė, dalība, членство",
    },
}
_OF_ANY: dict[str, dict[str, str]] = {
    "direction": {
        "outbound": "out, outgoing, to customer, sent, ausgehend",
        "inbound": "in, incoming, from customer, received, eingehend",
    },
    "purpose": {
        "marketing": "promotion, promotional, promo, newsletter, advertising, ads, werbung, rinkodara, mārketings, реклама",
        "service": "transactional, transaction, operational, support, order, dienst, aptarnavimas, serviss",
        "research": "survey, feedback, study, umfrage, apklausa, tyrimas, aptauja, опрос",
    },
    "change": {
        "granted": "grant, given, opt in, opted in, subscribed, subscribe, accepted, consented, yes, true, 1, y, on, erteilt, "
                   "suteikta, sniegta, да",
        "withdrawn": "withdraw, revoked, opt out, opted out, unsubscribed, unsubscribe, declined, no, false, 0, n, off, "
                     "widerrufen, atšaukta, atsaukta, нет",
    },
    "channel": {
        "email": "e mail, mail, newsletter, el paštas, e pasts, эл почта",
        "sms": "text message, text, txt, mobile message, смс",
        "push": "push notification, app push, web push, notification",
        "phone": "call, telephone, tel, voice, telefon, telefonas, tālrunis, телефон",
        "post": "letter, direct mail, postal, brief, paštas, pasts, почта",
        "web": "website, online, site, webseite, internetas, tīmeklis, сайт",
        "app": "mobile app, in app, programėlė, lietotne, приложение",
        "shop": "store, in store, in person, till, kiosk, laden, parduotuvė, veikals, магазин",
    },
    "act": {
        "referred": "referral, refer, recommended, invited, invite, empfohlen, rekomendavo, ieteica, порекомендовал",
        "referral_converted": "converted, conversion, referral bought, joined, accepted, successful referral",
        "review": "reviewed, rating, rated, bewertung, atsiliepimas, atsauksme, отзыв",
        "testimonial": "story, quote, case study, referenz, liudijimas, liecība",
    },
    "severity": {
        "low": "minor, trivial, p4, p3, niedrig, žema, zema, низкая",
        "medium": "normal, moderate, p2, mittel, vidutinė, vidēja, средняя",
        "high": "major, urgent, critical, severe, p1, hoch, aukšta, augsta, высокая",
    },
    "billing_period": {
        "day": "daily, days, 1 day, p1d, täglich, kasdien, день",
        "week": "weekly, weeks, 1 week, p1w, p7d, wöchentlich, savaitė, nedēļa, неделя",
        "two_weeks": "biweekly, fortnight, fortnightly, every two weeks, 2 weeks, p2w, p14d",
        "four_weeks": "every four weeks, 4 weeks, 28 days, p4w, p28d",
        "month": "monthly, months, 1 month, 30 days, p1m, monatlich, monat, mėnuo, mėnesinis, mēnesis, месяц, ежемесячно",
        "two_months": "bimonthly, every two months, 2 months, p2m",
        "quarter": "quarterly, every quarter, 3 months, p3m, vierteljährlich, quartal, ketvirtis, ceturksnis, квартал",
        "half_year": "half yearly, semiannual, semiannually, biannual, 6 months, p6m, halbjährlich, pusmetis, pusgads, полгода",
        "year": "yearly, annual, annually, years, 1 year, 12 months, p1y, p12m, jährlich, jahr, metai, metinis, gads, год",
        "two_years": "every two years, 2 years, 24 months, p2y, p24m",
    },
    "condition": {
        "rival_opened": "competitor opened, new competitor, rival opens",
        "rival_present": "competitor, competitor nearby, rival",
        "price_rise": "price increase, prices raised, dearer",
        "stock_out": "out of stock, sold out",
        "promotion_withdrawn": "promotion ended, offer ended",
        "outage": "downtime, failure, breakdown",
    },
    "arm": {
        "control": "holdout, hold out, kontrolle, control group",
        "treatment": "treated, test, exposed, test group, variant",
    },
}
# fmt: on
TRUE_WORDS = ("true", "t", "yes", "y", "1", "on", "ja", "taip", "jā", "да")
FALSE_WORDS = ("false", "f", "no", "n", "0", "off", "nein", "ne", "nē", "нет")


def spellings(kind: str, column: Column) -> dict[str, str]:
    """Each plain spelling of a column's words, and the word of the contract that it means.

    >>> from regulars.facts.kinds import KINDS
    >>> words = spellings("complaints", KINDS["complaints"].column("event"))
    >>> words["closed"], words["gelost"]
    ('resolved', 'resolved')
    """
    lists = {"event": _EVENTS, "form": _FORMS}
    said = lists[column.name].get(kind, {}) if column.name in lists else _OF_ANY.get(column.name, {})
    found = {plain_name(word): word for word in column.values}
    for word in column.values:
        for synonym in said.get(word, "").split(","):
            if plain_name(synonym):
                found.setdefault(plain_name(synonym), word)
    return found
