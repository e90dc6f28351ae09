"""Who asks in Spanish is answered in Spanish: by their own Discord, by an option, or by their server's default."""

from __future__ import annotations

import pytest
from discord_bot.languages import Locales
from discord_bot.lexicon_edits import change_entry, definition, entry
from discord_bot.reading import Shown
from discord_bot.world import World, answered, shown
from structlog.testing import capture_logs

from bot.discord_bot.runtime.errors import mistake
from bot.discord_bot.ui.page import disclaimer
from bot.discord_bot.ui.translation import Quantity, in_language
from bot.errors import UsageError
from bot.languages import LANGUAGES
from bot.lexicon.model import Definition
from bot.settings import Home
from bot.storage.guild_settings import LANGUAGE
from bot.terms.model import Name, NameKind

SPANISH = "Esto no es un consejo médico."
ENGLISH = "Not medical advice."


QUANTITIES = {
    "en": ["999", "1,234", "12,345", "1,234,567"],
    "es": ["999", "1234", "12\u202f345", "1\u202f234\u202f567"],
}


@pytest.mark.parametrize("code", LANGUAGES)
def test_digits_are_grouped_as_the_language_does_it(code: str) -> None:
    with in_language(code):
        assert [f"{Quantity(number):,}" for number in (999, 1_234, 12_345, 1_234_567)] == QUANTITIES[code]
        assert f"{Quantity(12_345)} {Quantity(5):02}" == "12345 05"


def test_a_mistake_counts_as_the_language_does_it() -> None:
    error = UsageError(
        "That is {length:,} characters long. A message can have at most {most:,}.", "", length=12_345, most=4_000
    )
    assert mistake(error).startswith("That is 12,345 characters long. A message can have at most 4,000.")
    with in_language("es"):
        assert mistake(error).startswith(
            "El texto tiene 12\u202f345 caracteres. Un mensaje puede tener como máximo 4000."
        )


@pytest.fixture
def locales(monkeypatch: pytest.MonkeyPatch) -> Locales:
    """Says in which language members have Discord."""
    return Locales(monkeypatch)


def language_of(page: Shown) -> str:
    """The language that the foot of a page is in."""
    (found,) = [code for code, foot in (("es", SPANISH), ("en", ENGLISH)) if page.texts[-1].startswith(f"-# {foot}")]
    return found


def spanish(text: str, **changes: object) -> Definition:
    """A definition in Spanish."""
    fields = {"language": "es", "source": "nci-diccionario", "title": "Diccionario de prueba", "code": "E1"}
    return definition(text, **fields | changes)


def in_both_languages(home: Home) -> None:
    """Give the interleukin a definition in Spanish between those in English, and one in French, and a Spanish name."""
    one, two, three = entry(home, "interleukin").definitions
    definitions = (one, spanish("Una proteína."), two, spanish("Une protéine.", language="fr"), three)
    name = Name("interleucina", NameKind.PREFERRED, "nci-diccionario")
    change_entry(home, "interleukin", definitions=definitions, names=(*entry(home, "interleukin").names, name))


async def set_language(world: World, language: str) -> None:
    """The server's admins choose a default language."""
    assert world.channel.guild is not None
    await world.clients[-1].server_data.guild_settings.set(world.channel.guild.id, LANGUAGE, language)


@pytest.mark.parametrize(
    ("locale", "language"),
    [("es-ES", "es"), ("es-419", "es"), ("en-US", "en"), ("en-GB", "en"), ("fr", "en"), ("ja", "en")],
)
async def test_the_locale_of_the_asker_decides(world: World, locales: Locales, locale: str, language: str) -> None:
    locales.set(world.alice, locale)
    assert language_of(shown(await world.page("interleukin"))) == language


async def test_a_whole_page_is_in_spanish(world: World, locales: Locales) -> None:
    locales.set(world.alice, "es-419")
    message = await world.page("heart attack")
    page = shown(message)
    assert "*heart attack* es un nombre común de *myocardial infarction*" in page.texts[0]
    assert "Es un tipo de:" in page.text
    assert language_of(page) == "es"
    for label in ("Más", "Todos los resultados"):
        await world.alice.click(message, label=label)
        assert language_of(shown(message)) == "es"
    assert "Busque también en:" in shown(message).text
    assert "Revistas (PubMed)" in shown(message).sites
    with in_language("es"):
        assert page.texts[-1] == f"-# {disclaimer()}"


