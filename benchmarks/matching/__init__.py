"""Many watches on many texts, beside what else could match them: python -m benchmarks.matching."""
