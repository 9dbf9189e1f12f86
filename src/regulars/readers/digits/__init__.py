"""Files whose numbers and dates are written in other digits than 0 to 9."""