@pytest.mark.parametrize(
    ("typed", "name", "begins"),
    [
        ("gripe", "gripe (gri·pe)", "Infección contagiosa"),
        ("resfriado", "resfriado común (res·fria·do co·mún)", "Infección leve"),
        ("ataque al corazón", "infarto de miocardio (in·far·to de mio·car·dio)", "Daño del músculo"),
        ("sarampion", "sarampión (sa·ram·pión)", "Infección muy contagiosa"),
        ("dolor de cabeza", "dolor de cabeza (do·lor de ca·be·za)", "Dolor"),
        ("presión alta", "hipertensión arterial (hi·per·ten·sión ar·te·rial)", "Enfermedad"),
        ("azúcar en la sangre", "glucosa en la sangre (glu·co·sa en la san·gre)", "Cantidad de azúcar"),
        ("no puedo dormir", "insomnio (in·som·nio)", "Dificultad para dormirse"),
        ("dolor al orinar", "disuria (di·su·ria)", "Dolor o ardor"),
        ("tos", "tos", "Salida brusca de aire"),
    ],
)
async def test_what_a_spanish_reader_types_is_answered_by_the_starter_glossary(
    world: World, locales: Locales, typed: str, name: str, begins: str
) -> None:
    locales.set(world.alice, "es-419")
    page = shown(await world.page(typed))
    assert f"En español: {name}\n" in f"{page.text}\n"
    assert page.definitions[0].startswith(begins)


async def test_a_spanish_name_is_a_choice_with_its_language_for_a_reader_of_english(world: World) -> None:
    page = shown(await world.page("gripe"))
    assert "**influenza**\nname in Spanish: " in page.text
    assert page.button("Open")["custom_id"] == "tab:overview:n:5:gripeinfluenza"


@pytest.mark.parametrize(
    ("term", "said"),
    [
        ("MS", "Esto puede significar 6 cosas distintas."),
        ("hydralizine", "cada uno es distinto"),
        ("qwrtzpsdfg", "En este diccionario no hay nada con este nombre"),
    ],
)
async def test_pages_without_an_entry_are_in_spanish_too(world: World, locales: Locales, term: str, said: str) -> None:
    locales.set(world.alice, "es-ES")
    page = shown(await world.page(term))
    assert said in page.text
    assert language_of(page) == "es"


async def test_a_mistake_is_told_in_spanish(world: World, locales: Locales) -> None:
    locales.set(world.alice, "es-ES")
    result = await world.define("?!")
    assert world.expected_errors()
    assert answered(result).content == (
        "No hay ninguna palabra que buscar. Escriba un término médico, por ejemplo interleucina."
    )


async def test_about_is_in_spanish(world: World, locales: Locales) -> None:
    locales.set(world.alice, "es-ES")
    page = shown(answered(await world.alice.slash(world.channel, "about")))
    assert "Un diccionario médico" in page.text
    assert "edición 2026, instalada el" in page.text


async def test_each_reader_of_one_page_presses_in_their_own_language(world: World, locales: Locales) -> None:
    locales.set(world.alice, "es-ES")
    message = await world.page("interleukin")
    theirs = answered(await world.bob.select(message, ["cytokine"], custom_id="open:related"))
    assert language_of(shown(theirs)) == "en"
    await world.alice.select(message, ["cytokine"], custom_id="open:related")
    assert language_of(shown(message)) == "es"


async def test_an_option_overrides_the_locale(world: World, locales: Locales) -> None:
    assert language_of(shown(await world.page("interleukin", language="es"))) == "es"
    locales.set(world.alice, "es-419")
    assert language_of(shown(await world.page("interleukin", language="en"))) == "en"


async def test_a_chosen_language_stays_on_pages_that_are_turned_and_after_a_restart(world: World) -> None:
    message = await world.page("treatment diary", language="es")
    await world.alice.click(message, label="Definiciones")
    await world.alice.click(message, label="Siguiente")
    assert shown(message).button("Página 2 de 5")
    await world.restart()
    await world.alice.click(message, label="Siguiente")
    page = shown(message)
    assert page.button("Página 3 de 5")
    assert language_of(page) == "es"


async def test_a_chosen_language_stays_when_another_entry_is_opened(world: World) -> None:
    message = await world.page("interleukin", language="es")
    await world.alice.select(message, ["cytokine"], custom_id="open:related")
    await world.alice.select(message, ["protein"], custom_id="open:related")
    assert shown(message).heading == "protein"
    assert language_of(shown(message)) == "es"


async def test_a_mistake_with_a_chosen_language_is_told_in_it(world: World) -> None:
    result = await world.define("?!", language="es")
    assert world.expected_errors()
    assert (answered(result).content or "").startswith("No hay ninguna palabra")


