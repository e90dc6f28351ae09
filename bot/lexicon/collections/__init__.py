"""Uses of entries beyond a single lookup: A to Z, random ones, quizzes, comparisons."""
