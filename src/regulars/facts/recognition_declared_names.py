"""The names that people give to the columns of surveys, complaints, campaigns, contracts and the like.

Within a field the earlier name is the stronger. A field is also found by its own name.
"""

from __future__ import annotations

from regulars.facts.declared import DECLARED, fields_of, steps_of
from regulars.facts.recognition_names import SYNONYMS, plain_name

# fmt: off
_WORDS: dict[str, str] = {
    "response": """
        response id, response, respondent id, respondent, submission id, answer id, entry id, response number, token,
        antwort id, atsakymo id, atbildes id, id ответа""",
    "invitation": "invitation id, invitation, invite id, distribution id, link id",
    "survey": "survey, survey id, survey name, form, form id, form name, questionnaire, umfrage, apklausa, aptauja, опрос",
    "question": "question, question id, question text, question name, item, item text, frage, klausimas, jautājums, вопрос",
    "score": """
        score, rating, value, points, answer value, numeric answer, note, bewertung, įvertinimas, balas, vērtējums, оценка""",
    "scale": "scale, rating scale, skala, skalė, шкала",
    "scale_min": "scale min, min score, minimum, scale from, lowest",
    "scale_max": "scale max, max score, maximum, scale to, highest, out of",
    "choice": "choice, option, selected, answer option, answer label, auswahl, pasirinkimas, izvēle, выбор",
    "text": """
        text, comment, comments, answer text, free text, verbatim, review text, review, feedback, answer, response text,
        body, quote, kommentar, komentaras, komentārs, комментарий""",
    "language": "language, locale, lang, sprache, kalba, valoda, язык",
    "message": "message id, message, email id, send id, delivery id, notification id, nachricht id, pranešimo id",
    "direction": "direction, message direction, richtung, kryptis, virziens, направление",
    "purpose": "purpose, message type, consent type, permission type, zweck, tikslas, mērķis, цель",
    "campaign": "campaign, campaign name, campaign id, mailing, newsletter, subject, kampagne, kampanija, kampaņa, кампания",
    "wording": "wording, consent text, consent version, policy version, text version, wortlaut, formuluotė, teksts",
    "change": """
        change, consent, opt in, opted in, permission, accepts marketing, status, einwilligung, sutikimas, piekrišana,
        согласие""",
    "case": """
        case id, case, case number, case no, complaint id, complaint number, complaint no, ticket id, ticket number, ticket
        no, ticket, issue id, incident id, reklamation nr, fall nr, skundo nr, sūdzības nr, номер жалобы, id""",
    "topic": "topic, category, complaint type, reason, subject, issue, issue type, about, thema, grund, tema, tēma, тема",
    "severity": "severity, priority, urgency, schwere, priorität, svarba, prioritetas, smagums, prioritāte, приоритет",
    "act": "act, action, activity type, type, kind, aktion, veiksmas, darbība, действие",
    "stars": "stars, star rating, rating, review rating, review score, score, sterne, žvaigždutės, zvaigznes, звезды",
    "other_customer": """
        other customer id, other customer, referred customer, referred customer id, referee, referee id, referred, referred
        id, friend, friend id, invited customer, new customer id""",
    "incentive": """
        incentive id, incentive, coupon id, coupon code, coupon, voucher id, voucher code, voucher, promo code, promotion
        code, reward id, reward, gift id, code, gutscheincode, gutschein, kupono kodas, kuponas, kupona kods""",
    "value": "value, incentive value, coupon value, discount value, worth, amount, discount, wert, vertė, vērtība, стоимость",
    "valid_from": "valid from, starts at, start date, starts, gültig ab, galioja nuo, derīgs no, действует с",
    "valid_to": """
        valid to, valid until, valid till, expiry, expiry date, expires at, expires, expires on, expiration date, end date,
        gültig bis, galioja iki, derīgs līdz, действует до""",
    "commitment": """
        commitment id, commitment, subscription id, subscription, contract id, contract number, contract no, contract,
        membership id, plan id, agreement id, vertragsnummer, vertrag, abo nr, sutarties nr, sutartis, līguma nr, договор""",
    "form": "form, kind, type, incentive type, reward type, contract type, commitment type, art, rūšis, veids, вид",
    "event": """
        event, event type, event name, action, step, status, change type, type, state, ereignis, įvykis, notikums, событие""",
    "amount": """
        amount, price, plan amount, recurring amount, mrr, fee, compensation, compensation amount, betrag, suma, summa,
        сумма""",
    "billing_period": """
        billing period, billing interval, interval, billing cycle, period, frequency, recurrence, plan interval,
        abrechnungszeitraum, laikotarpis, periods, период""",
    "auto_renew": "auto renew, autorenew, auto renewal, renews automatically, recurring, automatisch verlängert",
    "ends": """
        ends at, ends, end date, ends on, until, to, current period end, expires at, expires, term end, contract end, läuft
        bis, baigiasi, beigu datums, окончание""",
    "condition": "condition, condition name, event, happening, bedingung, sąlyga, aplinkybė, nosacījums, условие",
    "segment": "segment, customer segment, audience, for whom, segmentas, segments, сегмент",
    "size": "size, magnitude, effect size, increase, größe, dydis, lielums, размер",
    "experiment": "experiment, experiment id, experiment name, test, test name, campaign, study, experimentas, eksperiments",
    "arm": "arm, group, variant, variation, treatment, assignment, bucket, gruppe, grupė, grupa, группа",
    "propensity": "propensity, probability, assignment probability, share, chance, wahrscheinlichkeit, tikimybė, varbūtība",
    "same_as": """
        same as, same customer as, merged into, merged with, merge into, master id, master customer id, main customer id,
        duplicate of, canonical id, other id, new customer id, surviving id""",
}
_TIMES: dict[str, str] = {
    "answers": """
        submitted at, submit date, submit date utc, submission date, completed at, date submitted, end date, recorded date,
        timestamp, date created, answered at, response date, start date, zeitstempel, laiko žyma, laika zīmogs,
        отметка времени""",
    "contacts": "sent at, send time, send date, delivered at, opened at, event at",
    "permissions": "consent date, consented at, changed at, opt in date, granted at, since",
    "complaints": "complaint date, reported at, opened at, event at, step date",
    "advocacy": "review date, reviewed at, referred at, referral date",
    "incentives": "event at, redeemed at, issued at",
    "commitments": "event at, effective at, effective date, effective from, changed at",
    "conditions": "starts at, start date, starts, starts on, from, since, began, beginn, pradžia, sākums, начало",
    "assignments": "assigned at, assigned on, assignment date, exposed at",
    "identities": "merged at, merged on, merge date, since, known since",
}
# A column for the time of each step; a step is also found as "resolved at", "resolved date", "date resolved", "resolved".
_STEPS: dict[str, str] = {
    "opened": "created at, created, created on, date created, reported at, reported, received at, received, complaint date",
    "acknowledged": "accepted at, confirmed at",
    "answered": "first response at, first reply at, first response, replied at, responded at",
    "compensated": "refunded at, compensation date",
    "resolved": "closed at, closed, closed on, date closed, solved at, solved, settled at",
    "sent": "send time, send date, sent time",
    "offered": "issued at, issued, granted at, given at, assigned at, created at",
    "redeemed": "used at, used, used on, redemption date, applied at",
    "expired": "expiration processed at",
    "started": "start date, created at, created, signed at, signed, subscribed at, joined at, activated at, start",
    "cancelled": "canceled at, canceled, canceled at utc, cancellation date, cancel date, terminated at, churned at",
    "ended": "ended at utc, end of contract, finished at",
}
_WHO: dict[str, str] = {
    "advocacy": """
        referrer, referrer id, referred by, referring customer, advocate, advocate id, reviewer, reviewer id, author id""",
}
# fmt: on


def _listed(words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p for w in words.split(",") if (p := plain_name(w))))


def names_of(kind: str) -> dict[str, tuple[str, ...]]:
    """The plain names of each field that a file of this kind may have."""
    found = {}
    for name, column in fields_of(DECLARED[kind]).items():
        known = _WORDS.get(name, "") or ", ".join(SYNONYMS.get(name, ()))
        found[name] = _listed(f"{name}, {column.name}, {known}")
    found["customer"] = _listed(_WHO.get(kind, "")) + SYNONYMS["customer"]
    found["occurred"] = _listed(_TIMES[kind]) + SYNONYMS["occurred"]
    if kind == "answers":
        found["scale"] = _listed(_WORDS["scale"])
    return found | {"time": SYNONYMS["time"]}


def step_names(kind: str) -> dict[str, tuple[str, ...]]:
    """The plain names of columns that hold when a step was."""
    return {
        step: _listed(f"{step} at, {step} date, date {step}, {step} on, {step} time, {_STEPS.get(step, '')}, {step}")
        for step in steps_of(DECLARED[kind])
    }
