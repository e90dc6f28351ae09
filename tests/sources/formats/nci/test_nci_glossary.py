"""Reading the NCI glossary API's pages."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from bot.errors import DataError
from bot.sources.concept import BrokenRecord, Concept, Link
from bot.sources.edition import Edition
from bot.sources.formats.nci import glossary as nci_glossary
from bot.terms.model import Medium, NameKind, Relation


def term(id: int, name: str, text: str = "A thing.", **fields: Any) -> dict[str, Any]:
    return {"termId": id, "termName": name, "definition": {"html": text, "text": text}, **fields}


def page(terms: Iterable[object], total: int) -> str:
    return json.dumps({"meta": {"totalResults": total, "from": 0}, "results": list(terms)}, ensure_ascii=False)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes terms as one page that is the whole answer."""

    def written(*terms: object) -> Path:
        path = tmp_path / "terms.json"
        path.write_text(page(terms, len(terms)), encoding="utf-8")
        return path

    return written


@pytest.fixture(scope="session")
def terms(nci_file: Path) -> dict[str, Concept]:
    """The terms of the fixture file, by identifier."""
    return {concept.code: concept for concept in nci_glossary.concepts(nci_file) if isinstance(concept, Concept)}


def only(path: Path) -> Concept:
    (concept,) = nci_glossary.concepts(path)
    assert isinstance(concept, Concept)
    return concept


def names_of(concept: Concept) -> list[tuple[str, NameKind]]:
    return [(name.name, name.kind) for name in concept.names]


def test_every_term_becomes_one_concept(terms: dict[str, Concept], nci_file: Path) -> None:
    assert len(terms) == json.loads(nci_file.read_text(encoding="utf-8"))["meta"]["totalResults"] == 13


def test_the_respelling_loses_its_brackets_and_the_audio_address_is_kept(terms: dict[str, Concept]) -> None:
    interleukin = terms["CDR0000046069"]
    assert interleukin.respelling == "in-ter-LOO-kin"
    assert interleukin.audio == "https://nci-media.cancer.gov/pdq/media/audio/708099.mp3"


@pytest.mark.parametrize("key", ["(in-ter-LOO-kin...)", "(... toh-poh-TEE-kan)", "(KAH ... THAYR)", "", "  "])
def test_a_respelling_that_leaves_a_part_out_is_not_shown(write: Callable[..., Path], key: str) -> None:
    concept = only(write(term(1, "thing", pronunciation={"key": key, "audio": "https://example.org/1.mp3"})))
    assert concept.respelling is None
    assert concept.audio == "https://example.org/1.mp3"


def test_brackets_inside_a_respelling_stay(write: Callable[..., Path]) -> None:
    concept = only(write(term(1, "thing", pronunciation={"key": "(THING (num-ber) wun)", "audio": None})))
    assert concept.respelling == "THING (num-ber) wun"


@pytest.mark.parametrize("said", [None, {}, {"key": None, "audio": None}, {"key": "", "audio": ""}])
def test_a_term_may_have_no_pronunciation(write: Callable[..., Path], said: object) -> None:
    concept = only(write(term(1, "thing", pronunciation=said)))
    assert (concept.respelling, concept.audio) == (None, None)


def test_the_code_is_the_publishers_cdr_number(terms: dict[str, Concept]) -> None:
    assert "CDR0000046069" in terms


def test_the_address_is_the_page_of_that_very_term(terms: dict[str, Concept]) -> None:
    address = "https://www.cancer.gov/publications/dictionaries/cancer-terms/def/breast-cancer"
    assert terms["CDR0000444971"].url == address


@pytest.mark.parametrize("pretty", [None, ""])
def test_a_term_without_a_name_for_addresses_is_found_by_its_identifier(
    write: Callable[..., Path], pretty: str | None
) -> None:
    address = "https://www.cancer.gov/publications/dictionaries/cancer-terms/def/46069"
    assert only(write(term(46069, "thing", prettyUrlName=pretty))).url == address


def test_a_name_for_addresses_is_one_part_of_an_address_whatever_is_in_it(write: Callable[..., Path]) -> None:
    address = "https://www.cancer.gov/publications/dictionaries/cancer-terms/def/a%2Fb%3Fc%C3%B3"
    assert only(write(term(1, "thing", prettyUrlName="a/b?có"))).url == address


def test_the_definition_is_kept_whole_on_one_line(terms: dict[str, Concept], write: Callable[..., Path]) -> None:
    assert len(terms["CDR0000900003"].definitions[0]) > 9_000
    assert only(write(term(1, "thing", " A \n thing\t of two. "))).definitions == ("A thing of two.",)


