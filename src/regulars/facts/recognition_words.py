"""The names that people give to columns: English first, then German, Lithuanian, Latvian, Russian and others.

Within a field the earlier name is the stronger: where two columns fit, the one named first here wins.
"""

from __future__ import annotations

# fmt: off
WORDS: dict[str, str] = {
    "customer": """
        customer id, customer, customer number, customer no, customer nr, customer code, customer key, cust id, cust no, cust,
        client id, client, client number, member id, member, member number, member no, membership number, user id, user, buyer
        id, buyer user id, buyer username, buyer email, buyer, shopper id, shopper, household id, household, account id, account
        number, account, loyalty id, loyalty card, loyalty number, loyalty card number, card number, card id, card no, guest id,
        patient id, contact id, person id, subscriber id, requester id, member card, who, who bought, bought by,
        customer email, email, e mail, email address, mail, kundennummer, kundnr, kunden nr, kunden id, kundenid, kunde,
        kundencode, kartennummer, kundenkarte, mitgliedsnummer, klientas, nario nr, nario numeris, nario kodas, kliento kortelė,
        kliento id, kliento nr, kliento kodas, kliento numeris, pirkėjas, pirkėjo id, pirkėjo kodas, kortelė, kortelės nr,
        kortelės numeris, lojalumo kortelė, naudotojas, vartotojas, vartotojo id, el paštas, klients, klienta id, klienta nr,
        klienta kods, klienta numurs, pircējs, pircēja id, pircēja kods, kartes nr, kartes numurs, lojalitātes karte, e pasts,
        клиент, id клиента, код клиента, номер клиента, клиент id, покупатель, id покупателя, код покупателя, заказчик, номер
        карты, карта, карта лояльности, пользователь, эл почта, электронная почта, مشتری, شناسه مشتری, کد مشتری, شماره مشتری,
        خریدار, شناسه خریدار, کد خریدار, شماره کارت, klient, id klienta, numer klienta, identifiant client, id client, numéro
        client, cliente, id cliente, klant, klantnummer, klantnr, guest email, client email, member email, payer email, billing
        email, contact email, user email, purchase email,
        el pašto adresas, elektroninis paštas, elektroninio pašto adresas, e pasta adrese, адрес
        электронной почты, адрес эл почты, adres e mail, adresse e mail, adresse
        email, kunden email, email des kunden, e mail adresse, adres email, courriel, correo
        electrónico, correo, indirizzo email, e mailadres, ایمیل""",
    "occurred": """
        occurred at, order date, ordered at, ordered on, purchase date, purchased at, purchased on, invoice date, transaction
        date, transaction timestamp, transaction datetime, transaction time, trans date, trx date, txn date, sale date, sales
        date, sold at, receipt date, bill date, date time, datetime, date, timestamp, order timestamp, order purchase
        timestamp, order datetime, order time, created at, created on, created, order created at, placed at, paid at, payment
        date, date of purchase, date of sale, day, visit date, event time, event date, t dat, posting date, data zamówienia,
        data zakupu, data sprzedaży, date de commande, date commande, date achat, fecha, fecha de pedido, fecha pedido, fecha
        de compra, data ordine, besteldatum, orderdatum, aankoopdatum, when, when bought, ts, check in, checkin, check in
        time, checked in at, visited at, visit time, appointment date, appointment, booking date, booked at, booked on,
        opened date, opened at, opened, paid date, closed date, date created, date paid, invoiced at, data wystawienia,
        bestelldatum, kaufdatum, rechnungsdatum, belegdatum,
        auftragsdatum, datum, buchungsdatum, zeitpunkt, tag, pirkimo data, užsakymo data, pardavimo data, sąskaitos data,
        data, data ir laikas, pirkta, užsakyta, pirkuma datums, pasūtījuma datums, pārdošanas datums, rēķina datums, datums,
        datums un laiks, дата покупки, дата заказа, дата продажи, дата чека, дата счета, дата, дата и время, дата время,
        تاریخ, تاریخ خرید, تاریخ سفارش, تاریخ فروش, تاریخ فاکتور, تاریخ و ساعت""",
    "time": """
        time, opened time, time of day, clock, hour minute, uhrzeit, zeit, laikas, valanda, laiks, время, час, ساعت, godzina,
        heure, hora, ora, tijd, tid""",
    "order": """
        order id, order number, order no, order nr, order, order code, order key, order ref, order reference, invoice no,
        invoice, invoice id, invoice number, receipt id, receipt no, receipt number, receipt, transaction id, transaction
        number, transaction no, transaction, trans id, trx id, txn id, basket id, basket, bill no, bill id, bill number, bill,
        sale id, ticket id, ticket number, ticket no, ticket nr, ticket, docket number, docket no, docket, amazon order id,
        sales record number, nr transakcji, numer transakcji, transaktionsnummer, transaktions id, transakcijos nr, operacijos
        nr, darījuma nr, номер транзакции, id транзакции, номер операции, numer zamówienia, nr zamówienia, id zamówienia,
        zamówienie, numéro de commande, commande, número de pedido, pedido, numero ordine, ordine, bestelnummer, ordernummer,
        check id, check number, check no, purchase id, cart id, bestellnummer, bestellnr, bestell nr, bestellung,
        auftragsnummer, auftrag, rechnungsnummer, rechnungsnr, rechnung, belegnummer, belegnr, beleg nr, beleg, bonnummer,
        bonnr, bon nr, bon no, bon, užsakymo nr, užsakymo numeris, užsakymo id, užsakymas, sąskaitos nr, sąskaitos numeris,
        sąskaita, kvito nr, kvito numeris, kvitas, čekio nr, čekis, pirkimo nr, pasūtījuma nr, pasūtījuma numurs, pasūtījuma id,
        pasūtījums, rēķina nr, rēķina numurs, rēķins, čeka nr, čeks, номер заказа, id заказа, код заказа, заказ, номер чека,
        чек, номер счета, счет, номер документа, شماره سفارش, کد سفارش, سفارش, شماره فاکتور, فاکتور, booking id, booking number,
        booking reference, booking no, reservation id, reservation number, reservation no, n commande, no commande, n de
        commande, n facture, numéro de facture, número de factura, factura, numero fattura, fattura, factuurnummer, faktura, nr
        faktury, numer faktury, paragon, nr paragonu, document number, document no, doc no, num""",
    "line": """
        line id, line number, line no, line, line item id, order line id, order item id, item number in order, position,
        positionsnummer, zeile, eilutė, eilutės nr, rinda, rindas nr, строка, номер строки, позиция""",
    "product": """
        product id, product code, product number, product sku, sku, stock code, item code, item id, item no, article number,
        article id, article code, article, product key, product variant id, variant sku, barcode, ean, upc, gtin, plu,
        product, item, lineitem sku, service, treatment, procedure, dish, menu item, dienstleistung, leistung, artikelnummer,
        artikelnr, artikel nr, artikel, produktnummer, produkt, prekės kodas, prekės id, prekės nr, prekė, produkto kodas,
        produktas, brūkšninis kodas, paslauga, procedūra, preces kods, preces id, prece, produkta kods, produkts, svītrkods,
        pakalpojums, код товара, артикул, id товара, товар, штрихкод, услуга, کد کالا, کالا, کد محصول, محصول""",
    "description": """
        description, product name, item name, product description, item description, product title, article name, title,
        bezeichnung, artikelbezeichnung, produktname, beschreibung, prekės pavadinimas, pavadinimas, aprašymas, preces
        nosaukums, nosaukums, apraksts, наименование, наименование товара, название, название товара, описание, product, item,
        article, service, artikel, produkt, prekė, produktas, prece, produkts, товар""",
    "category": """
        category, product category, department, product group, product type, item category, commodity, warengruppe, kategorie,
        produktgruppe, kategorija, prekių grupė, preču grupa, категория, группа товаров""",
    "brand": """
        brand, brand name, vendor, manufacturer, marke, hersteller, prekės ženklas, gamintojas, zīmols, ražotājs, бренд,
        марка, производитель""",
    "own_brand": "own brand, private label, is own brand, is private label, eigenmarke",
    "quantity": """
        quantity, qty, units, pieces, pcs, item quantity, item count, quantity sold, number of units, menge, anzahl, stück,
        stückzahl, kiekis, vienetai, vnt, daudzums, skaits, количество, кол во, штук""",
    "unit_price": """
        unit price, price per unit, item price, price each, price, selling price, sales price, list price, lineitem price,
        einzelpreis, stückpreis, preis, vieneto kaina, kaina, vienības cena, cena, цена, цена за единицу, цена за штуку""",
    "amount": """
        amount, amount paid, net amount, gross amount, order amount, purchase amount, sales amount, sale amount, transaction
        amount, trans amount, invoice amount, amount eur, amount usd, amount gbp, line amount, line total, sales value, order
        value, purchase value, value, sales, revenue, turnover, spend, spent, money, paid, subtotal, total sales, total spent,
        net sales, gross sales, monetary, monetary value, gmv, payment value, tran amount, extended price, item total, how much,
        how much paid, kwota, kwota brutto, wartość brutto, wartość, montant, montant ttc, importe, importo, bedrag, betrag,
        rechnungsbetrag, kaufbetrag, umsatz, nettobetrag, bruttobetrag, summe, wert, suma, mokėta suma, sumokėta, pirkimo suma,
        vertė, apyvarta, suma eur, summa, pirkuma summa, samaksāts, vērtība, apgrozījums, summa eur, сумма, сумма покупки, сумма
        заказа, сумма чека, стоимость, оплачено, выручка, оборот, مبلغ, مبلغ پرداختی, مبلغ خرید, brutto, bruttosumme, gross,
        gross total, gross paid, net, netto, nettosumme, kwota netto, montant ht, montant total, importe total, zahlbetrag,
        gezahlt, bezahlt, zapłacono, cena brutto, bedrag incl btw, paid amount""",
    "total": """
        total, order total, grand total, total amount, total price, total paid, invoice total, total value, total cost, amount
        total, gesamtbetrag, gesamtsumme, gesamt, gesamtpreis, viso, iš viso, bendra suma, kopā, kopsumma, kopējā summa, итого,
        итоговая сумма, общая сумма, всего, totale, total ttc, importe total, totaal, totaalbedrag, razem, suma całkowita,
        wartość zamówienia, belopp, totalt, مبلغ کل, جمع کل""",
    "discount": """
        discount, discount amount, line discount, lineitem discount, item discount, total discount, rebate, markdown, rabatt,
        nachlass, nuolaida, nuolaidos suma, atlaide, atlaides summa, скидка, сумма скидки""",
    "discount_share": """
        discount percent, discount percentage, discount pct, discount rate, discount share, percent off, percent discount,
        discount, line discount, item discount, markdown, rebate, rabattsatz, rabatt prozent, rabatt, nachlass, nuolaidos
        procentas, nuolaida, atlaide, скидка, процент скидки""",
    "order_discount": "order discount, cart discount",
    "tax": """
        tax, taxes, tax amount, tax total,
        vat, vat amount, sales tax, total tax, gst, mwst, ust, mehrwertsteuer, steuer, pvm, pvm suma,
        pvn, pvn summa, ндс, сумма ндс, налог""",
    "shipping": """
        shipping, shipping amount, shipping cost, shipping price, shipping fee, delivery, delivery fee, delivery cost,
        freight, freight value, postage, versand, versandkosten, pristatymas, pristatymo kaina, piegāde, piegādes cena,
        доставка, стоимость доставки""",
    "currency": """
        currency, currency code, order currency, iso currency, währung, waehrung, valiuta, valūta, валюта, waluta, devise,
        moneda, valuta, ارز""",
    "place": """
        store id, store, store number, store no, store code, store name, shop id, shop, shop name, branch, branch id, outlet,
        outlet id, location, location id, till, register, place, country, region, sales region, filiale, filialnummer, laden,
        geschäft, standort, kasse, land, parduotuvė, parduotuvės id, parduotuvės kodas, filialas, kasa, vieta, šalis, veikals,
        veikala id, filiāle, valsts, магазин, код магазина, филиал, касса, точка, страна""",
    "channel": """
        channel, sales channel, sales channel id, order channel, source, platform, order source, kanal, vertriebskanal,
        kanalas, pardavimo kanalas, kanāls, pārdošanas kanāls, канал, канал продаж, источник""",
    "staff": """
        staff id, staff, employee id, employee, cashier, cashier id, seller, salesperson, sales rep, served by, clerk, waiter,
        stylist, hairdresser, barber, therapist, kellner, padavėjas, meistras, мастер, mitarbeiter, verkäufer, kassierer,
        darbuotojas, pardavėjas, kasininkas, darbinieks, pārdevējs, kasieris, сотрудник, продавец, кассир""",
    "status": """
        status, order status, payment status, financial status, state, bestellstatus, būsena, užsakymo būsena, statusas,
        statuss, статус, статус заказа, وضعیت, état, état de la commande, statut, statut de la commande, estado, estado del
        pedido, stato, stato ordine, status zamówienia, stan zamówienia, bestelstatus, appointment status, booking status, sale
        status, line status, item status, order item status, booking state, transaction status, zahlungsstatus, lieferstatus,
        auftragsstatus, zustand, invoice status, ticket status, purchase status, tilausstatus, orderstatus""",
    "movement": """
        transaction type, type of transaction, type, row type, record type, entry type, sale type, vorgang, vorgangsart,
        transaktionstyp, buchungsart, belegart, typ, operacijos tipas, tipas, darījuma veids, veids, тип, тип операции, نوع, نوع
        تراکنش, type de transaction, tipo, tipo de transacción, typ transakcji, operation type, operation, document type, doc
        type, transaction kind, kind of transaction, sale or refund, sale or return, sale refund, sale return, вид операции,
        операция, вид документа, тип документа, тип чека, признак расчета, rodzaj transakcji, rodzaj, nature, nature de l
        opération, type d opération, tipo operación, tipo de operación, tipo operazione, soort, transactietype, dokumento tipas,
        operacija, rūšis, art der buchung, art""",
    "line_type": "line type, line: type, row type, record type, entry type, type",
    "cancelled": """
        cancelled at, canceled at, cancelled, canceled, late cancel, late cancelled, late canceled, cancel date, cancellation
        date, voided at, storniert, storniert am, atšaukta, atcelts, отменен, отменено, дата отмены, is cancelled, is canceled,
        voided, is voided, void, is void, storno, annulliert, anulowane, anulowano, annulé, cancelado, anulado, annullato,
        geannuleerd""",
    "returned": """
        refunded, is refunded, was refunded, returned, is returned, was returned, fully refunded, charged back, erstattet,
        zurückgegeben, retourniert, grąžinta, atgriezts, возвращен, возвращено, zwrócone, zwrócono, remboursé, retourné,
        devuelto, reembolsado, rimborsato, restituito, terugbetaald, geretourneerd, återbetald, returnerad""",
    "no_show": """
        no show, noshow, is no show, no show flag, did not attend, missed, nicht erschienen, neatvyko, neieradās, не явился,
        неявка, nieobecność, absent, niet verschenen, no presentado""",
    "giving_back": """
        is refund, refund, refund flag, is return, return, return flag, is credit, is credit note, is chargeback, chargeback,
        is reversal, reversal, retoure, ist retoure, rückgabe, gutschrift, grąžinimas, atgriešana, возврат, zwrot,
        remboursement, retour, devolución, reembolso, reso, rimborso, terugbetaling, återköp, retur, مرجوعی""",
    "refunded": """
        refunded amount, refunded, amount refunded, refund total, total refunded, refund amount, amount of refund, refunds,
        refund, refunded total, refund value, amount returned, returned amount, return amount, erstattet, erstattungsbetrag,
        erstatteter betrag, grąžinta suma, grąžinta, atmaksāts, atmaksātā summa, сумма возврата, возвращено, kwota zwrotu,
        zwrot, montant remboursé, importe reembolsado, importo rimborsato, terugbetaald bedrag, återbetalt belopp""",
    "test": "test, is test, test order, test mode, payment method",
    "refund": """
        refund id, refund number, refund no, return id, return number, return no, credit note, credit note number, credit
        memo, rma, rma number, retourennummer, gutschriftnummer, gutschrift, grąžinimo nr, grąžinimo id, grąžinimas, kreditinė
        sąskaita, atgriešanas nr, atgriešana, kredītrēķins, номер возврата, возврат""",
    "reason": """
        reason, return reason, refund reason, grund, retourengrund, priežastis, grąžinimo priežastis, iemesls, причина,
        причина возврата""",
    "name": "attribute, attribute name, property, field, name",
    "value": "attribute value, property value, value",
}
# A file with one of these names speaks of what came back.
REFUND_TIMES = """
    refund date, refunded at, returned at, return date, refund time, rückgabedatum, retourendatum, grąžinimo data,
    atgriešanas datums, дата возврата"""
REFUND_AMOUNTS = """
    refund amount, refund value, amount refunded, refunded amount, return amount, erstattungsbetrag, grąžinta suma,
    atmaksātā summa, сумма возврата"""
SINCE = "since, valid from, known since, effective from, as of, seit, nuo, kopš, с даты, действует с"
# fmt: on
