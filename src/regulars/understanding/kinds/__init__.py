"""Why customers return: true, bonus, convenience, captive, or unknown, per customer and in sum."""