def test_a_space_on_the_wrong_side_of_a_mark_goes(write: Callable[..., Path]) -> None:
    text = "A thing ( of two ) , and one more ."
    assert only(write(term(1, "thing", text))).definitions == ("A thing (of two), and one more.",)


def test_an_invisible_space_is_no_part_of_a_definition(write: Callable[..., Path]) -> None:
    assert only(write(term(1, "thing", "A word\u200b \u200bor two."))).definitions == ("A word or two.",)


def test_markup_in_a_definition_is_left_as_the_publisher_wrote_it(terms: dict[str, Concept]) -> None:
    text = terms["CDR0000900002"].definitions[0]
    for part in ("*colored*", "@everyone", "<@123>", "[a masked link](https://example.org/masked)"):
        assert part in text


def test_a_definition_with_html_entities_is_taken_from_the_plain_text(terms: dict[str, Concept]) -> None:
    assert "&lt;" not in terms["CDR0000900002"].definitions[0]


def test_the_preferred_name_comes_first_and_other_names_follow_in_their_order(terms: dict[str, Concept]) -> None:
    assert names_of(terms["CDR0000046347"]) == [
        ("acute myeloid leukemia", NameKind.PREFERRED),
        ("acute myelogenous leukemia", NameKind.SYNONYM),
        ("acute nonlymphocytic leukemia", NameKind.SYNONYM),
        ("AML", NameKind.ABBREVIATION),
        ("ANLL", NameKind.ABBREVIATION),
    ]


def test_two_terms_of_one_name_stay_two_concepts(terms: dict[str, Concept]) -> None:
    assert [code for code, concept in terms.items() if concept.preferred_name == "CAB"] == [
        "CDR0000513056",
        "CDR0000635470",
    ]


def test_many_pages_in_a_folder_are_one_dictionary(tmp_path: Path) -> None:
    folder = pages_in_folder(tmp_path, [[term(1, "a"), term(2, "b")], [term(3, "c")]], total=3)
    assert codes(folder) == ["CDR0000000001", "CDR0000000002", "CDR0000000003"]


def test_many_pages_in_a_zip_archive_are_one_dictionary(tmp_path: Path) -> None:
    archive = tmp_path / "pages.zip"
    with zipfile.ZipFile(archive, "w") as pages:
        pages.mkdir("pages")
        pages.writestr("pages/1.json", page([term(1, "a")], 2))
        pages.writestr("pages/2.json", page([term(2, "b")], 2))
    assert codes(archive) == ["CDR0000000001", "CDR0000000002"]


def test_answers_for_single_letters_are_one_dictionary(tmp_path: Path) -> None:
    archive = tmp_path / "letters.zip"
    with zipfile.ZipFile(archive, "w") as pages:
        pages.writestr("00000.json", page([term(1, "arm"), term(2, "ash")], 2))
        pages.writestr("00001.json", page([term(3, "bone"), term(4, "bud")], 2))
        pages.writestr("00002.json", page([], 0))
        pages.writestr("00003.json", page([term(5, "5-HT")], 1))
    assert len(codes(archive)) == 5


def test_a_missing_page_of_one_letter_is_noticed(tmp_path: Path) -> None:
    archive = tmp_path / "letters.zip"
    with zipfile.ZipFile(archive, "w") as pages:
        pages.writestr("00000.json", page([term(1, "arm"), term(2, "ash")], 2))
        pages.writestr("00001.json", page([term(3, "bone"), term(4, "bud")], 3))
    with pytest.raises(DataError, match=r"holds 2 of the dictionary's 3 terms"):
        list(nci_glossary.concepts(archive))


def test_hidden_files_that_an_operating_system_adds_are_passed_over(tmp_path: Path) -> None:
    folder = pages_in_folder(tmp_path, [[term(1, "a")]], total=1)
    (folder / ".DS_Store").write_bytes(b"\x00\x00\x00\x01Bud1")
    archive = tmp_path / "pages.zip"
    with zipfile.ZipFile(archive, "w") as pages:
        pages.writestr("1.json", page([term(1, "a")], 1))
        pages.writestr("__MACOSX/._1.json", b"\x00\x05\x16\x07")
    assert codes(folder) == codes(archive) == ["CDR0000000001"]


def test_a_missing_page_is_refused_with_what_to_do(tmp_path: Path) -> None:
    folder = pages_in_folder(tmp_path, [[term(1, "a"), term(2, "b")]], total=3)
    with pytest.raises(DataError) as refused:
        list(nci_glossary.concepts(folder))
    assert f"{folder} holds 2 of the dictionary's 3 terms" in refused.value.problem
    assert "one folder or zip archive" in refused.value.remedy


