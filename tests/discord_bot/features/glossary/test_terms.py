"""Adding, editing, linking and removing terms, and reading them."""

from __future__ import annotations

import pytest
from discord_bot.features.glossary.conftest import Clinic, field_texts, text_of
from discord_bot.world import answered, shown

from bot.lexicon.server_glossary.term import MAX_DEFINITION_LENGTH
from bot.storage.guild_settings import GlossaryMode


async def test_a_term_is_added_by_a_form_and_shown_with_what_can_be_done_next(clinic: Clinic) -> None:
    message = await clinic.add("bed nine", "The bay by the door.", "bay 9, B9")
    assert message.ephemeral
    page = shown(message)
    assert page.heading == "bed nine"
    assert "Saved" in page.text
    assert "The bay by the door." in page.text
    assert "Also called: bay 9, B9" in page.text.replace("**", "")
    assert "1 of 5,000" in page.text
    assert {"Edit", "Links", "Remove", "Add another"} <= {each["label"] for each in page.buttons}
    (term,) = await clinic.stored.terms(clinic.guild_id)
    assert term.draft.names == ("bay 9", "B9")


async def test_the_form_can_be_sent_after_a_restart(clinic: Clinic) -> None:
    form = await clinic.use(clinic.ada, "add")
    await clinic.world.restart()
    await clinic.fill(clinic.ada, form, term="bed nine", definition="The bay.", names="")
    assert await clinic.stored.count(clinic.guild_id) == 1


async def test_a_term_that_the_dictionary_has_asks_if_it_is_a_note(clinic: Clinic) -> None:
    message = await clinic.add("interleukin", "We order this on the blue sheet.")
    assert "explains interleukin already" in text_of(message).replace("**", "")
    await clinic.ada.click(message, label="A note on that page")
    (term,) = await clinic.stored.terms(clinic.guild_id)
    assert term.draft.adds_to is not None
    assert term.draft.adds_to.key == "interleukin"
    assert "A note on: interleukin" in text_of(message).replace("**", "")


async def test_a_name_with_several_meanings_offers_each_of_them(clinic: Clinic) -> None:
    message = await clinic.add("MS", "In our charts: multiple sclerosis.")
    (menu,) = shown(message).menus
    keys = [option["value"] for option in menu["options"]]
    assert len(keys) > 1
    await clinic.ada.select(message, [keys[1]], custom_id=menu["custom_id"])
    (term,) = await clinic.stored.terms(clinic.guild_id)
    assert term.draft.adds_to is not None
    assert term.draft.adds_to.key == keys[1]


async def test_a_term_stays_on_its_own_when_its_writer_says_so(clinic: Clinic) -> None:
    message = await clinic.add("interleukin", "Our name for the blue sheet.")
    await clinic.ada.click(message, label="A term of its own")
    (term,) = await clinic.stored.terms(clinic.guild_id)
    assert term.draft.adds_to is None
    assert "A note on that page" not in {each["label"] for each in shown(message).buttons}


@pytest.mark.parametrize("written", ["Two sentences. On a phone.", "```" * 100 + "é" * 1_700], ids=["short", "long"])
async def test_a_text_that_could_not_be_saved_is_given_back(clinic: Clinic, written: str) -> None:
    await clinic.add("bed nine")
    form = await clinic.use(clinic.ada, "add")
    result = await clinic.ada.submit_modal(form, {"term": "Bed Nine", "definition": written, "names": ""})
    assert "already" in text_of(answered(result))
    (message,) = result.followups
    assert message.ephemeral
    assert written.replace("```", "'''") in text_of(message)


async def test_editing_begins_with_what_is_there(clinic: Clinic) -> None:
    await clinic.add("bed nine", "The bay.", "bay 9, one, two")
    form = await clinic.use(clinic.ada, "edit", term="BED NINE")
    texts = field_texts(form)
    assert texts == {"term": "bed nine", "definition": "The bay.", "names": "bay 9, one, two"}
    message = await clinic.fill(clinic.ada, form, **(dict(texts) | {"definition": "The bay by the window."}))
    assert "The bay by the window." in text_of(message)
    (term,) = await clinic.stored.terms(clinic.guild_id)
    assert term.draft.names == ("bay 9", "one", "two")


