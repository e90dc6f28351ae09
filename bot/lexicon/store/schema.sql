-- The lexicon: one file, built from all installed sources, read-only while serving, rebuilt and never migrated.
-- `user_version` is set from bot.lexicon.schema.SCHEMA_VERSION, `application_id` from bot.lexicon.schema.APPLICATION_ID.

-- The sources that went into this build, plainest first. `description` is a JSON InstalledSource.
CREATE TABLE source (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    description BLOB NOT NULL
) STRICT;

-- One row for each page. `document` is a JSON Entry without its related entries, which are put together from the `neighbours` of
-- its own row and of those of its `parents`: bot.lexicon.related.Neighbours says what these hold. `parents` is a JSON array of ids,
-- as text: from version 3.45 on SQLite may take a blob for JSON of its own binary kind (https://sqlite.org/jsonb.html). `hint` tells
-- the entry from others of the same name. `kind` is its first semantic type, or nothing. `is_medicine` is 1 where it is
-- given to people as a medicine, else 0 (bot.building.medicines). `weight` is how plainly and widely it is
-- defined: larger is better known.
CREATE TABLE entry (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    headword TEXT NOT NULL,
    hint TEXT NOT NULL,
    kind TEXT,
    is_medicine INTEGER NOT NULL,
    weight INTEGER NOT NULL,
    parents TEXT NOT NULL,
    neighbours BLOB NOT NULL,
    document BLOB NOT NULL
) STRICT;

-- Every string that leads to an entry, once for each entry. `weight` orders what is offered while someone types. `places` is set
-- where a curated list of abbreviations has it: for each spelling, which of its senses the entry is, from 1 for the commonest, as a JSON
-- object ({"CA": 1, "Ca": 2}); empty for all other names. `source` is the plainest source that has the name, `others` are all further
-- ones, with spaces between their ids.
CREATE TABLE name (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id),
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    weight INTEGER NOT NULL,
    places TEXT NOT NULL,
    others TEXT NOT NULL
) STRICT;

-- The normal forms of each name: two names are variants of each other when they share one.
CREATE TABLE form (
    form TEXT NOT NULL,
    name INTEGER NOT NULL REFERENCES name (id),
    PRIMARY KEY (form, name)
) STRICT, WITHOUT ROWID;

-- Which entries have a word part in their headword: the part's name and first meaning (data/word_parts.toml), since several parts may
-- have one name.
CREATE TABLE word_part (
    part TEXT NOT NULL,
    meaning TEXT NOT NULL,
    entry INTEGER NOT NULL REFERENCES entry (id),
    PRIMARY KEY (part, meaning, entry)
) STRICT, WITHOUT ROWID;

-- What people may say when they mean an entry, in the forms that forgive wording (bot.terms.phrases): the phrases and, of disorders
-- and of what bodies do, the names. `said` is the phrase or name. `distance` is 0 for its closest form, 1 for its loose one. These rows
-- lead to choices, never to an answer.
CREATE TABLE phrase (
    form TEXT NOT NULL,
    entry INTEGER NOT NULL REFERENCES entry (id),
    said TEXT NOT NULL,
    distance INTEGER NOT NULL,
    PRIMARY KEY (form, entry)
) STRICT, WITHOUT ROWID;