def test_a_page_that_is_there_twice_counts_once(tmp_path: Path) -> None:
    one, two = [term(1, "a"), term(2, "b")], [term(3, "c")]
    assert len(codes(pages_in_folder(tmp_path, [one, two, one], total=3))) == 3


def test_a_page_that_is_there_twice_does_not_hide_that_another_is_missing(tmp_path: Path) -> None:
    one = [term(1, "a"), term(2, "b")]
    with pytest.raises(DataError, match=r"holds 2 of the dictionary's 3 terms"):
        list(nci_glossary.concepts(pages_in_folder(tmp_path, [one, one], total=3)))


def test_broken_terms_are_not_taken_for_a_missing_page(write: Callable[..., Path]) -> None:
    path = write(term(1, "good"), {"termId": "x"}, term(3, "  "), term(4, "no text", ""), 7, term(6, "good too"))
    records = list(nci_glossary.concepts(path))
    assert [record.preferred_name for record in records if isinstance(record, Concept)] == ["good", "good too"]
    assert len([record for record in records if isinstance(record, BrokenRecord)]) == 4


def test_broken_terms_that_begin_alike_are_all_counted(write: Callable[..., Path]) -> None:
    path = write(
        *({"termId": None, "language": "en", "dictionary": "Cancer.gov", "audience": "Patient", "n": n} for n in "abc")
    )
    assert len(list(nci_glossary.concepts(path))) == 3


def test_a_broken_term_says_where_it_stands_and_what_is_wrong(write: Callable[..., Path]) -> None:
    nameless, shapeless = nci_glossary.concepts(write(term(3, " "), {"termId": "four"}))
    assert nameless == BrokenRecord("termId 3", "it has no name or no definition")
    assert isinstance(shapeless, BrokenRecord)
    assert "four" in shapeless.where
    assert shapeless.problem


