"""Tables of terms: imported after they were looked at, and exported."""

from __future__ import annotations

import csv
import io
import time
from typing import Any

import pytest
from discord_bot.features.glossary.conftest import Clinic, text_of
from discord_bot.world import answered, shown

from bot.lexicon.server_glossary.term import MAX_TERMS
from bot.sources.term_table.rows import MAX_FILE_BYTES

TABLE = """term,definition,other names,is a kind of,see also,adds to
bed nine,The bay by the door.,bay 9,ward,interleukin,
ward,A place with beds.,,,,
our interleukin,We order it on the blue sheet.,,,,interleukin
,No name.,,,,
wrong,Links to nothing.,,qwrtzpsdfg,,
which,Links to several.,,,MS,
"""


async def send(clinic: Clinic, content: str | bytes, name: str = "terms.csv") -> Any:
    """Ada sends a file; the message that answers her."""
    data = content.encode() if isinstance(content, str) else content
    return answered(await clinic.use(clinic.ada, "import", file=(name, data)))


async def test_a_file_is_shown_row_by_row_before_it_is_imported(clinic: Clinic) -> None:
    message = await send(clinic, TABLE)
    assert message.ephemeral
    text = text_of(message).replace("**", "")
    assert "Nothing is saved yet" in text
    assert "Line 6: wrong: Nothing in the dictionary is called “qwrtzpsdfg”" in text
    assert "Line 7: which: “MS” in a link can mean several entries" in text
    assert "Line 5: (no term)" in text
    labels = {each["label"] for each in shown(message).buttons}
    assert {"3 new", "0 changed", "0 unchanged", "3 refused", "Import 3 terms", "Cancel"} <= labels
    assert await clinic.stored.count(clinic.guild_id) == 0
    await clinic.ada.click(message, label="3 new")
    assert "Line 2: bed nine: The bay by the door." in text_of(message).replace("**", "")
    await clinic.ada.click(message, label="Import 3 terms")
    assert "3 terms added" in text_of(message)
    terms = {term.draft.headword: term.draft for term in await clinic.stored.terms(clinic.guild_id)}
    keys = {term.draft.headword: term.key for term in await clinic.stored.terms(clinic.guild_id)}
    assert set(terms) == {"bed nine", "ward", "our interleukin"}
    assert [entry.key for entry in terms["bed nine"].parents] == [keys["ward"]]
    assert [entry.key for entry in terms["bed nine"].see_also] == ["interleukin"]
    assert terms["our interleukin"].adds_to is not None


async def test_a_second_file_changes_what_differs_and_keeps_what_it_has_no_column_for(clinic: Clinic) -> None:
    await clinic.add("bed nine", "The bay.", "bay 9")
    await clinic.add("red phone", "For emergencies.")
    message = await send(
        clinic, "Término;Definición\r\nBed nine;The bay by the window.\r\nred phone;For emergencies.\r\n"
    )
    await clinic.ada.click(message, label="1 changed")
    assert "the definition" in text_of(message)
    await clinic.ada.click(message, label="1 unchanged")
    assert "red phone" in text_of(message)
    await clinic.ada.click(message, label="Import 1 term")
    terms = {term.number: term.draft for term in await clinic.stored.terms(clinic.guild_id)}
    assert terms[1].definition == "The bay by the window."
    assert terms[1].names == ("bay 9",)


async def test_an_import_is_undone_as_a_whole(clinic: Clinic) -> None:
    message = await send(clinic, "term,definition\n" + "".join(f"term {at},Meaning {at}.\n" for at in range(30)))
    await clinic.ada.click(message, label="Next")
    assert "term 10" in text_of(message)
    await clinic.ada.click(message, label="Import 30 terms")
    history = answered(await clinic.use(clinic.ada, "history"))
    await clinic.ada.click(history, label="Undo")
    assert await clinic.stored.count(clinic.guild_id) == 0


async def test_a_canceled_file_and_one_that_was_applied_cannot_be_applied_again(clinic: Clinic) -> None:
    first = await send(clinic, "term,definition\na b,c\n")
    second = await send(clinic, "term,definition\nd e,f\n")
    assert "no longer waits" in text_of(answered(await clinic.ada.click(first, label="Import 1 term")))
    await clinic.world.restart()
    await clinic.ada.click(second, label="Cancel")
    assert "Nothing was imported" in text_of(second)
    assert await clinic.stored.count(clinic.guild_id) == 0


async def test_a_glossary_that_changed_meanwhile_is_not_imported_into(clinic: Clinic) -> None:
    message = await send(clinic, "term,definition\nbed nine,The bay.\n")
    await clinic.add("bed ten", "The other bay.")
    said = answered(await clinic.ada.click(message, label="Import 1 term"))
    assert "changed after this import was prepared" in text_of(said)
    assert await clinic.stored.count(clinic.guild_id) == 1


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "empty"),
        (b"hello", "no columns"),
        (b"%PDF-1.7", "not a table"),
        (b"PK\x03\x04", "workbook"),
        (b"x" * (MAX_FILE_BYTES + 1), "larger than 2 MB"),
        (b'term,definition\n"a,b\n', "don't close"),
    ],
)
async def test_a_file_that_is_no_table_is_refused_in_words(clinic: Clinic, content: bytes, problem: str) -> None:
    message = await send(clinic, content)
    assert message.ephemeral
    assert problem in text_of(message)
    assert clinic.world.expected_errors()


async def test_a_button_for_the_file_of_another_server_leads_to_nothing(clinic: Clinic) -> None:
    message = await send(clinic, "term,definition\nbed nine,The bay.\n")
    (token,) = {part["custom_id"].split(":")[2] for part in shown(message).buttons if ":apply:" in part["custom_id"]}
    eve = clinic.other_server()
    assert await clinic.stored.waiting_import(eve.guild.id, token, clinic.world.env.now()) is None


async def test_what_is_exported_is_imported_again_unchanged(clinic: Clinic) -> None:
    await clinic.ada.click(await send(clinic, TABLE), label="Import 3 terms")
    await clinic.add("=SUM(A1)", "@home\n-x", "+1; with, comma")
    result = await clinic.use(clinic.ada, "export")
    message = answered(result)
    (file,) = message.attachments
    content = await file.read()
    cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row]
    assert not [cell for cell in cells if cell[:1] in set("=+-@\t\r")]
    again = await send(clinic, content)
    assert {"0 new", "0 changed", "4 unchanged", "0 refused"} <= {each["label"] for each in shown(again).buttons}


async def test_an_empty_glossary_has_nothing_to_export(clinic: Clinic) -> None:
    message = answered(await clinic.use(clinic.ada, "export"))
    assert "no terms to export" in text_of(message)
    assert clinic.world.expected_errors()


async def test_5000_rows_are_prepared_and_applied_in_under_three_seconds(clinic: Clinic) -> None:
    rows = "".join(f"term {at},{'word ' * 20},name {at},ward\n" for at in range(1, MAX_TERMS))
    content = f"term,definition,other names,is a kind of\nward,A place.,,\n{rows}"
    began = time.process_time()
    message = await send(clinic, content)
    await clinic.ada.click(message, label="Import 5,000 terms")
    assert time.process_time() - began < 3
    assert await clinic.stored.count(clinic.guild_id) == MAX_TERMS
