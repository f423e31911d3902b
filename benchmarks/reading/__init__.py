"""Reading pages beside the field's readers, on labelled pages: `python -m benchmarks.reading`."""