def test_a_page_of_unreasonable_size_is_refused(write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.sources.formats.nci.pages.MAX_PAGE_BYTES", 1_000)
    path = write(term(1, "thing", "x" * 1_000))
    with pytest.raises(DataError, match=f"{path} is not a page of the NCI glossary API: it has over 1,000 bytes"):
        list(nci_glossary.concepts(path))


def test_the_edition_is_the_day_on_which_the_file_was_written(write: Callable[..., Path]) -> None:
    path = write(term(1, "thing"))
    os.utime(path, (1_700_000_000, 1_700_000_000))
    assert nci_glossary.edition(path) == Edition(label="2023-11-14", year=2023)


def pages_in_folder(tmp_path: Path, pages: list[list[dict[str, Any]]], total: int) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number, terms in enumerate(pages):
        (folder / f"{number}.json").write_text(page(terms, total), encoding="utf-8")
    return folder


def codes(path: Path) -> list[str]:
    return [concept.code for concept in nci_glossary.concepts(path) if isinstance(concept, Concept)]


def related(id: int, name: str, **fields: Any) -> dict[str, Any]:
    return {"Type": "GlossaryTerm", "Text": name, "TermId": id, "Audience": "Patient", "PrettyUrlName": name} | fields


def page_of(kind: str, name: str, address: str) -> dict[str, Any]:
    return {"Type": kind, "Url": address, "Text": name}


def first(path: Path) -> Concept:
    concept = next(nci_glossary.concepts(path))
    assert isinstance(concept, Concept)
    return concept


def test_related_terms_are_worth_seeing_by_their_codes(write: Callable[..., Path]) -> None:
    concept = first(
        write(term(1, "a", relatedResources=[related(2, "b"), related(1, "a"), related(2, "b")]), term(2, "b"))
    )
    assert (concept.see_also, concept.links) == (("CDR0000000002",), ())


def test_a_related_term_of_another_dictionary_is_a_link_by_its_name(write: Callable[..., Path]) -> None:
    concept = only(write(term(1, "a", relatedResources=[related(77, "far away")])))
    assert (concept.see_also, concept.links) == ((), (Link(Relation.SEE_ALSO, "far away"),))


def test_pages_to_read_on_are_sites_in_the_language_of_the_term(write: Callable[..., Path]) -> None:
    listed = [
        page_of("External", "Read  on", "https://example.org/more"),
        page_of("Summary", "A summary", "https://example.org/summary"),
        page_of("DrugSummary", "A drug", "https://example.org/drug"),
        page_of("External", "Read on", "https://example.org/more"),
        page_of("External", "Hostile", "javascript:alert(1)"),
        page_of("External", " ", "https://example.org/nameless"),
    ]
    concept = only(write(term(1, "a", language="es", relatedResources=listed)))
    assert [(site.title, site.address, site.language) for site in concept.sites] == [
        ("Read on", "https://example.org/more", "es"),
        ("A summary", "https://example.org/summary", "es"),
        ("A drug", "https://example.org/drug", "es"),
    ]


def image(**sources: str) -> dict[str, Any]:
    listed = [{"Size": size.strip("_"), "Src": address} for size, address in sources.items()]
    return {"Type": "Image", "ImageSources": listed, "Ref": "CDR1", "Alt": "A drawing.", "Caption": "Drawn\n for us. "}


def test_a_picture_keeps_its_address_in_a_size_for_pages_its_text_and_caption(write: Callable[..., Path]) -> None:
    sizes = {
        "original": "https://example.org/1.jpg",
        "_571": "https://example.org/s.jpg",
        "_750": "https://example.org/m.jpg",
    }
    concept = only(write(term(1, "a", media=[image(**sizes)])))
    assert concept.media == (
        Medium(kind="image", address="https://example.org/m.jpg", alt="A drawing.", caption="Drawn for us."),
    )


@pytest.mark.parametrize(
    ("sizes", "address"),
    [
        ({"_571": "https://example.org/s.jpg", "original": "https://example.org/1.jpg"}, "https://example.org/s.jpg"),
        ({"huge": "https://example.org/h.jpg"}, "https://example.org/h.jpg"),
        ({"_750": "file:///etc/passwd", "original": "https://example.org/1.jpg"}, "https://example.org/1.jpg"),
    ],
)
def test_the_next_best_size_is_taken(write: Callable[..., Path], sizes: dict[str, str], address: str) -> None:
    assert [medium.address for medium in only(write(term(1, "a", media=[image(**sizes)]))).media] == [address]


def test_a_film_is_its_page_at_youtube_with_its_title(write: Callable[..., Path]) -> None:
    film = {"Type": "Video", "Hosting": "youtube", "UniqueId": "abc-123", "Title": "How it moves", "Caption": None}
    assert only(write(term(1, "a", media=[film]))).media == (
        Medium(kind="video", address="https://www.youtube.com/watch?v=abc-123", alt="How it moves"),
    )


def test_keys_with_small_letters_are_read_too(write: Callable[..., Path]) -> None:
    small = {"type": "image", "imageSources": [{"size": "750", "src": "https://example.org/m.jpg"}]}
    concept = first(
        write(
            term(1, "a", media=[small], relatedResources=[{"type": "GlossaryTerm", "text": "b", "termId": 2}]),
            term(2, "b"),
        )
    )
    assert [medium.address for medium in concept.media] == ["https://example.org/m.jpg"]
    assert concept.see_also == ("CDR0000000002",)


@pytest.mark.parametrize(
    "extra",
    [
        {"media": None, "relatedResources": None},
        {"media": [], "relatedResources": []},
        {"media": [7, {}, {"Type": "Hologram"}, image(), {"Type": "Video", "Hosting": "elsewhere", "UniqueId": "1"}]},
        {
            "relatedResources": [
                7,
                {},
                {"Type": "GlossaryTerm", "Text": "b"},
                {"Type": "External", "Text": "no address"},
            ]
        },
    ],
)
def test_what_has_another_shape_does_not_break_its_term(write: Callable[..., Path], extra: dict[str, Any]) -> None:
    concept = only(write(term(1, "a", **extra)))
    assert (concept.media, concept.sites, concept.see_also, concept.links) == ((), (), (), ())


@pytest.mark.parametrize(("written", "name"), [("ZTG (en inglés)", "ZTG"), ("zorb(en inglés) ", "zorb")])
def test_the_remark_that_a_name_is_english_is_no_part_of_it(
    write: Callable[..., Path], written: str, name: str
) -> None:
    text = "Prueba del zorb. También se llama zorbina (en inglés)."
    related = {"Type": "GlossaryTerm", "TermId": 9, "Text": "zorba (en inglés)"}
    concept = only(write(term(1, written, text, language="es", relatedResources=[related])))
    assert [each.name for each in concept.names] == [name, "zorbina"]
    assert concept.links == (Link(Relation.SEE_ALSO, "zorba"),)


def test_a_name_that_is_only_a_remark_is_a_broken_record(write: Callable[..., Path]) -> None:
    (record,) = nci_glossary.concepts(write(term(1, "(en inglés)", language="es")))
    assert isinstance(record, BrokenRecord)


def test_a_name_that_speaks_of_english_keeps_its_words(write: Callable[..., Path]) -> None:
    assert only(write(term(1, "lavanda inglesa", language="es"))).preferred_name == "lavanda inglesa"
