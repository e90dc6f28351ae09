"""RxNorm: NLM's names of medicines."""
