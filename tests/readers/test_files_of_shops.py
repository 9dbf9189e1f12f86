"""Small files as shops, hotels, clubs and marketplaces hand them over: each read as its owner would count it."""

from __future__ import annotations

from pathlib import Path

import pytest

import regulars as rg
from tests.readers.exports.shops import Read, read

# What the file is, its text, what was bought (in the smallest coin), and what came back.
FILES: dict[str, tuple[str, list[int], list[int]]] = {
    "a hotel's bookings, of which one was cancelled and one guest never came": (
        "Booking ID,Guest name,Guest email,Check-in,Nights,Status,Total price,Commission,Booked on\n"
        "B1,Rasa Kalne,rasa@x.org,2024-02-10,2,Checked out,180.00,27.00,2024-01-05\n"
        "B2,Jo P,jo@x.org,2024-02-11,1,Cancelled by guest,90.00,0.00,2024-01-06\n"
        "B3,Al B,al@x.org,2024-02-15,2,No-show,180.00,27.00,2024-01-07\n"
        "B4,Rasa Kalne,rasa@x.org,2024-03-10,2,Confirmed,200.00,30.00,2024-02-20\n",
        [18000, 20000], [],
    ),
    "a till's day with titles above, a total below, and one refund": (
        "Z-Bericht Nr. 17;;;;\nCafé Anna;;;;\nDatum;Uhrzeit;Bon-Nr.;Kundenkarte;Betrag\n05.01.2024;09:12;1;4711;4,50 €\n"
        "05.01.2024;09:15;2;;3,20 €\n16.01.2024;10:02;3;4711;12,00 €\n16.01.2024;10:05;4;4712;-4,50 €\nSumme;;;;15,20 €\n",
        [320, 450, 1200], [450],
    ),
    "a firm's invoices, with a credit note that has no minus": (
        "Rechnungsnr;Kunde;Kundennr;Datum;Typ;Netto;MwSt;Brutto\nR-1;Muster GmbH;K100;05.01.2024;Rechnung;100,00;19,00;119,00\n"
        "R-2;Beispiel AG;K200;15.01.2024;Rechnung;200,00;38,00;238,00\n"
        "G-1;Muster GmbH;K100;20.01.2024;Gutschrift;50,00;9,50;59,50\n",
        [11900, 23800], [5950],
    ),
    "a marketplace's settlement: what was paid for the goods, and not what was paid out": (
        "Date,Type,Order number,Buyer,Item price,Shipping,Marketplace fee,Payout amount\n"
        "2024-01-10,Order,111,ann_s,25.00,4.00,-2.50,26.50\n"
        "2024-01-11,Order,112,bob,40.00,4.00,-4.00,40.00\n2024-01-12,Refund,112,bob,-40.00,-4.00,4.00,-40.00\n"
        "2024-01-31,Payout,,,,,,-26.50\n",
        [2500, 4000], [4000],
    ),
    "a loyalty app's log: a basket counts, whatever its points do": (
        "Card,Timestamp,Type,Points,Basket value,Store\nC1,2024-01-05 10:00,earn,20,20.00,Kaunas\n"
        "C2,2024-01-06 10:00,earn,30,30.00,Vilnius\nC1,2024-02-05 10:00,redeem,-10,25.00,Kaunas\n",
        [2000, 2500, 3000], [],
    ),
    "a French shop, two of whose customers have one name": (
        "N° commande;Date commande;Client;E-mail;Montant TTC;Statut\n1;05/01/2024;Dupont Marie;marie@x.fr;1 234,50 €;Livrée\n"
        "2;16/01/2024;Martin Paul;paul@x.fr;45,00 €;Annulée\n3;17/02/2024;Dupont Marie;marie@x.fr;60,00 €;Remboursée\n"
        "4;18/02/2024;Dupont Marie;marie2@x.fr;70,00 €;Payée\n",
        [7000, 123450], [],
    ),
    "a Polish shop, with an order called off and one given back": (
        "Nr zamówienia;Data zamówienia;Klient;Kwota brutto;Status zamówienia\nZ1;05.01.2024;K-1;99,99;Zrealizowane\n"
        "Z2;16.01.2024;K-2;49,00;Anulowane przez klienta\nZ3;17.02.2024;K-1;59,00;Zwrot\nZ4;18.02.2024;K-3;79,00;Wysłane\n",
        [7900, 9999], [],
    ),
    "a Russian till, whose refunds have no minus": (
        "Номер чека;Дата;Время;Карта клиента;Сумма;Вид операции\n1;05.01.2024;10:00;1001;1 500,00;Продажа\n"
        "2;16.01.2024;11:00;1002;2 000,00;Продажа\n"
        "3;17.01.2024;12:00;1002;2 000,00;Возврат\n4;18.02.2024;12:30;1001;700,50;Продажа\n",
        [70050, 150000, 200000], [200000],
    ),
    "a Persian shop": (
        "شماره فاکتور,مشتری,تاریخ فاکتور,مبلغ پرداختی,وضعیت\n۱۰۰۱,م-۱,۱۴۰۲/۱۰/۱۵,۱٬۲۵۰٬۰۰۰,پرداخت شده\n"
        "۱۰۰۲,م-۲,۱۴۰۲/۱۰/۱۶,۷۵۰٬۰۰۰,لغو شده\n۱۰۰۳,م-۱,۱۴۰۲/۱۱/۲۰,۹۵۰٬۰۰۰,تکمیل شده\n",
        [95000000, 125000000], [],
    ),
    "an accountant's ledger, in which payments settle invoices": (
        "Date,Transaction Type,Num,Customer,Amount\n"
        "01/15/2024,Invoice,1001,Acme Ltd,500.00\n01/20/2024,Payment,P-1,Acme Ltd,-500.00\n"
        "02/15/2024,Invoice,1002,Acme Ltd,300.00\n"
        "02/16/2024,Credit Memo,1003,Acme Ltd,-50.00\n02/20/2024,Payment,P-2,Acme Ltd,-250.00\n",
        [30000, 50000], [5000],
    ),
    "a hairdresser's book": (
        "Appointment Date,Start,Client,Service,Stylist,Price,Status\n2024-01-05,10:00,Rasa K.,Cut,Ann,35.00,Completed\n"
        "2024-01-06,11:00,Jo P.,Color,Ann,80.00,No Show\n2024-02-07,10:00,Rasa K.,Cut,Ann,36.00,Completed\n"
        "2024-02-08,10:00,Al B.,Cut,Ann,35.00,Cancelled (late)\n",
        [3500, 3600], [],
    ),
    "receipts with what came back beside them, in Lithuanian": (
        "Kvito nr.;Data;Pirkėjas;Suma, EUR;Grąžinta\n1;2024-01-05;P1;12,50;0,00\n"
        "2;2024-01-06;P2;30,00;30,00\n3;2024-02-07;P1;8,00;0,00\n",
        [800, 1250, 3000], [3000],
    ),
    "orders with delivery, tax and a mark of returns": (
        "OrderID,CustomerID,OrderDate,Subtotal,Tax,Shipping,Discount,Total,IsReturned\n"
        "1,C1,2024-01-05,20.00,4.20,5.00,0.00,29.20,False\n"
        "2,C2,2024-01-06,30.00,6.30,5.00,3.00,38.30,True\n3,C1,2024-02-07,25.00,5.25,0.00,0.00,30.25,False\n",
        [2420, 3025], [],
    ),
    "an Italian shop's column of returns": (
        "Numero ordine;Data ordine;Cliente;Totale;Reso\n1;05/01/2024;C1;20,00;no\n"
        "2;16/01/2024;C2;30,00;sì\n3;17/02/2024;C1;25,00;no\n",
        [2000, 2500], [],
    ),
    "lines of which some were called off or came back": (
        "Order ID,Item ID,Customer,Date,SKU,Qty,Unit price,Line status\n1,1,C1,2024-01-05,A,1,10.00,Shipped\n"
        "1,2,C1,2024-01-05,B,1,20.00,Cancelled\n2,1,C2,2024-01-06,A,2,10.00,Returned\n2,2,C2,2024-01-06,C,1,5.00,Shipped\n",
        [500, 1000], [],
    ),
    "a column of another name, whose words tell refunds": (
        "Order,Customer,Date,Amount,What\n1,C1,2024-01-05,20.00,Sale\n"
        "2,C2,2024-01-06,30.00,Sale\n3,C2,2024-01-07,30.00,Refund\n",
        [2000, 3000], [3000],
    ),
    "a column of another name, whose words tell how orders stand": (
        "Order,Customer,Date,Amount,Phase\n1,C1,2024-01-05,20.00,Delivered\n"
        "2,C2,2024-01-06,30.00,Cancelled\n3,C1,2024-01-07,25.00,Delivered\n",
        [2000, 2500], [],
    ),
    "what is said of customers is not said of their orders": (
        "Order,Customer,Date,Amount,Customer state\n1,C1,2024-01-05,20.00,Active\n"
        "2,C2,2024-01-06,30.00,Cancelled\n3,C1,2024-01-07,25.00,Active\n",
        [2000, 2500, 3000], [],
    ),
    "an export that says its sums with and without tax, and what came back": (
        "Order ID,Customer ID,Order Date,Subtotal (inc tax),Subtotal (ex tax),Shipping Cost (inc tax),Order Total (inc tax),"
        "Order Total (ex tax),Refund Amount\n"
        "1,24,2024-01-06,29.01,23.98,5.00,34.01,28.11,0.00\n2,3,2024-01-11,11.41,9.43,5.00,16.41,13.56,1.00\n",
        [1141, 2901], [100],
    ),
    "invoices in Lithuanian, with and without tax": (
        "Kliento kodas;Sąskaitos data;Sąskaitos Nr.;Suma be PVM;PVM;Suma su PVM\n"
        "P1;2024-01-07;SF1;46,74;9,81;56,55\nP2;2024-01-08;SF2;10,00;2,10;12,10\n",
        [1210, 5655], [],
    ),
    "classes of a studio, to which not all came": (
        "Client ID,Date,Visit type,Late Cancel,No Show,Amount\nC1,2024-01-05,Yoga,No,No,15.35\n"
        "C2,2024-01-05,Yoga,No,Yes,18.09\nC1,2024-01-12,Yoga,Yes,No,15.35\nC2,2024-01-13,Yoga,No,No,18.00\n",
        [1535, 1800], [],
    ),
    "a till's payments, of which one failed": (
        "Order ID,Date,Customer ID,Amount,Result\n1,2024-01-05,C1,20.00,SUCCESS\n"
        "2,2024-01-06,C2,30.00,FAIL\n3,2024-01-07,C1,25.00,SUCCESS\n",
        [2000, 2500], [],
    ),
    "deals that were won and lost, and a word of the firm's own": (
        "Opportunity ID,Close date,Account ID,Amount,Stage\n1,2024-01-05,C1,20.00,Closed Won\n"
        "2,2024-01-06,C2,30.00,Closed Lost\n3,2024-01-07,C1,25.00,Won by phone\n",
        [2000, 2500], [],
    ),
    "subscriptions whose subtotal is without tax": (
        "id,customer_id,created_at,subtotal,tax,total,fee\n"
        "t1,c1,2024-01-12,8.32,1.75,10.07,0.50\nt2,c2,2024-01-16,16.63,3.49,20.12,1.01\n",
        [1007, 2012], [],
    ),
    "a shop that writes the whole order's sum, with its delivery, on each of two lines of the same soap": (
        "Order number,Date,Contact email,SKU,Qty,Price,Net amount\n"
        + "".join(f"{n},2024-01-{n + 10},a{n % 2}@x.org,S1,1,{n}.00,{2 * n + 3}.00\n" * 2 for n in range(1, 7)),
        [200, 400, 600, 800, 1000, 1200], [],
    ),
    "invoices whose lines are without tax, and a credit note of two lines": (
        "EmailAddress,InvoiceNumber,InvoiceDate,Total,Description,Quantity,LineAmount,TaxAmount,AccountCode,Type\n"
        + "".join(f"a{n % 3}@x.org,I{n},2024-01-{n + 10},{24 * n}.00,tea,1,{10 * n}.00,{2 * n}.00,200,Sales invoice\n" * 2
                  for n in range(1, 7))
        + "a1@x.org,CN1,2024-02-10,24.00,tea,1,10.00,2.00,200,Sales credit note\n" * 2,
        [2400, 4800, 7200, 9600, 12000, 14400], [2400],
    ),
    "receipts whose days have a full stop, in Latvian": (
        "Klienta Nr.;Datums;Čeka Nr.;Summa ar PVN, EUR\n1;07.01.2024. 09:43;1;38,19\n2;21.01.2024. 12:19;2;66,82\n",
        [3819, 6682], [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("told", FILES)
def test_a_file_is_read_as_its_owner_would_count_it(tmp_path: Path, told: str) -> None:
    text, bought, back = FILES[told]
    shop = read(tmp_path / "file.csv", text, currency="EUR")
    assert sorted(minor for _, minor, _ in shop.purchases()) == bought
    assert sorted(minor for _, minor, _ in shop.refunds()) == back


def test_what_overlaps_counts_once_where_rows_have_ids_of_their_own(tmp_path: Path) -> None:
    """The fourth and fifth order stand in both files."""
    header = "ID,Customer Email,Purchase Date,Subtotal,Status,Total Refunded\n"
    rows = [f"0000{n},a{n % 3}@x.org,2024-01-{n:02} 10:00,{n}.00,Complete,{1 if n == 12 else 0}.00\n" for n in range(11, 19)]
    (tmp_path / "first.csv").write_text(header + "".join(rows[:5]), encoding="utf-8")
    shop = read(tmp_path / "second.csv", header + "".join(rows[3:]), currency="EUR")
    assert len(shop.purchases()) == 5
    both = Read(rg.read(tmp_path, currency="EUR"))
    assert [minor for _, minor, _ in both.purchases()] == [n * 100 for n in range(11, 19)]
    assert "2 rows repeat an order that was already read" in both.said()
    assert "1 refund, 1 of them tied to the order undone" in both.said()
    assert "guessed by their looks, not by their names: ID = order" in both.said()
