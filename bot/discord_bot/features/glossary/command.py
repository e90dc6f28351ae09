"""All of `/glossary`: the group with its commands, its buttons, menus and forms."""

from __future__ import annotations

from bot.discord_bot.features.glossary import export, history, importing, proposals, reading, terms
from bot.discord_bot.features.glossary.group import glossary

__all__ = ["GLOSSARY_COMPONENTS", "GLOSSARY_FORMS", "export", "glossary"]

GLOSSARY_COMPONENTS = (
    reading.ListTermsButton,
    terms.AddTermButton,
    terms.TermButton,
    terms.EditTermButton,
    terms.EditLinksButton,
    terms.LinkMenu,
    terms.NoteButton,
    terms.AskToRemoveButton,
    terms.RemoveTermButton,
    history.HistoryButton,
    history.UndoButton,
    importing.ImportButton,
    importing.ApplyImportButton,
    importing.CancelImportButton,
    proposals.ProposeTermButton,
    proposals.ProposalsButton,
    proposals.MyProposalsButton,
    proposals.ProposalButton,
    proposals.ApproveButton,
    proposals.EditProposalButton,
    proposals.RefuseButton,
)
GLOSSARY_FORMS = (
    terms.ADD_FORM,
    terms.EDIT_FORM,
    terms.LINKS_FORM,
    proposals.PROPOSE_FORM,
    proposals.EDIT_PROPOSAL_FORM,
    proposals.REFUSE_FORM,
)