async def test_of_two_who_edit_at_once_the_second_is_told(clinic: Clinic) -> None:
    await clinic.add()
    await clinic.world.env.advance_time(5)
    first = await clinic.use(clinic.ada, "edit", term="bed nine")
    second = await clinic.use(clinic.ada, "edit", term="bed nine")
    await clinic.world.env.advance_time(5)
    await clinic.fill(clinic.ada, first, term="bed nine", definition="One.", names="")
    message = await clinic.fill(clinic.ada, second, term="bed nine", definition="Two.", names="")
    assert "Somebody else changed" in text_of(message)
    (term,) = await clinic.stored.terms(clinic.guild_id)
    assert term.draft.definition == "One."


async def test_links_that_are_certain_are_saved_and_the_others_are_asked_about(clinic: Clinic) -> None:
    message = await clinic.add()
    form = await clinic.ada.click(message, label="Links")
    fields = {"parents": "cytokine", "see-also": "MS, qwrtzpsdfg, hypoxia", "adds-to": ""}
    message = await clinic.fill(clinic.ada, form, **fields)
    (term,) = await clinic.stored.terms(clinic.guild_id)
    assert [entry.key for entry in term.draft.parents] == ["cytokine"]
    assert "MS" not in [entry.headword for entry in term.draft.see_also]
    assert "Nothing in the dictionary is called “qwrtzpsdfg”" in text_of(message)
    menus = shown(message).menus
    assert any("MS" in menu["placeholder"] for menu in menus)
    menu = next(menu for menu in menus if "MS" in menu["placeholder"])
    key = menu["options"][0]["value"]
    await clinic.ada.select(message, [key], custom_id=menu["custom_id"])
    (term,) = await clinic.stored.terms(clinic.guild_id)
    assert key in [entry.key for entry in term.draft.see_also]
    assert [entry.key for entry in term.draft.parents] == ["cytokine"]


async def test_another_own_term_is_linked_by_its_name(clinic: Clinic) -> None:
    await clinic.add("ward", "A place with beds.")
    message = await clinic.add("bed nine", "The bay.")
    form = await clinic.ada.click(message, label="Links")
    await clinic.fill(clinic.ada, form, **{"parents": "Ward", "see-also": "", "adds-to": ""})
    terms = {term.draft.headword: term for term in await clinic.stored.terms(clinic.guild_id)}
    assert [entry.key for entry in terms["bed nine"].draft.parents] == [terms["ward"].key]


async def test_removing_asks_first_and_can_be_undone(clinic: Clinic) -> None:
    await clinic.add()
    message = answered(await clinic.use(clinic.ada, "remove", term="bed nine"))
    assert "Remove “bed nine”?" in text_of(message)
    assert await clinic.stored.count(clinic.guild_id) == 1
    await clinic.ada.click(message, label="Yes, remove it")
    assert await clinic.stored.count(clinic.guild_id) == 0
    await clinic.ada.click(message, label="Undo")
    assert await clinic.stored.count(clinic.guild_id) == 1
    assert "Undone" in text_of(message)


async def test_what_is_pressed_after_the_term_was_removed_says_so(clinic: Clinic) -> None:
    message = await clinic.add()
    form = await clinic.ada.click(message, label="Edit")
    links = await clinic.ada.click(message, label="Links")
    (term,) = await clinic.stored.terms(clinic.guild_id)
    await clinic.stored.remove(clinic.guild_id, term.number, clinic.ada.id, term.updated_at)
    for label in ("Edit", "Links", "Remove"):
        assert "no longer in the glossary" in text_of(answered(await clinic.ada.click(message, label=label)))
    sent = await clinic.fill(clinic.ada, form, term="bed nine", definition="x", names="")
    assert "no longer in the glossary" in text_of(sent)
    sent = await clinic.fill(clinic.ada, links, **{"parents": "", "see-also": "", "adds-to": ""})
    assert "no longer in the glossary" in text_of(sent)


async def test_a_name_that_is_taken_and_a_text_that_is_too_long_are_refused_in_words(clinic: Clinic) -> None:
    await clinic.add()
    assert "is in this glossary already" in text_of(await clinic.add("Bed Nine", "Again."))
    long = "*" * MAX_DEFINITION_LENGTH
    message = await clinic.add("stars", long, ", ".join(f"{'_' * 80}{number}" for number in range(10)))
    assert shown(message).heading == "stars"


