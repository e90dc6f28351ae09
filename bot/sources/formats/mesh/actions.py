"""The pharmacological actions of MeSH's chemicals, and whether they make a chemical a medicine.

NLM gives chemicals, descriptors and supplementary records alike, the descriptors of their actions
(https://www.nlm.nih.gov/mesh/intro_record_types.html). Some are therapeutic ("Anti-Bacterial Agents"); others only
say how a substance works in the laboratory ("Enzyme Inhibitors", "Ionophores") or what it does elsewhere
("Insecticides").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from bot.sources.concept import Link
from bot.sources.formats.readers.xml_stream import text
from bot.terms.model import Relation, SemanticType

# For files without tree numbers: NLM's names of actions of what is given to patients. In MeSH 2024 each of them is in
# a therapeutic branch (branches.toml).
THERAPEUTIC_NAMES = re.compile(
    r"""(?:Anti-?(?!oxida|metabolites$|mutagen|foam|static|sense|glyc|perspirant|mitotic|spermat|dotes|diuretic)[a-zA-Z]
    |Analgesics|Anesthetics|Amebicides|Coagulants|Hemostatics|Hematinics|Fibrinolytic|Platelet[ ]Aggregation
    |Anthelmintics|Antacids
    |(?:Hypoglycemic|Hypolipidemic|Immunosuppressive|Dermatologic|Gastrointestinal|Cardiovascular|Cardiotonic
       |Respiratory[ ]System
       |Bronchodilator|Contraceptive|Tocolytic|Fertility|Nootropic|Urological|Keratolytic|Leprostatic
       |Trypanocidal|Neuroprotective
       |Bone[ ]Density[ ]Conservation|Vasodilator|Vasoconstrictor|Lipid[ ]Regulating|Hematologic|Smoking[ ]Cessation
       |Wakefulness-Promoting|Tranquilizing|Genitourinary|Renal)[ ]Agents
    |Hypnotics|Laxatives|Cathartics|Emollients|Expectorants|Diuretics|Oxytocics|Schistosomicides|Filaricides
    |Coccidiostats
    |Gout[ ]Suppressants|Uricosuric|Nasal[ ]Decongestants|Appetite[ ]Depressants|Muscle[ ]Relaxants
    |Narcotics|Narcotic[ ]Antagonists
    |Psychotropic|Contraceptives|Calcium[ ]Channel[ ]Blockers|HIV[ ]|Reverse[ ]Transcriptase|Hydroxymethylglutaryl
    |Immune[ ]Checkpoint|Tumor[ ]Necrosis[ ]Factor[ ]Inhibitors|Cholagogues|Alcohol[ ]Deterrents)""",
    re.VERBOSE,
)


def actions(record: etree._Element, source: str) -> Iterator[Link]:
    """Yield the pharmacological actions of a record, as links to descriptors of the source with this id."""
    return _references(record, "PharmacologicalActionList/PharmacologicalAction", Relation.ACTS_AS, source)


def headings(record: etree._Element, source: str) -> Iterator[Link]:
    """Yield links to the descriptors under which a supplementary record is filed; a heading with several qualifiers
    is one heading.
    """
    return _references(record, "HeadingMappedToList/HeadingMappedTo", Relation.MAPPED_TO, source)


def _references(record: etree._Element, path: str, kind: Relation, source: str) -> Iterator[Link]:
    seen: set[str] = set()
    for element in record.iterfind(path):
        for reference in element.iter("DescriptorReferredTo"):
            # An asterisk marks headings of the articles' main topics.
            code = text(reference.find("DescriptorUI")).lstrip("*")
            if code and code not in seen:
                seen.add(code)
                yield Link(kind, text(reference.find("DescriptorName/String")), f"{source}:{code}")


def has_therapeutic_name(link: Link) -> bool:
    """Return True if an action is therapeutic by its name, for files without tree numbers."""
    return link.kind is Relation.ACTS_AS and THERAPEUTIC_NAMES.match(link.name) is not None


def as_medicine(kinds: Sequence[SemanticType]) -> tuple[SemanticType, ...]:
    """Return the semantic types of a medicine, with MEDICINE first unless it is one of the body's own hormones."""
    own = tuple(kind for kind in kinds if kind is SemanticType.HORMONE)
    return tuple(dict.fromkeys((*own, SemanticType.MEDICINE, *kinds)))
