"""MedlinePlus: NLM's pages for patients."""
