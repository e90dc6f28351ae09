"""The columns of a table: which field each one is read as."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.errors import DataError
from bot.sources.formats.table.options import Options
from bot.sources.formats.table.titles import LANGUAGE, WEAK, Guess, guess, normal_title

# Fields of which a table has one column; of others (definitions in two wordings, several notes) it may have many.
ONCE = frozenset({"term", "code", "url", "kind", "hyphenation", "respelling", "pronunciation", "etymology"})
NAME_FIELDS = frozenset({"term", "short"})
MEANING_FIELDS = frozenset({"definition", "expansion"})
# The fields of which a table needs one beside the term: names without definitions suffice.
DETAIL_FIELDS = MEANING_FIELDS | {"synonyms", "plain_names", "brands"}
THE_OTHER = "the other of two columns"
MAX_LISTED = 12
MAX_QUOTED = 40
SHORTER = 20


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, and the field as which it is read (None: it is left out). `why` is the explanation if
    that is not obvious.
    """

    title: str
    field: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table in their order."""

    columns: tuple[Column, ...]

    def __len__(self) -> int:
        return len(self.columns)

    @property
    def fields(self) -> frozenset[str]:
        """The fields of the table."""
        return frozenset(column.field for column in self.columns if column.field)

    @property
    def is_of_short_forms(self) -> bool:
        """True if the column of terms has only abbreviations by its title."""
        return "short" in self.fields

    @property
    def say_enough(self) -> bool:
        """True if there is a column of terms and one that says more about them."""
        return bool(self.fields & NAME_FIELDS) and bool(self.fields & DETAIL_FIELDS)

    @property
    def are_half_guessed(self) -> bool:
        """True if one of two columns was only inferred from the other."""
        return any(column.why == THE_OTHER for column in self.columns)

    def language_of_titles(self) -> str | None:
        """The one language (ISO 639-1) to which all titles of names and meanings belong; None if there is no such
        language.
        """
        guesses = [guess(column.title) for column in self.columns if column.field in NAME_FIELDS | MEANING_FIELDS]
        words_of = [each.words_of for each in guesses if each and not each.language]
        common = frozenset.intersection(*words_of) if words_of and len(words_of) == len(guesses) else frozenset()
        return next(iter(common)) if len(common) == 1 else None


NO_OPTIONS = Options()


def understood(titles: Sequence[str], options: Options = NO_OPTIONS) -> Columns:
    """Return the field of each column, as the admin says, or else by its title. `say_enough` of the result says
    whether that suffices.
    """
    guesses = [_given(at, title, options) or guess(title.strip()) for at, title in enumerate(titles, start=1)]
    columns = [Column(title.strip(), each.field if each else None) for title, each in zip(titles, guesses, strict=True)]
    columns = _in_one_language(columns, guesses, options.language)
    columns = _titled_in_one_language(columns, guesses, options.language)
    columns = _only_the_most_exact(columns, guesses)
    return Columns(tuple(_short_forms_beside_terms(_the_other_of_two(columns))))


def _given(number: int, title: str, options: Options) -> Guess | None:
    """The admin's field for a column, given by its title or its number."""
    for field, given in options.columns:
        if normal_title(given) == normal_title(title) or given == str(number):
            return Guess(field, -1)
    return None


def _in_one_language(columns: list[Column], guesses: list[Guess | None], language: str) -> list[Column]:
    """Keep only the source's own language if one field is there in several: "definition_en" beside "definition_es"."""
    named: dict[str, set[str | None]] = {}
    for each in guesses:
        if each:
            named.setdefault(each.field, set()).add(each.language)
    several = {field for field, languages in named.items() if len(languages) > 1}
    return [
        replace(column, field=None, why=f"in another language than {language}")
        if each and each.field in several and (each.language or "en") != language
        else column
        for column, each in zip(columns, guesses, strict=True)
    ]


def _titled_in_one_language(columns: list[Column], guesses: list[Guess | None], language: str) -> list[Column]:
    """Leave out columns of names and meanings with titles in another language if there are such columns with titles
    in the source's own: "Term" and "Definition" beside "Término" and "Definición".
    """
    own = {each.field for each in guesses if each and language in {each.language, *each.words_of}}
    if not (own & NAME_FIELDS and own & MEANING_FIELDS):
        return columns
    return [
        replace(column, field=None, why=f"in another language than {language}")
        if each and column.field in own & (NAME_FIELDS | MEANING_FIELDS) and not _may_be_in(each, language)
        else column
        for column, each in zip(columns, guesses, strict=True)
    ]


