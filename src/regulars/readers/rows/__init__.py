"""From rows as a source has them to facts: parsed, judged, rolled up, and counted."""