async def test_the_list_counts_the_terms_and_has_pages(clinic: Clinic) -> None:
    for number in range(45):
        await clinic.add(f"term {number:02}", f"Meaning {number}.")
    message = answered(await clinic.use(clinic.world.alice, "list"))
    assert not message.ephemeral
    assert "45 of 5,000" in text_of(message)
    assert "term 00" in text_of(message)
    await clinic.world.alice.click(message, label="Next")
    assert "term 15" in text_of(message)
    private = answered(await clinic.use(clinic.world.alice, "list", start="term 41", private=True))
    assert private.ephemeral
    assert "term 44" in text_of(private)
    (menu,) = shown(message).menus
    assert len(menu["options"]) == 15


async def test_somebody_else_who_turns_a_public_list_gets_their_own(clinic: Clinic) -> None:
    for number in range(21):
        await clinic.add(f"term {number:02}", "Meaning.")
    message = answered(await clinic.use(clinic.world.alice, "list"))
    own = answered(await clinic.world.bob.click(message, label="Next"))
    assert own.ephemeral
    assert "term 20" in text_of(own)
    assert "term 00" in text_of(message)


async def test_show_is_for_everybody_and_its_private_page_for_managers_can_change_the_term(clinic: Clinic) -> None:
    await clinic.add("bed nine", "The bay.", "bay 9")
    message = answered(await clinic.use(clinic.world.alice, "show", term="Bay 9"))
    assert shown(message).heading == "bed nine"
    assert "Edit" not in {each["label"] for each in shown(message).buttons}
    message = answered(await clinic.use(clinic.ada, "show", term="bed nine", private=True))
    assert "Edit" in {each["label"] for each in shown(message).buttons}


async def test_own_terms_are_offered_while_somebody_types(clinic: Clinic) -> None:
    await clinic.add("bed nine", "The bay.", "window bay")
    await clinic.add("red phone", "For emergencies.")
    for typed, expected in (("", ["bed nine", "red phone"]), ("pho", ["red phone"]), ("bay", ["bed nine"]), ("%", [])):
        found = await clinic.ada.autocomplete(clinic.world.channel, "glossary edit", "term", typed)
        assert [choice["name"] for choice in found] == expected
    form = await clinic.use(clinic.ada, "edit", term=found[0]["value"] if found else "#2")
    assert field_texts(form)["term"] == "red phone"


@pytest.mark.parametrize("command", ["edit", "remove", "show"])
async def test_a_term_that_is_not_there_says_where_to_look(clinic: Clinic, command: str) -> None:
    assert "has no term “bed ten”" in await clinic.refused(clinic.ada, command, term="bed ten")


@pytest.mark.parametrize("command", ["list", "add", "history", "export", "proposals", "propose"])
async def test_where_the_glossary_is_off_everybody_is_told(clinic: Clinic, command: str) -> None:
    await clinic.mode(GlossaryMode.OFF)
    assert "turned off" in await clinic.refused(clinic.ada, command)
    assert "no glossary" in await clinic.refused(clinic.world.alice, command)


async def test_nothing_found_offers_managers_to_add_the_term(clinic: Clinic) -> None:
    page = answered(await clinic.ada.slash(clinic.world.channel, "define", term="qwrtzpsdfg"))
    form = await clinic.ada.click(page, label="Add this term")
    assert field_texts(form)["term"] == "qwrtzpsdfg"
    message = await clinic.fill(clinic.ada, form, term="qwrtzpsdfg", definition="A test word.", names="")
    assert message.ephemeral
    assert "nothing with this name" in text_of(page)


async def test_nothing_found_offers_members_nothing_while_suggestions_are_not_open(clinic: Clinic) -> None:
    page = answered(await clinic.world.alice.slash(clinic.world.channel, "define", term="qwrtzpsdfg"))
    assert not {"Add this term", "Suggest this term"} & {each["label"] for each in shown(page).buttons}


@pytest.mark.parametrize("private", [False, True])
async def test_show_says_what_to_do_now_if_a_term_has_a_name_of_an_emergency(clinic: Clinic, private: bool) -> None:
    await clinic.add("code gray", "The ward's signal.", "heart attack")
    message = answered(await clinic.use(clinic.world.bob, "show", term="code gray", private=private))
    assert "Could this be happening now?" in shown(message).text
    assert "Could this be happening now?" in shown(await clinic.world.page("heart attack")).text