def _may_be_in(each: Guess, language: str) -> bool:
    return each.rank < 0 or each.language == language or language in each.words_of


def _only_the_most_exact(columns: list[Column], guesses: list[Guess | None]) -> list[Column]:
    """Keep the first of the columns whose titles say a field most exactly, if a table has only one column for it.

    A title that says it roughly does not count beside one that says it exactly ("name" beside "term").
    """
    best: dict[str, tuple[int, int]] = {}
    for at, (column, each) in enumerate(zip(columns, guesses, strict=True)):
        if each and column.field:
            best[column.field] = min(best.get(column.field, (each.rank, at)), (each.rank, at))
    return [
        _beside(column, (each.rank, at), best[column.field]) if each and column.field else column
        for at, (column, each) in enumerate(zip(columns, guesses, strict=True))
    ]


def _beside(column: Column, own: tuple[int, int], best: tuple[int, int]) -> Column:
    """The field of a column beside the best column for the same field; both are (rank of the title, place)."""
    if own == best or column.field not in ONCE | MEANING_FIELDS | NAME_FIELDS:
        return column
    if own[0] == LANGUAGE:
        return replace(column, field=None)
    if column.field in ONCE:
        return replace(column, field=_second(column), why=f"there is another for the {column.field}")
    if own[0] == WEAK and best[0] < WEAK:
        return replace(column, field=None, why=f"another says {column.field} more exactly")
    return column


def _second(column: Column) -> str | None:
    """The field of a second column of terms: names that lead to the thing, but are not called synonyms."""
    return "other_names" if column.field == "term" else None


def _the_other_of_two(columns: list[Column]) -> list[Column]:
    """Infer the field of one of two columns from the other."""
    fields = [column.field for column in columns]
    if len(columns) != 2 or None not in fields:
        return columns
    known = fields[0] or fields[1]
    missing = "definition" if known in NAME_FIELDS else "term" if known in MEANING_FIELDS else None
    return [
        column if column.field or not missing else replace(column, field=missing, why=THE_OTHER) for column in columns
    ]


def _short_forms_beside_terms(columns: list[Column]) -> list[Column]:
    """Read short forms as abbreviations beside a column of terms; without one they are the terms."""
    fields = [column.field for column in columns]
    if "term" in fields:
        return [replace(column, field="abbreviations") if column.field == "short" else column for column in columns]
    if "short" not in fields and "abbreviations" in fields:
        return [replace(column, field="short") if column.field == "abbreviations" else column for column in columns]
    return _first_only(columns, "short")


def _first_only(columns: list[Column], field: str) -> list[Column]:
    seen = 0
    result = []
    for column in columns:
        seen += column.field == field
        result.append(replace(column, field="abbreviations") if column.field == field and seen > 1 else column)
    return result


def refusal(name: str, titles: Sequence[str]) -> DataError:
    """Make the error for columns without term and definition: the columns that were found, and how to name them."""
    shown = [title.strip()[:MAX_QUOTED] or "(no title)" for title in titles]
    listed = ", ".join(shown[:MAX_LISTED]) + (f" and {len(shown) - MAX_LISTED} more" if len(shown) > MAX_LISTED else "")
    first, second = _examples(titles)
    return DataError(
        f"Which column of {name} holds the term and which the definition cannot be told; its columns are: {listed}.",
        f'Say it, as in --columns "term={first},definition={second}" (by number, as in "term=1,definition=2", '
        f"where there is no "
        "row of titles), and add --preview to see it tried. Or call two columns term and definition.",
    )


def _examples(titles: Sequence[str]) -> tuple[str, str]:
    """Two columns for an example: the one that is understood and another, by their titles if these can be typed."""
    usable = [title.strip() for title in titles if 0 < len(title.strip()) <= SHORTER and not set(title) & set(',="')]
    known = [title for title in usable if guess(title)]
    if len(usable) < 2:
        return "1", "2"
    term = next((title for title in known if _field_of(title) in NAME_FIELDS), None)
    meaning = next((title for title in known if _field_of(title) in MEANING_FIELDS), None)
    others = [title for title in usable if title not in {term, meaning}]
    return term or others[0], meaning or others[-1]


def _field_of(title: str) -> str:
    found = guess(title)
    return found.field if found else ""
