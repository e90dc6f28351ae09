"""ICD-10-CM: codes of diagnoses in the United States."""
