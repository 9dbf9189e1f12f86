"""Files of the kinds that are read by their declaration: surveys, complaints, campaigns, contracts and the like."""
