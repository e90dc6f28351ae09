"""Tables of journals as DOAJ lays them out; every journal in them is made up."""

from __future__ import annotations

import csv
import io

# In the order of DOAJ's table of 2026 (portality/bll/services/export.py in github.com/DOAJ/doaj).
COLUMNS = (
    "Journal title", "Journal URL", "URL in DOAJ",
    "When did the journal start to publish all content using an open license?", "Alternative title",
    "Journal ISSN (print version)", "Journal EISSN (online version)", "Keywords",
    "Languages in which the journal accepts manuscripts", "Publisher", "Country of publisher", "Other organisation",
    "Country of other organisation", "Journal license", "License attributes", "URL for license terms",
    "Machine-readable CC licensing information embedded or displayed in articles",
    "Author holds copyright without restrictions", "Copyright information URL", "Review process",
    "Review process information URL", "Journal plagiarism screening policy", "URL for journal's aims & scope",
    "URL for the Editorial Board page", "URL for journal's instructions for authors",
    "Average number of weeks between article submission and publication", "APC", "APC information URL", "APC amount",
    "Journal waiver policy (for developing country authors etc)", "Waiver policy information URL", "Has other fees",
    "Other fees information URL", "Preservation Services", "Preservation Service: national library",
    "Preservation information URL", "Deposit policy directory", "URL for deposit policy",
    "Persistent article identifiers", "Does the journal comply to DOAJ's definition of open access?", "Continues",
    "Continued By", "LCC Codes", "Subscribe to Open", "Mirror Journal", "Open Journals Collective", "Subjects",
    "Added on Date", "Last updated Date", "Last Full Review Date", "Number of Article Records",
    "Most Recent Article Added",
)  # fmt: skip
MEDICINE = "Medicine: Internal medicine"
LUNGS = f"{MEDICINE}: Specialties of internal medicine: Diseases of the respiratory system"
HEART = f"{MEDICINE}: Specialties of internal medicine: Diseases of the circulatory (Cardiovascular) system"

Row = dict[str, str]


def journal(  # noqa: PLR0913 (the columns that are read)
    number: int,
    title: str,
    *,
    subjects: str = LUNGS,
    keywords: str = "",
    languages: str = "English",
    publisher: str = "House of Made-up Journals",
    **others: str,
) -> Row:
    """A row of the table. `number` makes its ISSN and address; `others` are further columns by their names."""
    written = {
        "Journal title": title,
        "Journal URL": f"https://journals.example.org/{number}",
        "URL in DOAJ": f"https://doaj.org/toc/{number:032x}",
        "Journal EISSN (online version)": f"{2000 + number // 1000:04}-{number % 1000:03}X",
        "Keywords": keywords,
        "Languages in which the journal accepts manuscripts": languages,
        "Publisher": publisher,
        "Country of publisher": "Nowhere",
        "Journal license": "CC BY",
        "Subjects": subjects,
        "Added on Date": "2020-01-02T03:04:05Z",
        "Last updated Date": "2026-05-04T03:02:01Z",
    }
    return written | others


def table(*rows: Row) -> str:
    """The table, with a line break of two signs, as the csv module writes it."""
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, COLUMNS, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()


SOME = (
    journal(1, "Annals of Made-up Asthma", keywords="asthma, allergy", languages="English, Spanish"),
    journal(2, "Lungs of the World", keywords="pulmonary medicine"),
    journal(3, "Lungs and Hearts", subjects=f"{LUNGS} | {HEART}", keywords="cardiology"),
    journal(4, "Revista Inventada de Neumología", keywords="pulmonology", languages="Spanish"),
    journal(5, "Journal of Hearts", subjects=HEART, keywords="myocardial infarction, heart attack"),
    journal(6, "Journal of Bridges", subjects="Technology: Engineering (General)", keywords="asthma"),
)