-- Every word of these forms, and how many forms have it.
CREATE TABLE phrase_word (
    word TEXT PRIMARY KEY,
    forms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Pages elsewhere that publishers' editors chose for an entry: a JSON array of Site (bot.terms.model), compressed (zlib) to a fifth.
-- Entries without any have no row.
CREATE TABLE entry_site (
    entry INTEGER PRIMARY KEY REFERENCES entry (id),
    sites BLOB NOT NULL
) STRICT;

-- The subjects of journals that fit an entry: the number of each in the table `subject`.
CREATE TABLE entry_subject (
    entry INTEGER NOT NULL REFERENCES entry (id),
    subject INTEGER NOT NULL REFERENCES subject (id),
    PRIMARY KEY (entry, subject)
) STRICT, WITHOUT ROWID;

-- The subjects of journals that some entry can have (data/journal_subjects.toml), by their names in the Library of Congress
-- Classification.
CREATE TABLE subject (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

-- The journals of all sources of journals; `document` is a JSON Journal (bot.terms.model).
CREATE TABLE journal (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL REFERENCES source (id),
    document BLOB NOT NULL
) STRICT;

-- The subjects that a journal has.
CREATE TABLE journal_subject (
    subject INTEGER NOT NULL REFERENCES subject (id),
    journal INTEGER NOT NULL REFERENCES journal (id),
    PRIMARY KEY (subject, journal)
) STRICT, WITHOUT ROWID;

-- The words of each journal's title and keywords. Its rowid is the journal's id.
CREATE VIRTUAL TABLE journal_word USING fts5 (
    title, keywords, content = '', columnsize = 0, tokenize = 'porter unicode61 remove_diacritics 2'
);

-- The arrays that autocomplete and suggestions search: bot.lexicon.store.name_index_blocks says what each block holds. They stand
-- behind the last page of this file: `start` is the offset of the first byte from there, `length` the number of bytes,
-- `checksum` their CRC-32 (bot.lexicon.store.appended).
CREATE TABLE name_index (
    block TEXT PRIMARY KEY,
    start INTEGER NOT NULL,
    length INTEGER NOT NULL,
    checksum INTEGER NOT NULL
) STRICT;

-- What the words of each entry's names, word parts and definitions are indexed as (bot.lexicon.words). Its rowid is the entry's id.
CREATE VIRTUAL TABLE entry_word USING fts5 (
    words, content = '', columnsize = 0, detail = none, tokenize = 'porter unicode61 remove_diacritics 0'
);

-- The words of each entry as numbers, by which descriptions are ranked: bot.lexicon.description_search.entry_texts says how.
CREATE TABLE entry_text (
    entry INTEGER PRIMARY KEY REFERENCES entry (id),
    texts BLOB NOT NULL
) STRICT;

-- How many entries of each kind have a stem at the beginning of a definition or in a parent, by the stem's number in `entry_text`; of
-- stems that few have, there is no row. Number 0 counts all entries. `entries` has an unsigned number of 32 bits for each kind
-- (bot.lexicon.description_search.kinds).
CREATE TABLE kind_word (
    number INTEGER PRIMARY KEY,
    entries BLOB NOT NULL
) STRICT;

-- Every such word in its plain form: the stem that `entry_word` has it under, the stem's number in `entry_text` (0 if no text there
-- has it), and how many entries have words of that stem.
CREATE TABLE word (
    word TEXT PRIMARY KEY,
    stem TEXT NOT NULL,
    number INTEGER NOT NULL,
    entries INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The indexed words that people say in everyday life: how often in a million words of a language (ISO 639-1).
CREATE TABLE everyday_word (
    word TEXT NOT NULL,
    language TEXT NOT NULL,
    frequency REAL NOT NULL,
    PRIMARY KEY (word, language)
) STRICT, WITHOUT ROWID;

-- The short names that are words of a language (ISO 639-1) when they are typed in small letters, and no abbreviations only:
-- bot.building.prose_words decides.
CREATE TABLE prose_word (
    word TEXT NOT NULL,
    language TEXT NOT NULL,
    PRIMARY KEY (word, language)
) STRICT, WITHOUT ROWID;

-- Every entry that some source defines, numbered in the order of a printed directory; `place` counts from 0.
CREATE TABLE directory (
    place INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id)
) STRICT;

-- Where in the directory the entries of each initial stand ("a" to "z"; "0" for all others), and how many these are.
CREATE TABLE directory_part (
    initial TEXT PRIMARY KEY,
    first INTEGER NOT NULL,
    entries INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Every entry that is defined in a source for anybody, once for each language that it is so defined in, numbered from 0; those of
-- one language and semantic group stand behind one another.
CREATE TABLE plain_entry (
    number INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id)
) STRICT;

-- Where those of a language (ISO 639-1) and semantic group stand (empty where no source says what they are), and how many there are.
CREATE TABLE plain_entry_part (
    language TEXT NOT NULL,
    semantic_group TEXT NOT NULL,
    first INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    PRIMARY KEY (language, semantic_group)
) STRICT, WITHOUT ROWID;

-- What the build did: `report` is what `medlex check` prints.
CREATE TABLE build (
    built TEXT NOT NULL,
    program_version TEXT NOT NULL,
    report BLOB NOT NULL
) STRICT;
