"""What the reader is told of rows that were used."""

from __future__ import annotations

from tests.readers.declared.told import told


def test_what_was_taken_to_hold_is_said_unless_the_user_said_it() -> None:
    text = "case id,customer,complaint date,topic\n1,C1,,cold\n2,C2,2024-03-06,slow\n"
    assert "no column for event" not in told("case id,customer,event,date\n1,C1,opened,2024-03-05\n").said
    sent = "message id,customer,event,date,channel,purpose\nM1,C1,sent,2024-03-05,sms,service\n"
    assert "no column for direction: every row is taken to be 'outbound'" in told(sent).said
    assert "no column for direction" not in told(sent, mapping={"direction": "=outbound"}).said
    assert told(text).intake.rows_quarantined == 1


def test_the_questions_are_listed_with_their_scales_and_whence_these_come() -> None:
    said = told("customer,date,nps,Taste (1-5),Why?\nC1,2024-03-05,9,4,good coffee\n", mapping={"scale:nps": "=0-10"}).said
    assert "nps (as recommend), 0 to 10 as you say" in said
    assert "Taste (1-5), 1 to 5 as the question says" in said
    assert "Why?, by text" in said


def test_a_row_without_an_answer_is_counted_and_makes_no_fact() -> None:
    read = told("customer,date,nps\nC1,2024-03-05,9\nC2,2024-03-05,\n")
    assert "1 row holds no answer" in read.said
    assert len(read["answers"]) == 1
