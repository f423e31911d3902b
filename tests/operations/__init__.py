"""What docs/operations holds for machines."""