@pytest.mark.parametrize(("locale", "language"), [("fr", "es"), ("en-US", "en"), ("es-ES", "es")])
async def test_a_servers_default_is_for_those_whose_language_medlex_does_not_speak(
    own_home: Home, world: World, locales: Locales, locale: str, language: str
) -> None:
    await set_language(world, "es")
    locales.set(world.alice, locale)
    assert language_of(shown(await world.page("interleukin"))) == language


async def test_an_option_is_stronger_than_the_servers_default(own_home: Home, world: World, locales: Locales) -> None:
    await set_language(world, "es")
    locales.set(world.alice, "fr")
    assert language_of(shown(await world.page("interleukin", language="en"))) == "en"


async def test_a_direct_message_is_in_english_when_the_locale_is_none_of_ours(world: World, locales: Locales) -> None:
    locales.set(world.alice, "fr")
    page = shown(answered(await world.alice.user.slash("define", term="interleukin")))
    assert language_of(page) == "en"


async def test_server_data_are_not_asked_for_what_is_known(own_home: Home, world: World) -> None:
    await world.page("interleukin", private=False)
    await world.offered("inter")
    assert not own_home.server_data.exists()


async def test_server_data_that_cannot_be_used_cost_nobody_an_answer(
    own_home: Home, world: World, locales: Locales
) -> None:
    own_home.server_data.write_text("not a database, and long enough to be seen as something else " * 20)
    locales.set(world.alice, "fr")
    with capture_logs() as log:
        page = shown(await world.page("interleukin"))
    assert language_of(page) == "en"
    assert [line for line in log if line["event"] == "settings_of_guild_unknown"]


async def test_spanish_readers_get_spanish_definitions_and_english_behind_a_button(
    own_home: Home, world: World, locales: Locales
) -> None:
    in_both_languages(own_home)
    locales.set(world.alice, "es-419")
    message = await world.page("interleukin")
    assert shown(message).definitions == ["Una proteína."]
    assert "En español: interleucina" in shown(message).text
    await world.alice.click(message, label="Definiciones")
    page = shown(message)
    # No page is written in French, so there is no button to it.
    assert page.definitions == ["Una proteína.", "Une protéine."]
    assert page.button("In English (3)")


async def test_english_readers_get_no_spanish_between_english(own_home: Home, world: World) -> None:
    in_both_languages(own_home)
    assert "interleucina" not in shown(await world.page("interleukin")).text
    page = shown(await world.tab("interleukin", "Definitions"))
    assert page.definitions[3:] == ["Une protéine."]
    assert "interleucina" not in page.texts[0]


async def test_a_button_shows_the_definitions_in_another_language_on_a_page_in_that_language(
    own_home: Home, world: World
) -> None:
    in_both_languages(own_home)
    page = await world.tab("interleukin", "Definitions")
    await world.alice.click(page, label="En español (1)")
    assert shown(page).definitions == ["Una proteína."]
    await world.restart()
    await world.alice.click(page, label="Más")
    await world.alice.click(page, label="In English (3)")
    assert shown(page).definitions == shown(await world.page("interleukin")).definitions


async def test_an_entry_in_one_language_has_no_button_to_another(world: World) -> None:
    labels = [button["label"] for button in shown(await world.tab("interleukin", "More")).buttons]
    assert not [label for label in labels if label.startswith(("En ", "In "))]


async def test_a_source_shows_only_what_it_says_and_how_many_others_there_are(world: World) -> None:
    page = shown(await world.tab("interleukin", "Definitions", source="mesh"))
    assert [line.split(", ")[-2] for line, _ in page.cited] == ["U.S. National Library of Medicine"]
    assert "Only the source you chose is shown. 2 other sources also define this." in page.text


async def test_a_source_may_be_called_by_its_title(world: World) -> None:
    page = shown(await world.page("interleukin", source="ncI dictionary of cancer terms"))
    assert [line.split(", ")[-2] for line, _ in page.cited] == ["National Cancer Institute"]


async def test_an_entry_that_the_source_does_not_define_shows_the_others_and_says_so(world: World) -> None:
    page = shown(await world.page("multiple sclerosis", source="nci-dictionary"))
    assert page.definitions == shown(await world.page("multiple sclerosis")).definitions
    assert page.definitions
    assert "The source you chose does not define this" in page.text


async def test_an_unknown_source_is_said_kindly_to_be_none(world: World) -> None:
    result = await world.define("interleukin", source="Dr. House")
    assert world.expected_errors()
    assert answered(result).ephemeral
    assert (answered(result).content or "").startswith("No source called “Dr. House” is installed here. Choose one")


async def test_a_chosen_source_stays_on_the_pages_of_an_entry_and_when_a_meaning_is_chosen(
    own_home: Home, world: World
) -> None:
    long = definition("A word. " * 900, source="mesh")
    for key in ("interleukin", "multiple-sclerosis"):
        change_entry(own_home, key, definitions=(definition("Short.", source="sample"), long))
    message = await world.tab("interleukin", "Definitions", source="mesh")
    await world.restart()
    await world.alice.click(message, label="Next")
    assert shown(message).button("Page 2 of 3")
    assert shown(message).definitions[0].startswith("… A word.")
    meanings = await world.page("MS", source="mesh")
    await world.alice.select(meanings, ["multiple-sclerosis"], custom_id="open:meaning")
    assert shown(meanings).definitions[0].startswith("A word.")


async def test_another_entry_is_not_held_to_the_chosen_source(world: World) -> None:
    message = await world.page("interleukin", source="mesh")
    await world.alice.select(message, ["cytokine"], custom_id="open:related")
    assert shown(message).definitions == shown(await world.page("cytokine")).definitions


async def test_sources_are_offered_by_title_publisher_or_identifier(world: World) -> None:
    assert await sources_offered(world, "") == {
        "Medlex Starter Glossary (not medically reviewed)": "glossary",
        "Medlex Abbreviations (not medically reviewed)": "medlex-abbreviations",
        "Glosario básico de Medlex (sin revisión médica)": "glossary-es",
        "NCI Dictionary of Cancer Terms": "nci-dictionary",
        "Medical Subject Headings (MeSH)": "mesh",
    }
    for typed in ("library of medicine", "MESH", "subject head"):
        assert list((await sources_offered(world, typed)).values()) == ["mesh"], typed
    assert await sources_offered(world, "qwrtz") == {}


async def sources_offered(world: World, typed: str) -> dict[str, str]:
    """Return the suggestions that Alice sees while she types the name of a source."""
    choices = await world.alice.autocomplete(world.channel, "define", "source", typed)
    return {choice["name"]: choice["value"] for choice in choices}


async def test_commands_are_registered_with_spanish_names_and_descriptions(world: World) -> None:
    (commands,) = world.bodies("/commands")
    (define,) = [command for command in commands if command["name"] == "define"]
    assert define["name_localizations"] == {"es-ES": "definir", "es-419": "definir"}
    assert define["description_localizations"]["es-419"] == "Busque un término médico"
    names = [option["name_localizations"]["es-ES"] for option in define["options"]]
    assert names == ["término", "fuente", "idioma", "privado"]


async def test_a_changed_translation_is_registered_again(
    own_home: Home, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    registration = world.clients[-1].registration
    registration.simulated = False
    await registration.register()
    assert not await registration.is_due()
    monkeypatch.setattr("bot.discord_bot.command_translation.pgettext", lambda context, sentence: sentence[::-1])
    assert await registration.is_due()


async def test_the_terms_of_a_message_are_explained_in_spanish_by_spanish_definitions(
    own_home: Home, world: World, locales: Locales
) -> None:
    in_both_languages(own_home)
    locales.set(world.alice, "es-419")
    said = await world.bob.send(world.channel, "interleukin")
    page = shown(answered(await world.alice.context_menu(world.channel, "Explain medical terms", said)))
    assert page.heading == "Términos médicos de ese mensaje"
    assert page.definitions == ["**interleukin**\nUna proteína."]
    assert language_of(page) == "es"


async def test_what_can_be_done_with_a_page_is_said_in_spanish_and_still_works(world: World, locales: Locales) -> None:
    locales.set(world.alice, "es-ES")
    private = await world.page("interleukin", private=True)
    await world.alice.select(private, ["cytokine"], custom_id="open:related")
    await world.alice.click(private, label="Más")
    labels = [button["label"] for button in shown(private).buttons]
    assert {"Volver", "Pronunciar", "Mostrar a todos"} <= set(labels)
    public = answered(await world.alice.click(private, label="Mostrar a todos"))
    assert f"Lo muestra <@{world.alice.id}>" in shown(public).text
    await world.alice.click(public, label="Más")
    assert "Solo puede borrar" not in answered(await world.bob.click(public, label="Borrar")).content
    await world.alice.click(public, label="Borrar")
    assert public.id not in {message.id for message in world.channel.history()}
